package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.Signals;
import org.phasor.dsp.TrainingSignal;

@Timeout(30)
class StateSpacePhaseTest {

    private static final double[] HZ = {0.5, 4, 10, 21, 32};
    private static final double[] DAMPING = {0.95, 0.9, 0.985, 0.9, 0.8};
    private static final double[] NOISE = {0.4, 0.5, 0.6, 0.3, 0.3};

    /**
     * The model in a signal of its own making: every error is known. Where the rotator is short the circle bends the interval: of
     * errors believed to be below 0.4 rad 93 % are within 1.96 of them.
     */
    @ParameterizedTest
    @CsvSource({"0, 0.3", "0, 3", "5, 0.3", "12, 0.3"})
    void isWithinItsOwnErrorAsOftenAsItSays(int framesAhead, double observationNoise) {
        RotatorModel model = new RotatorModel(125, HZ, DAMPING, NOISE, observationNoise, 2);
        long seed = 1000 + framesAhead;
        double[][] truth = new double[100_000][];
        double[] x = made(model, truth, seed);
        PhaseEstimator estimator =
                TrainingSignals.make("sspe", signal(x, 125), model.parameters(1), framesAhead / 125.0);
        Signal signal = new Signal();
        PhaseEstimate out = new PhaseEstimate();
        int strong = 0;
        int withinOne = 0;
        int withinTwo = 0;
        for (int t = 0; t < x.length - framesAhead; t++) {
            signal.microvolts = x[t];
            estimator.estimate(signal, out);
            if (out.valid && out.ownErrorRad < 0.4) {
                double error = Math.abs(Phase.wrap(out.phaseRad - phaseOf(truth[t + framesAhead])));
                strong++;
                withinOne += error < out.ownErrorRad ? 1 : 0;
                withinTwo += error < 1.96 * out.ownErrorRad ? 1 : 0;
            }
        }
        assertThat(strong).isGreaterThan(5000);
        assertThat(withinOne / (double) strong).as("68 %%, seed %d", seed).isCloseTo(0.683, within(0.02));
        assertThat(withinTwo / (double) strong).as("95 %%, seed %d", seed).isCloseTo(0.95, within(0.025));
    }

    @Test
    void isLessSureFurtherAhead() {
        RotatorModel model = new RotatorModel(125, HZ, DAMPING, NOISE, 0.3, 2);
        double[] x = made(model, new double[1000][], 5);
        double before = 0;
        for (double ahead : new double[] {0, 0.005, 0.05, 0.5}) {
            double own = last(TrainingSignals.make("sspe", signal(x, 125), model.parameters(1), ahead), x).ownErrorRad;
            assertThat(own).isGreaterThan(before);
            before = own;
        }
    }

    @Test
    void bridgesAnArtefactAsIfItHadNotBeen() {
        double[] x = Signals.tone(10, 1000).noise(1).seed(8).samples(5000);
        TrainingSignal signal = signal(TrainingSignals.rhythm(10, 1000, 20, 3), 1000);
        Map<String, double[]> parameters = RotatorTraining.train(signal);
        PhaseEstimator undisturbed = TrainingSignals.make("sspe", signal, parameters, 0.005);
        PhaseEstimator bridging = TrainingSignals.make("sspe", signal, parameters, 0.005);
        Signal good = new Signal();
        Signal bad = new Signal();
        PhaseEstimate a = new PhaseEstimate();
        PhaseEstimate b = new PhaseEstimate();
        int back = -1;
        for (int i = 0; i < x.length; i++) {
            boolean artefact = i >= 3003 && i < 3029;
            good.microvolts = x[i];
            bad.microvolts = artefact ? 1e5 : x[i];
            bad.faults = artefact ? SignalFault.AMPLITUDE.bit() : 0;
            undisturbed.estimate(good, a);
            bridging.estimate(bad, b);
            if (i >= 3003 && i < 3029 + 133) {
                assertThat(b.valid).isFalse();
            } else if (i > 3029 && b.valid) {
                back = back < 0 ? i : back;
                assertThat(Phase.wrap(a.phaseRad - b.phaseRad)).isCloseTo(0, within(0.02));
            }
        }
        assertThat(back).isBetween(3029 + 133, 3029 + 1000);
    }

    @Test
    void turnsTheNewestFrameOnBetweenFrames() {
        TrainingSignal signal = signal(TrainingSignals.rhythm(10, 1000, 20, 3), 1000);
        PhaseEstimator estimator = TrainingSignals.make("sspe", signal, RotatorTraining.train(signal), 0);
        RotatorModel model = RotatorTraining.model(signal);
        Signal sample = new Signal();
        PhaseEstimate out = new PhaseEstimate();
        double before = Double.NaN;
        double own = 0;
        for (int i = 0; i < 3000; i++) {
            sample.microvolts = signal.microvolts()[i];
            estimator.estimate(sample, out);
            // A frame ends with every eighth sample; on the seven after it nothing new is known.
            if (i > 2000 && (i + 1) % 8 != 0) {
                double step = 2 * Math.PI * model.frequencyHz()[model.tracked()] / 1000;
                assertThat(Phase.wrap(out.phaseRad - before)).isCloseTo(step, within(1e-9));
                assertThat(out.ownErrorRad).isGreaterThan(own);
            }
            before = out.phaseRad;
            own = out.ownErrorRad;
        }
    }

    private static TrainingSignal signal(double[] x, double rateHz) {
        return TrainingSignals.of(x, rateHz, 10);
    }

    private static PhaseEstimate last(PhaseEstimator estimator, double[] x) {
        Signal signal = new Signal();
        PhaseEstimate out = new PhaseEstimate();
        for (double value : x) {
            signal.microvolts = value;
            estimator.estimate(signal, out);
        }
        return out;
    }

    /** A signal that a model makes; its tracked rotator by frame. */
    private static double[] made(RotatorModel model, double[][] tracked, long seed) {
        Random random = new Random(seed);
        double[] state = new double[model.states()];
        double[] push = new double[model.states()];
        double[][] transition = model.transition();
        for (int i = 0; i < push.length; i++) {
            push[i] = StrictMath.sqrt(model.stateNoise()[i / 2]);
        }
        double noise = StrictMath.sqrt(model.observationNoise());
        double[] x = new double[tracked.length];
        for (int t = 0; t < x.length; t++) {
            state = SmallMatrix.product(transition, state);
            for (int i = 0; i < state.length; i++) {
                state[i] += push[i] * random.nextGaussian();
            }
            x[t] = noise * random.nextGaussian();
            for (int i = 0; i < state.length; i += 2) {
                x[t] += state[i];
            }
            tracked[t] = new double[] {state[2 * model.tracked()], state[2 * model.tracked() + 1]};
        }
        return x;
    }

    private static double phaseOf(double[] point) {
        return StrictMath.atan2(point[1], point[0]);
    }
}
