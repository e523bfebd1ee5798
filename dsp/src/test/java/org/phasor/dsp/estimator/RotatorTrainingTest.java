package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.TrainingSignal;

@Timeout(30)
class RotatorTrainingTest {

    private static final double RATE_HZ = 500;
    private static final double PEAK_HZ = 10;
    private static final long SEED = 17;

    private static final TrainingSignal SIGNAL =
            TrainingSignals.of(TrainingSignals.rhythm(PEAK_HZ, RATE_HZ, 60, SEED), RATE_HZ, PEAK_HZ);

    private static final RotatorModel GOOD = RotatorTraining.model(SIGNAL);

    @Test
    void findsTheRhythmThatWasPutIn() {
        RotatorModel model = GOOD;
        int k = model.tracked();
        assertThat(model.frameRateHz()).isEqualTo(125);
        assertThat(model.frequencyHz()[k]).as("seed %d", SEED).isCloseTo(PEAK_HZ, within(0.3));
        // It decays by 2 per second.
        assertThat(-StrictMath.log(model.damping()[k]) * 125).isCloseTo(2, within(1.0));
        double amplitude = StrictMath.sqrt(model.unmeasured()[2 * k][2 * k]);
        assertThat(amplitude).isCloseTo(10, within(2.5));
    }

    @Test
    void givesTheSameBitsTwice() {
        Map<String, double[]> first = GOOD.parameters(4);
        Map<String, double[]> second = RotatorTraining.train(SIGNAL);
        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((name, values) -> assertThat(second.get(name)).as(name).containsExactly(values));
    }

    @Test
    void leavesOutWhatIsFaulty() {
        int from = 12_000;
        int to = 12_700;
        RotatorModel nan = RotatorTraining.model(TrainingSignals.faulty(SIGNAL, from, to, Double.NaN, false));
        RotatorModel marked = RotatorTraining.model(TrainingSignals.faulty(SIGNAL, from, to, 5000, true));
        RotatorModel unmarked = RotatorTraining.model(TrainingSignals.faulty(SIGNAL, from, to, 200, false));
        assertThat(marked.frequencyHz()).containsExactly(nan.frequencyHz());
        assertThat(marked.observationNoise()).isCloseTo(GOOD.observationNoise(), within(0.1 * GOOD.observationNoise()));
        assertThat(marked.stateNoise()[2]).isCloseTo(GOOD.stateNoise()[2], within(0.1 * GOOD.stateNoise()[2]));
        assertThat(unmarked.stateNoise()[0]).isGreaterThan(2 * GOOD.stateNoise()[0]);
    }

    @Test
    void learnsFromTheLastMinute() {
        TrainingSignal longer =
                TrainingSignals.of(TrainingSignals.rhythm(PEAK_HZ, RATE_HZ, 80, SEED + 1), RATE_HZ, PEAK_HZ);
        RotatorModel model = RotatorTraining.model(longer);
        RotatorModel early = RotatorTraining.model(TrainingSignals.faulty(longer, 0, 9_900, 5000, false));
        assertThat(early.frequencyHz()).containsExactly(model.frequencyHz());
    }

    @Test
    void refusesParametersThatCannotBe() {
        Map<String, double[]> good = GOOD.parameters(4);
        assertRefused(good, "decimation", new double[] {3}, "decimation = 3.0: must be 4.0");
        assertRefused(good, "tracked-rotator", new double[] {5}, "tracked-rotator = 5.0: must be 0.0 to 4.0");
        assertRefused(good, "tracked-rotator", new double[] {1.5}, "tracked-rotator = 1.5: must be a whole number");
        assertRefused(good, "observation-noise-uv2", new double[] {0}, "observation-noise-uv2 = 0.0: must be");
        assertRefused(good, "rotator-damping", new double[] {.9, .9, 1, .9, .9}, "rotator 2 has damping 1.0 and noise");
        assertRefused(good, "rotator-noise-uv2", new double[] {1, 0, 1, 1, 1}, "rotator 1 has damping");
        assertRefused(good, "rotator-noise-uv2", new double[4], "\"rotator-noise-uv2\" has 4 numbers: must be 5");
        assertRefused(good, "rotator-hz", new double[] {1, 2, 62.5, 4, 5}, "rotator-hz = 62.5: must be > 0 and < 62.5");
        assertRefused(good, "rotator-hz", new double[] {1, 2, -1, 4, 5}, "rotator-hz = -1.0: must be > 0 and < 62.5");
    }

    private void assertRefused(Map<String, double[]> good, String name, double[] value, String part) {
        Map<String, double[]> parameters = new LinkedHashMap<>(good);
        parameters.put(name, value);
        assertThatThrownBy(() -> TrainingSignals.make("sspe", SIGNAL, parameters, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }
}
