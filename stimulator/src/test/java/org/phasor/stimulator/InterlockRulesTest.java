package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** What is fired and what is vetoed, rule by rule, at the moment of firing. */
@Timeout(20)
class InterlockRulesTest {

    private static final SafetyLimits LIMITS = Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI);

    private final Bench bench = new Bench(LIMITS);
    private final Interlock interlock = bench.interlock;

    @Test
    void firesAtThePlannedTimeAndNeverBefore() {
        bench.run();
        long id = bench.fire(10 * MILLI);
        long planned = bench.nowNanos + 10 * MILLI;
        assertThat(interlock.nextDeadlineNanos()).isEqualTo(planned);
        bench.nowNanos = planned - 1;
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(bench.sink.taken).isEmpty();
        bench.nowNanos = planned;
        bench.device.takesNanos = 30_000;
        interlock.poll();
        assertThat(bench.device.firedNanos).containsExactly(planned);
        Delivery delivery = bench.sink.last();
        assertThat(delivery.decisionId).isEqualTo(id);
        assertThat(delivery.condition).isEqualTo(1);
        assertThat(delivery.outcome).isEqualTo(Outcome.DELIVERED);
        assertThat(delivery.plannedNanos).isEqualTo(planned);
        assertThat(delivery.decidedOnNanos).isEqualTo(planned - 10 * MILLI);
        assertThat(delivery.gateNanos).isEqualTo(planned);
        assertThat(delivery.returnedNanos).isEqualTo(planned + 30_000);
        assertThat(interlock.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(interlock.pulses()).isEqualTo(1);
        assertThat(interlock.outcomeCount(Outcome.DELIVERED)).isEqualTo(1);
    }

    @Test
    void firesOncePerDecision() {
        bench.run();
        bench.pulse();
        for (int i = 0; i < 100; i++) {
            bench.pass(SECOND);
            interlock.poll();
        }
        assertThat(bench.device.calls).isEqualTo(1);
        assertThat(bench.sink.taken).hasSize(1);
    }

    @Test
    void firesAnAtOnceDecisionInTheNextPollHoweverLateItIs() {
        bench.run();
        long sampleTime = bench.nowNanos - 40 * MILLI;
        bench.fire(sampleTime, sampleTime, true);
        assertThat(interlock.nextDeadlineNanos()).isEqualTo(bench.nowNanos);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
        assertThat(bench.sink.last().ageNanos()).isEqualTo(40 * MILLI);
    }

    @Test
    void causesNoPulseByAHold() {
        bench.run();
        Decision hold = new Decision();
        hold.poison();
        hold.hold(Reason.TOO_SOON, 0, 0);
        interlock.schedule(hold, bench.nowNanos);
        bench.pass(SECOND);
        interlock.poll();
        assertThat(bench.sink.taken).isEmpty();
    }

    @Test
    void judgesAtTheMomentOfFiringNotOfScheduling() {
        bench.run();
        interlock.hold();
        bench.fire(10 * MILLI);
        interlock.resume();
        bench.pass(10 * MILLI);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.DELIVERED);

        bench.pass(2 * SECOND);
        bench.fire(10 * MILLI);
        interlock.hold();
        bench.pass(10 * MILLI);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_HOLD);
    }

    @Test
    void firesNothingThatWasDecidedOnHoldOrBeforeArming() {
        bench.interlock.check();
        bench.fire(10 * MILLI);
        interlock.poll();
        interlock.arm();
        interlock.start();
        bench.pass(10 * MILLI);
        interlock.poll();
        bench.pass(5 * SECOND);
        bench.fire(10 * MILLI);
        interlock.hold();
        interlock.poll();
        interlock.resume();
        bench.pass(10 * MILLI);
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.VETOED_NOT_ARMED, Outcome.VETOED_HOLD);
        assertThat(bench.device.calls).isZero();
    }

    @Test
    void vetoesAPulseThatIsLateBeyondTheToleranceAndNeverCatchesUp() {
        bench.run();
        bench.fire(10 * MILLI);
        bench.pass(12 * MILLI + 1);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_LATE);
        assertThat(bench.sink.last().returnedNanos).isZero();
        bench.pass(SECOND);
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(interlock.pulses()).isZero();
    }

    @Test
    void firesAPulseThatIsLateWithinTheTolerance() {
        bench.run();
        bench.fire(10 * MILLI);
        bench.pass(12 * MILLI);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void vetoesAPulseOfAnOldSample() {
        bench.run();
        bench.fire(bench.nowNanos, bench.nowNanos - 100 * MILLI - 1, true);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
        bench.fire(bench.nowNanos, bench.nowNanos - 100 * MILLI, true);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void vetoesAPulseOfASampleFromTheFuture() {
        bench.run();
        bench.fire(bench.nowNanos, bench.nowNanos + 100 * MILLI + 1, true);
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_STALE);
    }

    @Test
    void vetoesAPlannedPulseOfASampleFromTheFuture() {
        bench.run();
        long future = bench.nowNanos + 3 * SECOND;
        bench.fire(future + 10 * MILLI, future, false);
        // Once its time has come the sample looks fresh.
        bench.nowNanos = future + 10 * MILLI;
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.VETOED_STALE);
        assertThat(bench.device.calls).isZero();
    }

    @Test
    void firesADecisionOnceHoweverOftenItIsTakenIn() {
        bench.run();
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
        bench.pass(5 * SECOND);
        bench.decision.commandNanos = bench.nowNanos;
        interlock.schedule(bench.decision, bench.nowNanos);
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.DELIVERED, Outcome.VETOED_REPEATED);
        assertThat(bench.device.calls).isEqualTo(1);
    }

    @Test
    void vetoesAPulseThatComesTooSoon() {
        bench.run();
        bench.pulse();
        bench.pass(SECOND - 10 * MILLI - 1);
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_TOO_SOON);
        bench.nowNanos = bench.device.firedNanos.get(0) + SECOND - 10 * MILLI;
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void countsTheIntervalFromTheReturnOfASlowDevice() {
        bench.run();
        bench.device.takesNanos = 300 * MILLI;
        bench.pulse();
        long returned = bench.nowNanos;
        bench.nowNanos = returned + SECOND - 10 * MILLI - 1;
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_TOO_SOON);
        bench.nowNanos = returned + SECOND - 10 * MILLI;
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void countsTheIntervalFromTheGateWhenTheClockWentBackDuringTheCall() {
        bench.run();
        bench.device.takesNanos = -500 * MILLI;
        bench.pulse();
        bench.pass(SECOND);
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_TOO_SOON);
    }

    @Test
    void vetoesWhenTheClockWentBack() {
        bench.run();
        bench.pulse();
        bench.pass(-SECOND);
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_TOO_SOON);
    }

    @Test
    void vetoesMorePulsesThanAMinuteMayHave() {
        Bench fast = new Bench(Limits.of(SECOND, 5, 40, 100 * MILLI, 2 * MILLI)).run();
        for (int i = 0; i < 5; i++) {
            assertThat(fast.pulse()).isEqualTo(Outcome.DELIVERED);
            fast.pass(2 * SECOND);
        }
        assertThat(fast.pulse()).isEqualTo(Outcome.VETOED_MINUTE_LIMIT);
        fast.nowNanos = fast.device.firedNanos.get(0) + 60 * SECOND - 10 * MILLI - 1;
        assertThat(fast.pulse()).isEqualTo(Outcome.VETOED_MINUTE_LIMIT);
        fast.nowNanos = fast.device.firedNanos.get(0) + 60 * SECOND - 10 * MILLI;
        assertThat(fast.pulse()).isEqualTo(Outcome.DELIVERED);
        fast.pass(SECOND);
        assertThat(fast.pulse()).isEqualTo(Outcome.VETOED_MINUTE_LIMIT);
    }

    @Test
    void stopsWhenTheSessionHasHadItsPulses() {
        Bench few = new Bench(Limits.of(SECOND, 30, 3, 100 * MILLI, 2 * MILLI)).run();
        for (int i = 0; i < 3; i++) {
            assertThat(few.pulse()).isEqualTo(Outcome.DELIVERED);
            few.pass(2 * SECOND);
        }
        assertThat(few.interlock.state()).isEqualTo(InterlockState.RUNNING);
        assertThat(few.pulse()).isEqualTo(Outcome.VETOED_SESSION_LIMIT);
        assertThat(few.interlock.stop()).contains(new Stop(StopReason.SESSION_LIMIT, "the session had its 3 pulses"));
        few.interlock.reset("asked the study's physician");
        few.run().pass(2 * SECOND);
        assertThat(few.pulse()).isEqualTo(Outcome.VETOED_SESSION_LIMIT);
        assertThat(few.device.calls).isEqualTo(3);
    }

    @Test
    void vetoesWhileTheDeviceIsBusy() {
        bench.run();
        bench.device.ready = false;
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_DEVICE_BUSY);
        bench.device.ready = true;
        assertThat(bench.pulse()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void vetoesASecondPulseWhileOneIsPending() {
        bench.run();
        long first = bench.fire(10 * MILLI);
        bench.pass(MILLI);
        long second = bench.fire(20 * MILLI);
        assertThat(bench.sink.last().decisionId).isEqualTo(second);
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_PENDING);
        assertThat(bench.sink.last().gateNanos).isEqualTo(bench.nowNanos);
        bench.pass(9 * MILLI);
        interlock.poll();
        assertThat(bench.sink.last().decisionId).isEqualTo(first);
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void namesTheFirstRuleThatForbids() {
        // Everything is wrong at once; each line takes away the rule that was named.
        Bench all = new Bench(Limits.of(SECOND, 1, 1, 100 * MILLI, 2 * MILLI)).run();
        all.pulse();
        all.interlock.hold();
        all.device.ready = false;
        long past = all.nowNanos - 200 * MILLI;
        all.fire(past, past, false);
        all.interlock.poll();
        all.interlock.resume();
        all.fire(past, past, false);
        all.interlock.poll();
        all.fire(past, all.nowNanos, false);
        all.interlock.poll();
        all.fireAtOnce();
        all.interlock.poll();
        all.device.ready = true;
        all.fireAtOnce();
        all.interlock.poll();
        all.pass(2 * SECOND);
        all.fireAtOnce();
        all.interlock.poll();
        all.pass(60 * SECOND);
        all.fireAtOnce();
        all.interlock.poll();
        all.fireAtOnce();
        all.interlock.poll();
        assertThat(all.sink.outcomes())
                .containsExactly(
                        Outcome.DELIVERED,
                        Outcome.VETOED_HOLD,
                        Outcome.VETOED_STALE,
                        Outcome.VETOED_LATE,
                        Outcome.VETOED_DEVICE_BUSY,
                        Outcome.VETOED_TOO_SOON,
                        Outcome.VETOED_MINUTE_LIMIT,
                        Outcome.VETOED_SESSION_LIMIT,
                        Outcome.VETOED_STOPPED);
    }
}
