package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndividualPeakTest {

    @Test
    void findsARhythmOnABrownBackground() {
        long seed = 6;
        double[] x = brown(seed, 60_000);
        double[] tone = Signals.tone(9.4, 500).amplitude(12).samples(60_000);
        for (int i = 0; i < x.length; i++) {
            x[i] += tone[i];
        }
        IndividualPeak peak = IndividualPeak.find(x, 500, 7, 14);
        assertThat(peak.peakHz()).as("seed %d", seed).isCloseTo(9.4, within(0.1001));
        assertThat(peak.prominenceDb()).as("seed %d", seed).isGreaterThan(10);
    }

    @Test
    void standsLowWithoutARhythm() {
        long seed = 7;
        assertThat(IndividualPeak.find(brown(seed, 60_000), 500, 7, 14).prominenceDb())
                .as("seed %d", seed)
                .isLessThan(4);
    }

    @Test
    void isBlindToUnitAndOffset() {
        double[] x = Signals.tone(11, 250).noise(20).seed(3).samples(20_000);
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = 1e-6 * x[i] + 0.3;
        }
        IndividualPeak a = IndividualPeak.find(x, 250, 7, 14);
        IndividualPeak b = IndividualPeak.find(y, 250, 7, 14);
        assertThat(b.peakHz()).isEqualTo(a.peakHz());
        assertThat(b.prominenceDb()).isCloseTo(a.prominenceDb(), within(1e-6));
    }

    @Test
    void refusesWhatCannotBe() {
        double[] x = Signals.tone(11, 250).noise(20).samples(499);
        assertThatThrownBy(() -> IndividualPeak.find(x, 250, 7, 14))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("signal of 499 samples: must be >= 500");
        assertThatThrownBy(() -> IndividualPeak.find(new double[5000], 250, 7, 14))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the signal is constant");
        assertThatThrownBy(() -> IndividualPeak.find(x, 250, 14, 7)).hasMessageContaining("must be 0 < low < high");
        assertThatThrownBy(() -> IndividualPeak.find(x, Double.NaN, 7, 14)).hasMessageContaining("must be 0 < low");
        assertThatThrownBy(
                        () -> IndividualPeak.find(Signals.tone(11, 250).noise(2).samples(5000), 250, 7.01, 7.02))
                .hasMessageContaining("narrower than the resolution");
    }

    /** Noise whose power falls with the square of frequency. */
    private static double[] brown(long seed, int count) {
        Random random = new Random(seed);
        double[] x = new double[count];
        for (int i = 1; i < count; i++) {
            x[i] = 0.999 * x[i - 1] + 2 * random.nextGaussian();
        }
        return x;
    }

    @Test
    void leavesOutWindowsThatHoldAnArtefact() {
        double[] x = Signals.tone(10, 250).amplitude(2).noise(4).seed(8).samples(60 * 250);
        boolean[] clean = new boolean[x.length];
        Arrays.fill(clean, true);
        // A loud rhythm of 12 Hz for ten seconds, marked.
        for (int i = 20 * 250; i < 30 * 250; i++) {
            x[i] += 100 * Math.cos(2 * Math.PI * 12 * i / 250.0);
            clean[i] = false;
        }
        assertThat(IndividualPeak.find(x, 250, 7, 14).peakHz()).isCloseTo(12, within(0.15));
        assertThat(IndividualPeak.find(x, 250, 7, 14, clean).peakHz()).isCloseTo(10, within(0.15));
    }

    @Test
    void takesAllWindowsWhereTooFewAreClean() {
        double[] x = Signals.tone(10, 250).noise(4).seed(8).samples(20 * 250);
        IndividualPeak all = IndividualPeak.find(x, 250, 7, 14);
        assertThat(IndividualPeak.find(x, 250, 7, 14, new boolean[x.length])).isEqualTo(all);
    }
}
