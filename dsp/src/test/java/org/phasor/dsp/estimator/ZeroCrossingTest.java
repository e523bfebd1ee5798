package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;

@Timeout(60)
class ZeroCrossingTest {

    @Test
    void equalsScipysFilterAndTheReference() {
        // n = np.arange(400); s = 8*np.cos(TAU*10.3*n/250+.4) + 3*np.sin(TAU*4*n/250) + .5*(n*n % 11)
        // ZeroCross() at fs = 250, f0 = 10, 20 ms ahead; amplitude divided by the filter's gain at f0
        int[] samples = {150, 203, 258, 311, 399};
        double[] phases = {
            2.5936614189155454, -2.512704749023179, -0.9566831505959733, 0.3663082448300521, -2.0722538428942885
        };
        double[] amplitudes = {
            7.561111060158201, 8.308504235842774, 8.079605615065761, 7.550522541380089, 8.11035796595484
        };
        PhaseEstimator estimator = make(8, 12, 10, 250, 0.02);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        for (int n = 0, next = 0; n < 400; n++) {
            signal.microvolts = 8 * Math.cos(2 * Math.PI * 10.3 * n / 250 + 0.4)
                    + 3 * Math.sin(2 * Math.PI * 4 * n / 250)
                    + 0.5 * (n * n % 11);
            estimator.estimate(signal, out);
            if (n == samples[next]) {
                assertThat(out.phaseRad).isCloseTo(phases[next], within(1e-10));
                assertThat(out.amplitudeMicrovolts).isCloseTo(amplitudes[next], within(1e-10));
                next++;
            }
        }
    }

    @Test
    void predictsThroughAPulseWithoutTakingItIn() {
        Signals tone = Signals.tone(10.5, 1000).phase(0.3);
        double[] x = tone.samples(3000);
        PhaseEstimator estimator = make(8, 13, 10.5, 1000, 0);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        int firstValid = -1;
        for (int n = 0; n < x.length; n++) {
            boolean blanked = n >= 1500 && n < 1620;
            signal.microvolts = blanked ? 5000 : x[n];
            signal.faults = blanked ? SignalFault.BLANKED.bit() : 0;
            estimator.estimate(signal, out);
            if (n >= 1620 && out.valid) {
                firstValid = firstValid < 0 ? n : firstValid;
                assertThat(Phase.wrap(out.phaseRad - tone.phaseRadAt(n))).isCloseTo(0, within(1e-5));
                assertThat(out.amplitudeMicrovolts).isCloseTo(10, within(0.01));
            } else if (n >= 1500) {
                assertThat(out.valid).isFalse();
            }
        }
        // Three periods are 286 ms, five time constants 398 ms.
        assertThat(firstValid).isEqualTo(1619 + 398);
    }

    @Test
    void beginsWithAPulseWithoutTakingItIn() {
        Signals tone = Signals.tone(10.5, 1000).phase(0.3);
        double[] x = tone.samples(1500);
        for (int goodFirst = 0; goodFirst < 3; goodFirst++) {
            PhaseEstimator estimator = make(8, 13, 10.5, 1000, 0);
            PhaseEstimate out = new PhaseEstimate();
            Signal signal = new Signal();
            for (int n = 0; n < x.length; n++) {
                boolean blanked = n >= goodFirst && n < 50;
                signal.microvolts = blanked ? 1e6 : x[n];
                signal.faults = blanked ? SignalFault.BLANKED.bit() : 0;
                estimator.estimate(signal, out);
            }
            assertThat(out.valid).isTrue();
            assertThat(Phase.wrap(out.phaseRad - tone.phaseRadAt(x.length - 1))).isCloseTo(0, within(1e-5));
        }
    }

    @Test
    void hasNoPhaseWithoutASignal() {
        PhaseEstimator estimator = make(8, 13, 10.5, 1000, 0);
        PhaseEstimate out = new PhaseEstimate();
        Signal signal = new Signal();
        for (int n = 0; n < 2000; n++) {
            signal.microvolts = 3.7;
            estimator.estimate(signal, out);
            assertThat(out.valid).isFalse();
        }
    }

    @Test
    void refusesPeaksItCannotFilter() {
        assertThatThrownBy(() -> make(1, 3, 1.5, 250, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("peak-hz = 1.5 at 250.0 Hz: must be > 2.0 and < 123.0 Hz: estimator \"zero-crossing\" "
                        + "filters the peak +- 2.0 Hz");
        assertThatThrownBy(() -> make(8, 13, 14, 250, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("peak-hz = 14.0: must be in the band, 8.0 to 13.0 Hz");
        assertThatThrownBy(() -> make(8, 130, 10, 250, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("band-hz = 8.0 to 130.0 at 250.0 Hz: must be 0 < low < high < 125.0 Hz, half the rate");
    }

    private static PhaseEstimator make(
            double lowHz, double highHz, double peakHz, double rateHz, double lookAheadSeconds) {
        return ZeroCrossing.of(
                new SignalSettings(
                        "s",
                        Map.of("C3", 1.0),
                        lowHz,
                        highHz,
                        OptionalDouble.of(peakHz),
                        "zero-crossing",
                        OptionalDouble.empty()),
                rateHz,
                lookAheadSeconds,
                RefreshRunner.INLINE);
    }
}
