package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

@Timeout(20)
class InterlockTest {

    private static final SafetyLimits LIMITS = new SafetyLimits(SECOND, 30, 40, 100 * MILLI, 2 * MILLI);

    private final Bench bench = new Bench(LIMITS);
    private final Interlock interlock = bench.interlock;

    // States

    @Test
    void startsSafe() {
        assertThat(interlock.state()).isEqualTo(InterlockState.SAFE);
        assertThat(interlock.stop()).isEmpty();
        assertThat(bench.device.calls).isZero();
    }

    @Test
    void goesThroughItsStatesInOrder() {
        interlock.check();
        assertThat(interlock.state()).isEqualTo(InterlockState.CHECKED);
        interlock.arm();
        assertThat(interlock.state()).isEqualTo(InterlockState.ARMED);
        interlock.start();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.hold();
        assertThat(interlock.state()).isEqualTo(InterlockState.HOLD);
        interlock.resume();
        assertThat(interlock.state()).isEqualTo(InterlockState.RUNNING);
        interlock.finish();
        assertThat(interlock.state()).isEqualTo(InterlockState.DONE);
    }

    @Test
    void refusesEveryStepOutOfOrder() {
        List<Consumer<Interlock>> steps = List.of(
                Interlock::check,
                Interlock::arm,
                Interlock::start,
                Interlock::hold,
                Interlock::resume,
                i -> i.reset("why"));
        List<InterlockState> from = List.of(
                InterlockState.SAFE,
                InterlockState.CHECKED,
                InterlockState.ARMED,
                InterlockState.RUNNING,
                InterlockState.HOLD,
                InterlockState.STOPPED);
        for (InterlockState state : InterlockState.values()) {
            for (int s = 0; s < steps.size(); s++) {
                Interlock in = in(state).interlock;
                Consumer<Interlock> step = steps.get(s);
                if (from.get(s) == state) {
                    step.accept(in);
                } else {
                    assertThatThrownBy(() -> step.accept(in))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("the interlock is " + state)
                            .hasMessageContaining("must be " + from.get(s));
                    assertThat(in.state()).isEqualTo(state);
                }
            }
        }
    }

    @Test
    void firesInRunningOnly() {
        for (InterlockState state : InterlockState.values()) {
            Bench in = in(state);
            Outcome outcome = in.pulse();
            Outcome expected = switch (state) {
                case RUNNING -> Outcome.DELIVERED;
                case HOLD -> Outcome.VETOED_HOLD;
                case STOPPED -> Outcome.VETOED_STOPPED;
                default -> Outcome.VETOED_NOT_ARMED;
            };
            assertThat(outcome).as(state.name()).isEqualTo(expected);
            assertThat(in.device.calls).isEqualTo(state == InterlockState.RUNNING ? 1 : 0);
        }
    }

    @Test
    void isNotCheckedWhileTheDeviceIsNotReady() {
        bench.device.ready = false;
        assertThatThrownBy(interlock::check).hasMessage("check: the device 'fake' is not ready");
        assertThat(interlock.state()).isEqualTo(InterlockState.SAFE);
    }

    @Test
    void armsNoLiveDevice() {
        bench.device.live = true;
        interlock.check();
        assertThatThrownBy(interlock::arm)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'fake' is a live device");
        assertThat(interlock.state()).isEqualTo(InterlockState.CHECKED);
    }

    // Firing

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

    // Vetoes

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
        Bench fast = new Bench(new SafetyLimits(SECOND, 5, 40, 100 * MILLI, 2 * MILLI)).run();
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
        Bench few = new Bench(new SafetyLimits(SECOND, 30, 3, 100 * MILLI, 2 * MILLI)).run();
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
        Bench all = new Bench(new SafetyLimits(SECOND, 1, 1, 100 * MILLI, 2 * MILLI)).run();
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

    // Cancelling

    @Test
    void withdrawsThePendingPulseWhenTold() {
        bench.run();
        long id = bench.fire(10 * MILLI);
        bench.pass(MILLI);
        bench.cancel(id);
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.CANCELLED_SIGNAL);
        assertThat(interlock.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
        bench.pass(SECOND);
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(bench.sink.taken).hasSize(1);
    }

    @Test
    void ignoresACancelThatComesTooLateOrForAnother() {
        bench.run();
        long first = bench.fire(10 * MILLI);
        bench.cancel(first + 1);
        bench.pass(10 * MILLI);
        interlock.poll();
        bench.cancel(first);
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.DELIVERED);
        assertThat(interlock.pulses()).isEqualTo(1);
    }

    @Test
    void cancelsThePendingPulseWhenStopped() {
        bench.run();
        bench.fire(10 * MILLI);
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.CANCELLED_STOPPED);
        bench.pass(10 * MILLI);
        interlock.poll();
        assertThat(bench.device.calls).isZero();
    }

    @Test
    void cancelsThePendingPulseWhenTheSessionEnds() {
        bench.run();
        bench.fire(10 * MILLI);
        interlock.finish();
        interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.CANCELLED_STOPPED);
    }

    @Test
    void doesNotFireAPulseDecidedBeforeAStopEvenWhenRunningAgain() {
        bench.run();
        bench.fire(10 * MILLI);
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.reset("was a mistake");
        bench.run();
        bench.pass(10 * MILLI);
        interlock.poll();
        assertThat(bench.sink.outcomes()).containsExactly(Outcome.CANCELLED_STOPPED);
        assertThat(bench.device.calls).isZero();
    }

    // Stopping

    @Test
    void readsTheLatchAsTheLastThingBeforeTheDevice() {
        bench.run();
        bench.fire(10 * MILLI);
        bench.pass(10 * MILLI);
        bench.device.onReady = () -> interlock.trip(StopReason.OPERATOR, "pressed while being judged");
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.CANCELLED_STOPPED);
        assertThat(bench.sink.last().returnedNanos).isZero();
        assertThat(interlock.pulses()).as("booked before the latch was read").isEqualTo(1);
    }

    @Test
    void doesNotFireWhenHeldWhileBeingJudged() {
        bench.run();
        bench.fire(10 * MILLI);
        bench.pass(10 * MILLI);
        bench.device.onReady = interlock::hold;
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_HOLD);
    }

    @Test
    void keepsTheFirstCauseOfAStop() {
        interlock.trip(StopReason.STREAM_LOST, "stream 'X' ended");
        interlock.trip(StopReason.OPERATOR, "later");
        assertThat(interlock.stop()).contains(new Stop(StopReason.STREAM_LOST, "stream 'X' ended"));
        assertThatThrownBy(interlock::start)
                .hasMessage("start: the interlock is STOPPED (STREAM_LOST: stream 'X' ended): must be ARMED");
        interlock.finish();
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
    }

    @Test
    void staysStoppedUntilAPersonGivesAReason() {
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        for (String none : new String[] {null, "", "  "}) {
            assertThatThrownBy(() -> interlock.reset(none)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
        interlock.reset("coil repositioned");
        assertThat(interlock.state()).isEqualTo(InterlockState.SAFE);
        assertThat(interlock.stop()).isEmpty();
    }

    @Test
    void forgetsNoPulseOverAReset() {
        bench.run();
        bench.pulse();
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        interlock.reset("was a mistake");
        bench.run();
        assertThat(bench.pulse()).isEqualTo(Outcome.VETOED_TOO_SOON);
        assertThat(interlock.pulses()).isEqualTo(1);
    }

    @Test
    void countsAFailedCallAsGivenAndStops() {
        for (Throwable failure : List.of(
                new DeviceFailure("fake: no answer"), new IllegalStateException("bug"), new StackOverflowError())) {
            Bench broken = new Bench(LIMITS).run();
            broken.device.failure = failure;
            assertThat(broken.pulse()).isEqualTo(Outcome.DEVICE_FAILED);
            assertThat(broken.interlock.pulses()).isEqualTo(1);
            assertThat(broken.interlock.state()).isEqualTo(InterlockState.STOPPED);
            assertThat(broken.interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.DEVICE_FAULT);
            assertThat(broken.interlock.stop().orElseThrow().detail()).startsWith("fake: ");
            broken.device.failure = null;
            broken.pass(2 * SECOND);
            broken.interlock.poll();
            assertThat(broken.device.calls).as("never retried").isEqualTo(1);
        }
    }

    @Test
    void firesNothingThatCannotBeRecorded() {
        bench.run();
        bench.fire(10 * MILLI);
        bench.pass(10 * MILLI);
        bench.sink.full = true;
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.DELIVERIES_NOT_TAKEN);
        bench.sink.full = false;
        interlock.poll();
        assertThat(bench.device.calls).isZero();
    }

    @Test
    void stopsWhenAVetoCannotBeRecorded() {
        bench.run();
        long id = bench.fire(10 * MILLI);
        bench.sink.full = true;
        bench.cancel(id);
        assertThat(interlock.state()).isEqualTo(InterlockState.STOPPED);
    }

    @Test
    void firesNothingOnceClosed() {
        bench.run();
        bench.fire(10 * MILLI);
        interlock.close();
        assertThat(bench.device.closed).isTrue();
        bench.pass(10 * MILLI);
        interlock.poll();
        assertThat(bench.device.calls).isZero();
        assertThat(interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.CLOSED);
    }

    @Test
    void staysDoneWhenClosedAfterwards() {
        bench.run();
        interlock.finish();
        interlock.close();
        assertThat(interlock.state()).isEqualTo(InterlockState.DONE);
    }

    // Virtual and simulated

    @Test
    void decidesWithoutDeliveringInAVirtualRun() {
        Bench virtual = new Bench(LIMITS, true);
        assertThat(virtual.pulse()).isEqualTo(Outcome.VIRTUAL);
        assertThat(virtual.sink.last().returnedNanos).isZero();
        assertThat(virtual.pulse()).isEqualTo(Outcome.VETOED_TOO_SOON);
        virtual.pass(SECOND);
        virtual.run();
        assertThat(virtual.pulse()).isEqualTo(Outcome.VIRTUAL);
        virtual.interlock.hold();
        assertThat(virtual.pulse()).isEqualTo(Outcome.VETOED_HOLD);
        virtual.interlock.trip(StopReason.OPERATOR, "stop pressed");
        assertThat(virtual.pulse()).isEqualTo(Outcome.VETOED_STOPPED);
        assertThat(virtual.device.calls).isZero();
        assertThat(virtual.interlock.pulses()).isEqualTo(2);
        assertThat(virtual.interlock.outcomeCount(Outcome.DELIVERED)).isZero();
        assertThat(virtual.interlock.deviceName()).isEqualTo("virtual");
    }

    @Test
    void replaysWithoutTheNameOfADevice() {
        long[] now = {5};
        Bench.Sink sink = new Bench.Sink();
        try (Interlock simulated = Interlock.simulated(LIMITS, () -> now[0], sink)) {
            simulated.check();
            simulated.arm();
            simulated.start();
            Decision decision = new Decision();
            decision.poison();
            simulated.schedule(decision, 1);
            simulated.poll();
            assertThat(sink.last().outcome).isEqualTo(Outcome.DELIVERED);
            assertThat(simulated.deviceName()).isEqualTo("simulated");
        }
    }

    @Test
    void allocatesNothingFromDecisionToPulse() {
        long[] now = {0};
        Delivery slot = new Delivery();
        DeliverySink sink = new DeliverySink() {
            @Override
            public Delivery claim() {
                return slot;
            }

            @Override
            public void publish() {}
        };
        SafetyLimits wide = new SafetyLimits(MILLI, 6000, 1_000_000, 100 * MILLI, 2 * MILLI);
        Interlock hot = Interlock.simulated(wide, () -> now[0], sink);
        hot.check();
        hot.arm();
        hot.start();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Decision decision = new Decision();
        drive(hot, decision, now, 50_000);
        long before = threads.getThreadAllocatedBytes(thread);
        drive(hot, decision, now, 50_000);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(bytes / 50_000.0).isLessThan(1);
        assertThat(hot.outcomeCount(Outcome.DELIVERED)).isGreaterThan(50_000);
        assertThat(hot.outcomeCount(Outcome.CANCELLED_SIGNAL)).isGreaterThan(10_000);
        assertThat(hot.outcomeCount(Outcome.VETOED_PENDING)).isGreaterThan(10_000);
    }

    private static void drive(Interlock hot, Decision decision, long[] now, int rounds) {
        for (int i = 0; i < rounds; i++) {
            decision.hold(Reason.TARGET_REACHED, 0, 0);
            decision.action = Decision.Action.FIRE;
            decision.id = now[0] + 1;
            decision.commandNanos = now[0] + 10 * MILLI;
            hot.schedule(decision, now[0]);
            if (i % 4 == 0) {
                hot.schedule(decision, now[0]);
            } else if (i % 4 == 1) {
                decision.action = Decision.Action.CANCEL;
                hot.schedule(decision, now[0]);
            }
            now[0] += 20 * MILLI / 2;
            hot.nextDeadlineNanos();
            hot.poll();
            now[0] += 2 * MILLI;
        }
    }

    private static Bench in(InterlockState state) {
        Bench bench = new Bench(LIMITS);
        Interlock to = bench.interlock;
        switch (state) {
            case SAFE -> {}
            case CHECKED -> to.check();
            case ARMED -> {
                to.check();
                to.arm();
            }
            case RUNNING -> bench.run();
            case HOLD -> bench.run().interlock.hold();
            case DONE -> bench.run().interlock.finish();
            case STOPPED -> bench.run().interlock.trip(StopReason.OPERATOR, "stop pressed");
        }
        return bench;
    }
}
