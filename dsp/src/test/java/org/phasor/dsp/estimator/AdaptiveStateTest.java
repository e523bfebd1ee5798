package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.Phase;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;

/** What the estimator "adaptive" has learned: frozen, stored, put back. */
@Timeout(60)
class AdaptiveStateTest {

    private static final double RATE_HZ = AdaptiveSubject.RATE_HZ;
    private static final double[] X = AdaptiveSubject.brain(40, RATE_HZ, 12);

    @Test
    void aFrozenOneFromAStateEqualsTheLiveOneWithTheSameWeights() {
        AdaptiveSubject live = make(AdaptiveSubject.settings().withFreezeAfterSeconds(15));
        int from = at(25);
        live.takeAll(X, 0, from);
        assertThat(live.estimator.frozen()).isTrue();
        AdaptiveSubject stored =
                make(AdaptiveSubject.with(live.estimator.state()).withFreezeAfterSeconds(0));
        assertThat(stored.estimator.frozen()).isTrue();
        assertThat(stored.estimator.peakHz()).isEqualTo(live.estimator.peakHz());
        int compared = 0;
        for (int i = from; i < X.length; i++) {
            live.take(X[i]);
            stored.take(X[i]);
            // Until then their running means are over different samples.
            if (i >= from + at(1.7)) {
                assertThat(stored.out.valid).isTrue();
                assertThat(Phase.wrap(stored.out.phaseRad - live.out.phaseRad)).isCloseTo(0, within(1e-9));
                assertThat(stored.out.amplitudeMicrovolts / live.out.amplitudeMicrovolts)
                        .isCloseTo(1, within(1e-9));
                assertThat(stored.out.ownErrorRad / live.out.ownErrorRad).isCloseTo(1, within(1e-9));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(at(10));
    }

    @Test
    void freezingIsForGood() {
        AdaptiveSubject subject = make(AdaptiveSubject.settings().withFreezeAfterSeconds(5));
        int i = 0;
        while (!subject.estimator.frozen()) {
            subject.take(X[i++]);
        }
        assertThat(i).isBetween(at(5), at(7));
        long refreshes = subject.estimator.refreshes();
        double peakHz = subject.estimator.peakHz();
        double[] learned = subject.estimator.state().get("autocovariance");
        subject.takeAll(X, i, X.length);
        assertThat(subject.estimator.refreshes()).isEqualTo(refreshes);
        assertThat(subject.estimator.refreshesLeftOut()).isZero();
        assertThat(subject.estimator.peakHz()).isEqualTo(peakHz);
        assertThat(subject.estimator.learnedSeconds()).isBetween(5.0, 6.5);
        assertThat(subject.estimator.state().get("autocovariance")).containsExactly(learned);
        assertThat(subject.out.valid).isTrue();
    }

    @Test
    void aWarmStartIsValidWhenItsRunningMeanAndWindowAreFull() {
        Map<String, double[]> state = make(AdaptiveSubject.settings())
                .takeAll(X, 0, X.length)
                .estimator
                .state();
        AdaptiveSubject warm = make(AdaptiveSubject.with(state));
        AdaptiveSubject cold = make(AdaptiveSubject.settings());
        assertThat(firstValid(warm)).isBetween(at(1.5), at(1.7));
        assertThat(firstValid(cold)).isBetween(at(3.2), at(3.5));
        assertThat(warm.estimator.learnedSeconds()).isGreaterThan(39);
        assertThat(warm.estimator.frozen()).isFalse();
        warm.takeAll(X, 0, at(10));
        assertThat(warm.estimator.learnedSeconds()).isGreaterThan(48);
        assertThat(warm.estimator.refreshes()).isGreaterThan(9);
    }

    @Test
    void aTrainedOneHasLearnedWhatALiveOneHas() {
        boolean[] clean = new boolean[X.length];
        Arrays.fill(clean, true);
        Arrays.fill(clean, at(10), at(11), false);
        double[] raw = X.clone();
        Arrays.fill(raw, at(10), at(11), 1e5);
        TrainingSignal signal = new TrainingSignal(raw, raw, clean, RATE_HZ, 10.5, 8, 13);
        Map<String, double[]> state = PhaseEstimators.train("adaptive", signal);
        assertThat(state.get("clean-seconds")[0]).isBetween(37.5, 39.0);
        assertThat(state.get("peak-hz")[0]).isCloseTo(9.7, within(0.5));
        AdaptiveSubject trained = make(AdaptiveSubject.with(state));
        assertThat(firstValid(trained)).isBetween(at(1.5), at(1.7));
        assertThat(PhaseEstimators.isTrained("adaptive")).isFalse();
        Arrays.fill(clean, false);
        assertThatThrownBy(() -> PhaseEstimators.train("adaptive", signal))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("training signal of 40.0 s: 0.0 s of it are clean");
    }

    @Test
    void theStateDoesNotDependOnTheLookAhead() {
        AdaptiveSubject near = new AdaptiveSubject(AdaptiveSubject.settings(), RATE_HZ, 0, RefreshRunner.INLINE);
        AdaptiveSubject far = new AdaptiveSubject(AdaptiveSubject.settings(), RATE_HZ, 1, RefreshRunner.INLINE);
        Map<String, double[]> a = near.takeAll(X, 0, X.length).estimator.state();
        Map<String, double[]> b = far.takeAll(X, 0, X.length).estimator.state();
        assertThat(b.keySet()).containsExactlyElementsOf(a.keySet());
        a.forEach((name, values) -> assertThat(b.get(name)).as(name).containsExactly(values));
    }

    @Test
    void noPairAcrossAGapIsLearned() {
        AdaptiveSubject gap = make(AdaptiveSubject.settings());
        AdaptiveSubject fault = make(AdaptiveSubject.settings());
        for (int i = 0; i < at(20); i++) {
            boolean bad = i == at(10);
            int blanked = bad ? SignalFault.BLANKED.bit() : 0;
            gap.take(X[i], Double.NaN, blanked, bad);
            fault.take(X[i], Double.NaN, blanked, false);
        }
        double[] without = gap.estimator.state().get("autocovariance");
        double[] with = fault.estimator.state().get("autocovariance");
        FrameGrid grid = new FrameGrid(RATE_HZ);
        int leftOut = grid.beforeBadFrames() + grid.afterBadFrames();
        int different = 0;
        for (int lag = 0; lag < with.length; lag++) {
            if (lag <= leftOut) {
                assertThat(without[lag]).as("lag %d", lag).isEqualTo(with[lag]);
            } else if (without[lag] != with[lag]) {
                different++;
            }
        }
        assertThat(different).isGreaterThan((with.length - leftOut) * 9 / 10);
    }

    @Test
    void onlyTheRigFileFixesThePeak() {
        AdaptiveSubject fixed = make(AdaptiveSubject.settings(OptionalDouble.of(11.25)));
        fixed.takeAll(X, 0, X.length);
        assertThat(fixed.estimator.peakHz()).isEqualTo(11.25);
        assertThat(fixed.estimator.peakDb()).isGreaterThan(2);
        AdaptiveSubject calibrated = make(AdaptiveSubject.with(Map.of()));
        assertThat(calibrated.estimator.peakHz()).isCloseTo(9.5, within(0.3));
        calibrated.takeAll(X, 0, X.length);
        assertThat(calibrated.estimator.peakHz()).isNotEqualTo(9.5).isCloseTo(9.7, within(0.5));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> make(AdaptiveSubject.settings().withFreezeAfterSeconds(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("freeze-after-s = 0.0: must be >= 3.0 s without a calibration that was learned");
        Map<String, double[]> state = new LinkedHashMap<>(
                make(AdaptiveSubject.settings()).takeAll(X, 0, at(5)).estimator.state());
        state.put("autocovariance", new double[17]);
        assertThatThrownBy(() -> make(AdaptiveSubject.with(state)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"autocovariance\" has 17 numbers: must be ");
        assertRefused("autocovariance", v -> v[0] = -1, "\"autocovariance\" begins with -1.0: must be > 0");
        assertRefused("autocovariance", v -> v[1] = 1e9, "\"autocovariance\" holds 1.0E9 at lag 1: must be the");
        assertRefused(
                "autocovariance", v -> v[1] = -v[0], "\"autocovariance\": must be the autocovariance of a signal");
        assertRefused("autocovariance", v -> v[7] = Double.NaN, "\"autocovariance\" holds NaN: must be finite");
        assertRefused(
                "autocovariance", v -> v[0] = 1e300, "\"autocovariance\" holds a power of 1.0E300: must be at most");
        assertRefused(
                "autocovariance", v -> v[300] = 1e9, "\"autocovariance\" holds 1.0E9 at lag 300: must be the auto");
        assertRefused("peak-hz", v -> v[0] = 0, "\"peak-hz\" is 0.0: must be 7.0 to 14.0");
        assertRefused("peak-hz", v -> v[0] = 20, "\"peak-hz\" is 20.0: must be 7.0 to 14.0");
        assertRefused("gain-sums", v -> v[1] = -2, "\"gain-sums\" holds -2.0: must be >= 0");
        assertRefused("gain-sums", v -> v[0] = 0, "\"gain-sums\" holds [0.0, ");
        assertRefused(
                "gain-sums",
                v -> v[1] = 1e300,
                ", 1.0E300]: must be a sum of powers and a weight of at most 501.0, or both 0");
        assertRefused("clean-seconds", v -> v[0] = 1e300, "\"clean-seconds\" is 1.0E300: must be at most 864000.0");
    }

    private static void assertRefused(String name, Consumer<double[]> change, String message) {
        Map<String, double[]> state =
                make(AdaptiveSubject.settings()).takeAll(X, 0, at(5)).estimator.state();
        change.accept(state.get(name));
        assertThatThrownBy(() -> make(AdaptiveSubject.with(state)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("calibration for estimator \"adaptive\": parameter \"")
                .hasMessageContaining(message);
    }

    private static int firstValid(AdaptiveSubject subject) {
        for (int i = 0; i < X.length; i++) {
            if (subject.take(X[i]).out.valid) {
                return i;
            }
        }
        throw new AssertionError("never valid");
    }

    private static AdaptiveSubject make(SignalSettings settings) {
        return new AdaptiveSubject(settings, RefreshRunner.INLINE);
    }

    private static int at(double seconds) {
        return (int) (seconds * RATE_HZ);
    }
}
