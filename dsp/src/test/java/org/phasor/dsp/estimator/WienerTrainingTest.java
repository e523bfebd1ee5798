package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.TrainingSignal;

@Timeout(30)
class WienerTrainingTest {

    private static final double RATE_HZ = 500;
    private static final double PEAK_HZ = 10;
    private static final long SEED = 41;

    private static final TrainingSignal SIGNAL =
            TrainingSignals.of(TrainingSignals.rhythm(PEAK_HZ, RATE_HZ, 30, SEED), RATE_HZ, PEAK_HZ);

    private static final Map<String, double[]> GOOD = WienerTraining.train(SIGNAL);

    @Test
    void givesTheSameBitsTwice() {
        Map<String, double[]> second = WienerTraining.train(SIGNAL);
        assertThat(second.keySet()).isEqualTo(GOOD.keySet());
        GOOD.forEach((name, values) -> assertThat(second.get(name)).as(name).containsExactly(values));
    }

    @Test
    void estimatesBetweenTwoLookAheadsAsIfTrainedForThem() {
        Map<String, double[]> fine = WienerTraining.weights(SIGNAL, 1).parameters();
        PhaseEstimator between = TrainingSignals.make("wiener", SIGNAL, GOOD, 7 / RATE_HZ);
        PhaseEstimator trained = TrainingSignals.make("wiener", SIGNAL, fine, 7 / RATE_HZ);
        PhaseEstimate a = new PhaseEstimate();
        PhaseEstimate b = new PhaseEstimate();
        Signal sample = new Signal();
        double most = 0;
        double squares = 0;
        int compared = 0;
        for (double value : TrainingSignals.rhythm(PEAK_HZ, RATE_HZ, 20, SEED + 1)) {
            sample.microvolts = value;
            between.estimate(sample, a);
            trained.estimate(sample, b);
            if (b.valid && b.amplitudeMicrovolts > 2) {
                double difference = Phase.wrap(a.phaseRad - b.phaseRad);
                most = Math.max(most, Math.abs(difference));
                squares += difference * difference;
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(1000);
        assertThat(Math.sqrt(squares / compared)).as("seed %d", SEED).isLessThan(1e-3);
        assertThat(most).as("seed %d", SEED).isLessThan(1e-2);
    }

    @Test
    void leavesOutWhatIsFaulty() {
        int from = 5000;
        int to = 5700;
        WienerWeights good = weights(GOOD);
        WienerWeights nan = weights(WienerTraining.train(TrainingSignals.faulty(SIGNAL, from, to, Double.NaN, false)));
        WienerWeights marked = weights(WienerTraining.train(TrainingSignals.faulty(SIGNAL, from, to, 5000, true)));
        WienerWeights unmarked = weights(WienerTraining.train(TrainingSignals.faulty(SIGNAL, from, to, 5000, false)));
        assertThat(difference(marked, nan)).isZero();
        assertThat(difference(marked, good)).isLessThan(0.15);
        assertThat(difference(unmarked, good)).isGreaterThan(0.5);
    }

    @Test
    void refusesLookAheadsBeyondItsGrid() {
        assertThat(TrainingSignals.make("wiener", SIGNAL, GOOD, 0.1)).isNotNull();
        assertThatThrownBy(() -> TrainingSignals.make("wiener", SIGNAL, GOOD, 0.101))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("look-ahead = 0.101 s: must be 0 to 0.1 s for estimator \"wiener\"");
    }

    @Test
    void refusesParametersThatCannotBe() {
        assertRefused("decimation", new double[] {3}, "decimation = 3.0: must be 4 at its rate");
        assertRefused("look-aheads", new double[] {1}, "look-aheads = 1.0: must be a divisor >= 2");
        assertRefused("look-aheads", new double[] {7}, "look-aheads = 7.0: must be a divisor >= 2 of the 1950 weights");
        assertRefused("look-ahead-step-s", new double[] {0.001}, "look-ahead-step-s = 0.001: must be > 0 and reach");
        assertRefused("weights-im", new double[] {1}, "\"weights-im\" has 1 numbers: must be 1950");
        assertRefused("weights-re", null, "\"weights-re\" is missing");
    }

    private void assertRefused(String name, double[] value, String part) {
        Map<String, double[]> parameters = new LinkedHashMap<>(GOOD);
        parameters.remove(name);
        if (value != null) {
            parameters.put(name, value);
        }
        assertThatThrownBy(() -> TrainingSignals.make("wiener", SIGNAL, parameters, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(part);
    }

    private WienerWeights weights(Map<String, double[]> parameters) {
        return WienerWeights.of(Calibration.trained(SIGNAL, "wiener", parameters));
    }

    /** Of the weights without look-ahead, as a fraction of their length. */
    private static double difference(WienerWeights a, WienerWeights b) {
        double difference = 0;
        double square = 0;
        for (int i = 0; i < a.taps(); i++) {
            difference +=
                    StrictMath.pow(a.re()[0][i] - b.re()[0][i], 2) + StrictMath.pow(a.im()[0][i] - b.im()[0][i], 2);
            square += StrictMath.pow(b.re()[0][i], 2) + StrictMath.pow(b.im()[0][i], 2);
        }
        return Math.sqrt(difference / square);
    }
}
