package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.Signals;

/** An artefact that is taken in as it is leaves the mean that is taken off a second later: no estimate may see that. */
@Timeout(20)
class ArtefactEchoTest {

    private static final double RATE_HZ = 1000;

    @ParameterizedTest
    @CsvSource({
        "echt, 400, 5000, 100",
        "echt, 400, -20000, 300",
        "phastimate, 0, 5000, 100",
        "zero-crossing, 0, 5000, 100",
        "adaptive, 0, 5000, 100"
    })
    void anArtefactOfTheRangeHasNoEcho(String estimator, double windowMs, double microvolts, int samples) {
        SignalSettings settings = ChainRun.settings(10)
                .withEstimator(estimator)
                .withConditioning(ConditioningSettings.WITHOUT_CHECKS.withArtefacts(
                        ArtefactLimits.NONE.withPeakToPeakMicrovolts(200)));
        if (windowMs > 0) {
            settings = settings.withWindowMs(windowMs);
        }
        SignalChain chain = SignalChain.of(settings, ChainRun.stream(RATE_HZ), 0, RefreshRunner.INLINE);
        Signals tone = Signals.tone(10, RATE_HZ).noise(0.5).seed(3);
        double[] x = tone.samples(16_000);
        Sample sample = new Sample(1);
        PhaseEstimate out = new PhaseEstimate();
        int valid = 0;
        for (int i = 0; i < x.length; i++) {
            sample.index = i;
            sample.timeNanos = ChainRun.nanos(i, RATE_HZ);
            sample.values[0] = x[i] + (i >= 10_000 && i < 10_000 + samples ? microvolts : 0);
            chain.take(sample, out);
            if (out.valid && i > 6_000) {
                valid++;
                assertThat(Math.abs(Phase.wrap(out.phaseRad - tone.phaseRadAt(i))))
                        .as("sample %d", i)
                        .isLessThan(0.35);
            }
        }
        assertThat(valid).isGreaterThan(7_000);
    }
}
