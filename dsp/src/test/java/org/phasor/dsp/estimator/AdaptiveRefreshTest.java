package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.RefreshRunner;

/** Which refreshes of the estimator "adaptive" count, and that nothing else does. */
@Timeout(60)
class AdaptiveRefreshTest {

    private static final double[] X = AdaptiveSubject.brain(20, AdaptiveSubject.RATE_HZ, 5);

    /** A replay: is told which numbers did not count. */
    private static class Told implements RefreshRunner {
        private final Set<Long> late;
        final List<Long> begun = new ArrayList<>();
        final List<Long> asked = new ArrayList<>();

        Told(Long... late) {
            this.late = Set.of(late);
        }

        @Override
        public boolean idle(Refresh refresh) {
            return true;
        }

        @Override
        public void begin(Refresh refresh) {
            begun.add(refresh.number());
            refresh.compute();
        }

        @Override
        public boolean takeOver(Refresh refresh) {
            asked.add(refresh.number());
            return !late.contains(refresh.number());
        }
    }

    /** Computes only after the take-over that it misses and the next that is due, on what must still be its own input. */
    private static final class Slow extends Told {
        private final long slow;
        private AdaptiveRefresh running;
        private double[][] input;

        Slow(long slow) {
            super();
            this.slow = slow;
        }

        @Override
        public boolean idle(Refresh refresh) {
            if (running == null) {
                return true;
            }
            assertThat(running.number()).isEqualTo(slow);
            assertThat(running.autocovariance).isDeepEqualTo(input);
            running.compute();
            running = null;
            return false;
        }

        @Override
        public void begin(Refresh refresh) {
            if (refresh.number() != slow) {
                super.begin(refresh);
                return;
            }
            running = (AdaptiveRefresh) refresh;
            input = Arrays.stream(running.autocovariance).map(double[]::clone).toArray(double[][]::new);
        }

        @Override
        public boolean takeOver(Refresh refresh) {
            return running == null && super.takeOver(refresh);
        }
    }

    /** On another thread, as a rig does, waiting for it at the take-over. */
    private static final class Elsewhere implements RefreshRunner {
        private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

        @Override
        public boolean idle(Refresh refresh) {
            return running.isDone();
        }

        @Override
        public void begin(Refresh refresh) {
            running = CompletableFuture.runAsync(refresh::compute);
        }

        @Override
        public boolean takeOver(Refresh refresh) {
            running.join();
            return true;
        }
    }

    @Test
    void areNumberedFromZeroAndAskedForOnce() {
        Told runner = new Told();
        AdaptiveEstimator estimator =
                new AdaptiveSubject(AdaptiveSubject.settings(), runner).takeAll(X, 0, X.length).estimator;
        assertThat(runner.begun).containsExactlyElementsOf(numbers(19));
        assertThat(runner.asked).containsExactlyElementsOf(numbers(19));
        assertThat(estimator.refreshes()).isEqualTo(19);
        assertThat(estimator.refreshesLeftOut()).isZero();
    }

    @Test
    void anotherThreadGivesTheSame() {
        assertThat(fingerprint(new Elsewhere())).containsExactly(fingerprint(RefreshRunner.INLINE));
    }

    @Test
    void lateOnesAreAsIfTheyHadNeverBeen() {
        double[] once = fingerprint(new Told(0L, 3L, 4L, 11L));
        assertThat(fingerprint(new Told(0L, 3L, 4L, 11L))).containsExactly(once);
        double[] neverComputed = fingerprint(new Told(0L, 3L, 4L, 11L) {
            @Override
            public void begin(Refresh refresh) {
                if (!Set.of(0L, 3L, 4L, 11L).contains(refresh.number())) {
                    super.begin(refresh);
                }
            }
        });
        assertThat(neverComputed).containsExactly(once);
        assertThat(fingerprint(RefreshRunner.INLINE)).isNotEqualTo(once);
    }

    @Test
    void aReplayThatIsToldWhichWereLateIsTheSame() {
        // Number 6 runs on past its own take-over and past the begin of number 7, which is left out.
        assertThat(fingerprint(new Slow(6))).containsExactly(fingerprint(new Told(6L, 7L)));
    }

    @Test
    void aLateOneLeavesThePeakWhereItWas() {
        Told runner = new Told(numbers(19).toArray(Long[]::new));
        AdaptiveSubject subject = new AdaptiveSubject(AdaptiveSubject.settings(), runner);
        double first = subject.estimator.peakHz();
        subject.takeAll(X, 0, X.length);
        assertThat(subject.estimator.peakHz()).isEqualTo(first);
        assertThat(subject.estimator.refreshes()).isZero();
        assertThat(subject.estimator.refreshesLeftOut()).isEqualTo(19);
        assertThat(subject.out.valid).isTrue();
    }

    @Test
    void checksumsTellCoefficientsApart() {
        List<Long> sums = new ArrayList<>();
        List<Long> again = new ArrayList<>();
        for (List<Long> list : List.of(sums, again)) {
            new AdaptiveSubject(AdaptiveSubject.settings(), new Told() {
                        @Override
                        public boolean takeOver(Refresh refresh) {
                            list.add(refresh.checksum());
                            return true;
                        }
                    })
                    .takeAll(X, 0, X.length);
        }
        assertThat(sums).hasSize(19).doesNotHaveDuplicates().isEqualTo(again);
    }

    private static List<Long> numbers(int count) {
        List<Long> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    private static double[] fingerprint(RefreshRunner runner) {
        AdaptiveSubject subject = new AdaptiveSubject(AdaptiveSubject.settings(), runner);
        double[] values = new double[4 * X.length];
        for (int i = 0; i < X.length; i++) {
            subject.take(X[i]);
            values[4 * i] = subject.out.phaseRad;
            values[4 * i + 1] = subject.out.amplitudeMicrovolts;
            values[4 * i + 2] = subject.out.ownErrorRad;
            values[4 * i + 3] = subject.estimator.peakHz();
        }
        return values;
    }
}
