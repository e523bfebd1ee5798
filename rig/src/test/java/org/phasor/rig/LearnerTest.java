package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.RefreshRunner;
import org.phasor.recordings.SessionInput;

@Timeout(20)
class LearnerTest {

    /** A refresh that counts how often it was computed. */
    private static final class Counting implements RefreshRunner.Refresh {
        long number;
        int computed;
        RuntimeException failure;

        @Override
        public void compute() {
            if (failure != null) {
                throw failure;
            }
            computed++;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public long checksum() {
            return 1000 + computed;
        }

        @Override
        public double peakHz() {
            return 10.5;
        }

        @Override
        public double peakDb() {
            return 7;
        }
    }

    private final RefreshLog log = new RefreshLog();
    private final Learner learner = new Learner(2, log);
    private final RefreshRunner runner = learner.runner(1);
    private final Counting refresh = new Counting();

    @Test
    void takesOverWhatWasComputedInTime() {
        runner.begin(refresh);
        assertThat(learner.turn()).isTrue();
        learner.frame(320);
        assertThat(runner.takeOver(refresh)).isTrue();
        assertThat(log.take()).isEqualTo(new RefreshLog.Entry(320, 1, 0, true, 1001, 10.5, 7));
        assertThat(log.take()).isNull();
        assertThat(learner.turn()).as("nothing left to do").isFalse();
    }

    @Test
    void keepsTheOldWhenALateOneIsNotDone() {
        runner.begin(refresh);
        learner.frame(320);
        assertThat(runner.takeOver(refresh)).isFalse();
        assertThat(log.take()).isEqualTo(new RefreshLog.Entry(320, 1, 0, false, 0, Double.NaN, Double.NaN));
        learner.turn();
        refresh.number = 1;
        learner.frame(520);
        assertThat(runner.takeOver(refresh)).as("of the refresh before").isFalse();
    }

    @Test
    void leavesARefreshOutWhileTheLastOneRuns() {
        assertThat(runner.idle(refresh)).isTrue();
        runner.begin(refresh);
        learner.frame(461);
        assertThat(runner.idle(refresh)).isFalse();
        assertThat(log.take())
                .as("said: a replay must know")
                .isEqualTo(new RefreshLog.Entry(461, 1, 1, false, 0, Double.NaN, Double.NaN));
        learner.turn();
        assertThat(runner.idle(refresh)).isTrue();
        refresh.number = 2;
        runner.begin(refresh);
        learner.turn();
        assertThat(runner.takeOver(refresh)).isTrue();
    }

    @Test
    void keepsSignalsApart() {
        Counting other = new Counting();
        learner.runner(0).begin(other);
        runner.begin(refresh);
        learner.turn();
        assertThat(other.computed).isEqualTo(1);
        assertThat(refresh.computed).isEqualTo(1);
        assertThat(learner.runner(0).takeOver(other)).isTrue();
        assertThat(runner.takeOver(refresh)).isTrue();
    }

    @Test
    void saysWhatAComputationFailedOf() {
        refresh.failure = new IllegalStateException("singular");
        runner.begin(refresh);
        learner.turn();
        assertThat(learner.failure()).isSameAs(refresh.failure);
        assertThat(runner.takeOver(refresh)).isFalse();
    }

    @Test
    void itsThreadComputesAndEnds() throws Exception {
        Thread thread = new Thread(learner);
        thread.start();
        runner.begin(refresh);
        while (!runner.takeOver(refresh)) {
            Thread.onSpinWait();
        }
        learner.stop();
        thread.join();
    }

    @Test
    void dropsAndCountsWhatNobodyTakes() {
        for (int i = 0; i < 300; i++) {
            log.add(i, 0, i, true, i, 10, 3);
        }
        assertThat(log.dropped()).isEqualTo(44);
        assertThat(log.take().frame()).isZero();
    }

    @Test
    void inAReplayTakesEffectWhatTookEffectThen() {
        RecordedRefreshes then = new RecordedRefreshes(
                List.of(
                        SessionInput.refreshTaken(320, "mu", 0, 7, 10, 5),
                        SessionInput.refreshLate(520, "mu", 1),
                        SessionInput.refreshLate(661, "mu", 2),
                        SessionInput.refreshTaken(920, "mu", 3, 8, 10, 5)),
                List.of("alpha", "mu"));
        // Of the last the session knows nothing: it was frozen by then.
        boolean[] taken = {true, false, false, true, true};
        for (int number = 0; number < taken.length; number++) {
            refresh.number = number;
            assertThat(then.runner(1).idle(refresh)).isTrue();
            then.runner(1).begin(refresh);
            assertThat(refresh.computed).isEqualTo(number + 1);
            assertThat(then.runner(1).takeOver(refresh)).as("mu %d", number).isEqualTo(taken[number]);
            assertThat(then.runner(0).takeOver(refresh))
                    .as("a signal without refreshes then")
                    .isTrue();
        }
    }
}
