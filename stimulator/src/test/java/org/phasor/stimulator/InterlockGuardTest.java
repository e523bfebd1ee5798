package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Reason;

/** Threads that stand still, clocks that jump, and figures that say by how much. */
@Timeout(20)
class InterlockGuardTest {

    private static final SafetyLimits LIMITS = Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI)
            .with(Limit.MAX_STALL, 300 * MILLI)
            .with(Limit.MAX_GAP, 20 * MILLI);

    private final Bench bench = new Bench(LIMITS).run();
    private final Interlock interlock = bench.interlock;

    private void figures(long measured, long bound) {
        assertThat(bench.sink.last().measured).isEqualTo(measured);
        assertThat(bench.sink.last().bound).isEqualTo(bound);
    }

    @Test
    void stopsBeforeAnythingIsFiredWhenTheLoopStoodStill() {
        interlock.poll();
        bench.pass(300 * MILLI + 1);
        bench.fireAtOnce();
        interlock.poll();
        assertThat(interlock.stop()).contains(new Stop(StopReason.LOOP_STALLED, "the loop stood still for 300 ms"));
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.CANCELLED_STOPPED);
        assertThat(bench.device.calls).isZero();
    }

    @Test
    void goesOnWhenTheLoopTurnsInTime() {
        interlock.poll();
        for (int i = 0; i < 10; i++) {
            bench.pass(300 * MILLI);
            interlock.poll();
        }
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
    }

    @Test
    void watchesTheLoopWhileItIsArmedOnly() {
        Bench idle = new Bench(LIMITS);
        idle.interlock.poll();
        idle.pass(SECOND);
        idle.interlock.poll();
        idle.interlock.check();
        idle.pass(SECOND);
        idle.interlock.poll();
        assertThat(idle.interlock.state()).isEqualTo(InterlockState.CHECKED);
        idle.interlock.arm();
        idle.pass(SECOND);
        idle.interlock.poll();
        assertThat(idle.interlock.state()).as("ARMED").isEqualTo(InterlockState.STOPPED);
        interlock.hold();
        interlock.poll();
        bench.pass(SECOND);
        interlock.poll();
        assertThat(interlock.state()).as("HOLD").isEqualTo(InterlockState.STOPPED);
        Bench done = new Bench(LIMITS).run();
        done.interlock.finish();
        done.interlock.poll();
        done.pass(SECOND);
        done.interlock.poll();
        assertThat(done.interlock.state()).isEqualTo(InterlockState.DONE);
    }

    @Test
    void doesNotFireWhenItWasSuspendedBetweenJudgingAndFiring() {
        long[] suspended = {Gate.LONGEST_JUDGING_NANOS, Gate.LONGEST_JUDGING_NANOS + 1, -1};
        for (long nanos : suspended) {
            Bench one = new Bench(LIMITS).run();
            one.device.onReady = () -> one.pass(nanos);
            one.fireAtOnce();
            one.interlock.poll();
            boolean fires = nanos == Gate.LONGEST_JUDGING_NANOS;
            assertThat(one.device.calls).isEqualTo(fires ? 1 : 0);
            assertThat(one.sink.last().outcome).isEqualTo(fires ? Outcome.DELIVERED : Outcome.VETOED_LATE);
            assertThat(one.sink.last().measured).isEqualTo(fires ? 0 : nanos);
            assertThat(one.sink.last().bound).isEqualTo(fires ? 0 : Gate.LONGEST_JUDGING_NANOS);
            assertThat(one.sink.last().returnedNanos == 0).isEqualTo(!fires);
            assertThat(one.interlock.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Test
    void doesNotFireWhenAStopComesWhileItJudges() {
        bench.device.onReady = () -> interlock.trip(StopReason.OPERATOR, "stop pressed");
        bench.fireAtOnce();
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.CANCELLED_STOPPED);
        assertThat(bench.sink.last().pulses).isEqualTo(1);
        figures(0, 0);
    }

    @Test
    void doesNotFireWhenAHoldComesWhileItJudges() {
        bench.device.onReady = () -> interlock.hold();
        bench.fireAtOnce();
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.VETOED_HOLD);
    }

    @Test
    void doesNotFireAPulseThatWasHeldWhileItWaitedHoweverShortly() {
        bench.fire(10 * MILLI);
        interlock.hold();
        interlock.resume();
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.VETOED_HOLD);
        bench.fire(10 * MILLI);
        bench.pass(10 * MILLI);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void takesTheFirstTurnForNoStall() {
        Bench first = new Bench(LIMITS);
        first.nowNanos = 7 * SECOND;
        first.run().interlock.poll();
        assertThat(first.interlock.state()).isEqualTo(InterlockState.RUNNING);
    }

    @Test
    void givesNothingInAVirtualRunEitherWhenAHoldComesWhileItJudges() {
        Bench virtual = new Bench(LIMITS, true).run();
        virtual.device.onReady = virtual.interlock::hold;
        virtual.fireAtOnce();
        virtual.interlock.poll();
        assertThat(virtual.sink.outcomes()).containsExactly(Outcome.VETOED_HOLD);
    }

    @Test
    void endsABurstWhoseNextPulseIsHeldWhileItIsJudged() {
        Bench burst = new Bench(LIMITS.with(Limit.MIN_PULSE_GAP, MILLI), new PulsePattern(4, 10 * MILLI, false)).run();
        burst.fireAtOnce();
        burst.interlock.poll();
        burst.device.onReady = burst.interlock::hold;
        InterlockPatternTest.turn(burst, 10);
        assertThat(burst.sink.outcomes()).containsExactly(Outcome.DELIVERED, Outcome.VETOED_HOLD);
        assertThat(burst.sink.last().pulse).isEqualTo(1);
        assertThat(burst.sink.last().pulses).isEqualTo(3);
        burst.interlock.resume();
        burst.device.onReady = () -> {};
        InterlockPatternTest.turn(burst, 60);
        assertThat(burst.sink.taken).hasSize(2);
        assertThat(burst.interlock.outcomeCount(Outcome.VETOED_HOLD)).isEqualTo(1);
    }

    @Test
    void vetoesAnOldDecisionThoughTheStreamGoesOn() {
        bench.fire(100 * MILLI + 1);
        InterlockPatternTest.turn(bench, 100);
        assertThat(bench.sink.taken).isEmpty();
        bench.pass(1);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
        figures(100 * MILLI + 1, 100 * MILLI);
    }

    @Test
    void vetoesADecisionOfTheFutureThoughTheStreamStepsBack() {
        bench.fire(bench.nowNanos, bench.nowNanos + 100 * MILLI, true);
        bench.pass(-1);
        bench.decision.hold(Reason.TOO_SOON, 0, 0);
        interlock.schedule(bench.decision, bench.nowNanos + 90 * MILLI);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
        figures(-100 * MILLI - 1, 100 * MILLI);
    }

    @Test
    void cancelsWhatWasDecidedBeforeAnEndAndAStop() {
        bench.fire(10 * MILLI);
        interlock.finish();
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.reset("all is well");
        bench.run();
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.CANCELLED_STOPPED);
    }

    @Test
    void saysInTheDevicesOwnWordsWhatFailed() {
        bench.device.failure = new DeviceFailure("fake: no answer");
        bench.fireAtOnce();
        interlock.poll();
        assertThat(interlock.stop()).contains(new Stop(StopReason.DEVICE_FAULT, "fake: no answer"));
        Bench bug = new Bench(LIMITS).run();
        bug.device.failure = new IllegalStateException("bug");
        bug.fireAtOnce();
        bug.interlock.poll();
        assertThat(bug.interlock.stop())
                .contains(new Stop(StopReason.DEVICE_FAULT, "fake: java.lang.IllegalStateException: bug"));
    }

    @Test
    void firesNothingAfterAGap() {
        bench.fireAtOnce();
        interlock.poll();
        bench.pass(SECOND + 1);
        interlock.poll();
        Bench gap = new Bench(LIMITS.with(Limit.MAX_STALL, 10 * SECOND)).run();
        assertThat(gap.pulse()).isEqualTo(Outcome.DELIVERED);
        gap.pass(2 * SECOND);
        assertThat(gap.pulse()).isEqualTo(Outcome.VETOED_GAP);
        assertThat(gap.sink.last().measured).isEqualTo(2 * SECOND + 10 * MILLI);
        assertThat(gap.sink.last().bound).isEqualTo(20 * MILLI);
        InterlockPatternTest.turn(gap, 500);
        assertThat(gap.pulse()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void saysHowOldALateOrFutureSampleWas() {
        bench.fire(bench.nowNanos, bench.nowNanos - 100 * MILLI - 1, true);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
        figures(100 * MILLI + 1, 100 * MILLI);
        bench.fire(bench.nowNanos, bench.nowNanos + 100 * MILLI + 3, true);
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
        figures(-100 * MILLI - 3, 100 * MILLI);
        Bench edge = new Bench(LIMITS).run();
        edge.fire(edge.nowNanos, edge.nowNanos + 100 * MILLI, true);
        edge.interlock.poll();
        assertThat(edge.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void vetoesADecisionWhenTheClockWentBackAfterIt() {
        bench.fireAtOnce();
        bench.pass(-100 * MILLI - 1);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
        figures(-100 * MILLI - 1, 100 * MILLI);
    }

    @Test
    void firesNothingIntoASilenceHoweverFarAheadItWasDecided() {
        Bench ahead = new Bench(LIMITS.with(Limit.MAX_AGE, 200 * MILLI)).run();
        ahead.fire(100 * MILLI);
        ahead.pass(100 * MILLI);
        ahead.interlock.poll();
        assertThat(ahead.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
        Bench silent = new Bench(LIMITS.with(Limit.MAX_AGE, 200 * MILLI)).run();
        silent.fire(100 * MILLI + 1);
        silent.pass(100 * MILLI + 1);
        silent.interlock.poll();
        assertThat(silent.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
        assertThat(silent.sink.last().measured).isEqualTo(100 * MILLI + 1);
        assertThat(silent.sink.last().bound).isEqualTo(100 * MILLI);
    }

    @Test
    void firesWhileTheSamplesAreAsFarAheadAsTheyMayBeBehind() {
        bench.fireAtOnce();
        bench.pass(-100 * MILLI);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void leavesNoFiguresOfAnEarlierRefusal() {
        bench.fire(bench.nowNanos, bench.nowNanos - SECOND, true);
        interlock.poll();
        long id = bench.fire(10 * MILLI);
        bench.cancel(id);
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.CANCELLED_SIGNAL);
        figures(0, 0);
        bench.fire(bench.nowNanos, bench.nowNanos + SECOND, true);
        bench.fire(10 * MILLI);
        bench.fire(10 * MILLI);
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_PENDING);
        figures(0, 0);
        interlock.hold();
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_HOLD);
        figures(0, 0);
    }

    @Test
    void makesTheDeviceSafeOnEveryStop() {
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.trip(StopReason.STREAM_LOST, "gone");
        assertThat(bench.device.madeSafe).isEqualTo(2);
        assertThat(interlock.stop()).contains(new Stop(StopReason.OPERATOR, "stop pressed"));
    }

    @Test
    void makesTheDeviceSafeAlsoWhenWhoListensFails() {
        interlock.listener((from, to, why) -> {
            throw new IllegalStateException("bug");
        });
        assertThatThrownBy(() -> interlock.trip(StopReason.OPERATOR, "stop pressed"))
                .hasMessage("bug");
        assertThat(bench.device.madeSafe).isEqualTo(1);
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
    }

    @Test
    void recordsAPulseWhoseDeviceFailsAndCannotBeMadeSafe() {
        bench.device.failure = new DeviceFailure("fake: no answer");
        bench.device.safeFailure = new IllegalStateException("the line is gone");
        bench.fireAtOnce();
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.DEVICE_FAILED);
        assertThat(bench.device.madeSafe).isEqualTo(1);
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
    }

    @Test
    void recordsAPulseWhoseDeviceBreaksDownAsItIsMadeSafe() {
        bench.device.failure = new DeviceFailure("fake: no answer");
        bench.device.safeFailure = new OutOfMemoryError("for a test");
        bench.fireAtOnce();
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.DEVICE_FAILED);
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
    }

    @Test
    void tellsWhoListensEveryChangeOnce() {
        bench.changes.clear();
        interlock.hold();
        assertThatThrownBy(interlock::hold).isInstanceOf(IllegalStateException.class);
        interlock.resume();
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.trip(StopReason.OPERATOR, "stop pressed again");
        interlock.finish();
        interlock.reset("all is well");
        interlock.check();
        interlock.finish();
        interlock.finish();
        interlock.trip(StopReason.CLOSED, "after all");
        assertThat(bench.changes)
                .containsExactly(
                        "RUNNING HOLD hold",
                        "HOLD RUNNING resume",
                        "RUNNING STOPPED OPERATOR: stop pressed",
                        "STOPPED SAFE reset: all is well",
                        "SAFE CHECKED check",
                        "CHECKED DONE finish",
                        "DONE STOPPED CLOSED: after all");
    }

    @Test
    void keepsItsCountsThroughAReset() {
        bench.pulse();
        interlock.unexpectedPulse("the box saw one");
        interlock.reset("all is well");
        assertThat(interlock.pulses()).isEqualTo(1);
        assertThat(interlock.onsets()).isEqualTo(1);
        assertThat(interlock.unexpectedPulses()).isEqualTo(1);
        assertThat(interlock.outcomeCount(Outcome.DELIVERED)).isEqualTo(1);
        assertThat(interlock.stop()).isEmpty();
    }
}
