package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;

@Timeout(60)
class AdaptiveSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "50, 4, 8",
        "64, 8, 13",
        "100, 1, 4",
        "128, 13, 30",
        "200, 8, 13",
        "300, 30, 45",
        "301, 8, 13",
        "512, 1, 4",
        "1024, 13, 30",
        "2048, 30, 45",
        "5000, 8, 13",
        "20000, 4, 8",
        "499.97, 8, 13",
        "250, 40, 80"
    })
    void runsAtAnyRateInAnyBand(double rateHz, double lowHz, double highHz) {
        double hz = (lowHz + highHz) / 2;
        Signals tone = Signals.tone(hz, rateHz).noise(1).seed(4);
        for (double lookAhead : new double[] {0, 0.02}) {
            AdaptiveSubject subject =
                    new AdaptiveSubject(settings(lowHz, highHz), rateHz, lookAhead, RefreshRunner.INLINE);
            double[] x = tone.samples((int) (20 * rateHz));
            int last = x.length - 1;
            for (int i = 0; i < last; i++) {
                subject.pass(x[i], Double.NaN);
            }
            subject.take(x[last]);
            assertThat(subject.out.valid).isTrue();
            double truth = tone.phaseRadAt(last + lookAhead * rateHz);
            assertThat(Math.abs(Phase.wrap(subject.out.phaseRad - truth))).isLessThan(0.3);
            assertThat(subject.estimator.peakDb()).isGreaterThan(2);
        }
    }

    @Test
    void refuseWhatCannotRun() {
        assertRefused(8, 13, 40, "rate = 40.0 Hz: must be >= 50.0");
        assertRefused(8, 13, Double.NaN, "rate = NaN Hz: must be >= 50.0");
        assertRefused(0, 4, 250, "band-hz = [0.0, 4.0] at 250.0 Hz: must be 0 < low < high < 112.5 Hz");
        assertRefused(13, 30, 60, "band-hz = [13.0, 30.0] at 60.0 Hz: must be 0 < low < high < 27.0 Hz");
    }

    private static void assertRefused(double lowHz, double highHz, double rateHz, String message) {
        assertThatThrownBy(() -> PhaseEstimators.create(settings(lowHz, highHz), rateHz, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static SignalSettings settings(double lowHz, double highHz) {
        return new SignalSettings(
                "s", Map.of("C3", 1.0), lowHz, highHz, OptionalDouble.empty(), "adaptive", OptionalDouble.empty());
    }
}
