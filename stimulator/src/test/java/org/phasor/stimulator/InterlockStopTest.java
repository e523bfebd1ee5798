package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is withdrawn, what stops, and what stays stopped. */
@Timeout(20)
class InterlockStopTest {

    private static final SafetyLimits LIMITS = Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI);

    private final Bench bench = new Bench(LIMITS);
    private final Interlock interlock = bench.interlock;

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
}
