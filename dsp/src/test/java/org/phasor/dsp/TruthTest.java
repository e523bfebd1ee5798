package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TruthTest {

    private final Signals tone =
            Signals.tone(10.3, 500).phase(1).amplitude(6).offset(4e4).noise(0.5).seed(12);

    @Test
    void findsAToneUnderAnOffset() {
        double[] x = tone.samples(10_000);
        assertClose(MultiFilterTruth.of(x, 500, 10.3));
        assertClose(BandTruth.of(x, 500, 8, 13));
    }

    @Test
    void saysHowFarTheFiltersAgree() {
        double[] clear = MultiFilterTruth.of(tone.samples(10_000), 500, 10.3).angularVariance();
        double[] noise = MultiFilterTruth.of(tone.amplitude(0.01).noise(5).samples(10_000), 500, 10.3)
                .angularVariance();
        assertThat(median(clear)).isLessThan(1e-3);
        assertThat(median(noise)).isGreaterThan(10 * median(clear));
    }

    @Test
    void interpolatesBetweenSamplesAcrossTheTrough() {
        TruePhase truth = new TruePhase(new double[] {3.0, -3.0, -2.8}, new double[3], null);
        assertThat(truth.length()).isEqualTo(3);
        assertThat(truth.phaseRadAt(0)).isEqualTo(3);
        assertThat(truth.phaseRadAt(0.5)).isCloseTo(Math.PI, within(1e-12));
        assertThat(truth.phaseRadAt(1.5)).isCloseTo(-2.9, within(1e-12));
        assertThat(truth.phaseRadAt(2)).isCloseTo(-2.8, within(1e-12));
        for (double outside : new double[] {-0.1, 2.1, Double.NaN}) {
            assertThat(truth.phaseRadAt(outside)).isNaN();
        }
    }

    @Test
    void refusesWhatCannotBe() {
        double[] bad = {1, 2, Double.NaN, 4};
        assertThatThrownBy(() -> BandTruth.of(bad, 500, 8, 13))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sample 2 is NaN: must be a finite number");
        assertThatThrownBy(() -> BandTruth.of(new double[1], 500, 8, 13))
                .hasMessage("signal of 1 samples: must be >= 2");
        assertThatThrownBy(() -> MultiFilterTruth.of(new double[1000], 500, 4))
                .hasMessageContaining("peak of 4.0 Hz at a rate of 500.0 Hz: must be > 4 Hz and < 246.0 Hz");
        assertThatThrownBy(() -> MultiFilterTruth.of(new double[1000], 20, 8)).hasMessageContaining("must be > 4 Hz");
    }

    @Test
    void worksOnVeryShortSignals() {
        assertThat(MultiFilterTruth.of(tone.samples(20), 500, 10.3).phaseRad()).hasSize(20);
        assertThat(BandTruth.of(tone.samples(2), 500, 8, 13).phaseRad()).hasSize(2);
    }

    private void assertClose(TruePhase truth) {
        for (int i = 1000; i < 9000; i++) {
            assertThat(Phase.wrap(truth.phaseRad()[i] - tone.phaseRadAt(i)))
                    .as("%s, sample %d", tone, i)
                    .isCloseTo(0, within(0.08));
            assertThat(truth.amplitude()[i]).isCloseTo(6, within(0.6));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
