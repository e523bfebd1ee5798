package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** Patterns of several pulses: judged whole, then pulse by pulse; what ends midway is one delivery. */
@Timeout(20)
class InterlockPatternTest {

    private static final SafetyLimits LIMITS =
            Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI).with(Limit.MIN_PULSE_GAP, 10 * MILLI);
    private static final PulsePattern BURST = new PulsePattern(3, 20 * MILLI, false);
    private static final PulsePattern BOX = new PulsePattern(3, 20 * MILLI, true);

    private final Bench bench = new Bench(LIMITS, BURST).run();

    /** Lets time pass with a sample a millisecond and a poll after each. */
    static void turn(Bench bench, int millis) {
        for (int i = 0; i < millis; i++) {
            bench.pass(MILLI);
            sample(bench);
            bench.interlock.poll();
        }
    }

    static void sample(Bench bench) {
        bench.cancel(-1);
    }

    static List<String> said(Bench bench) {
        return bench.sink.taken.stream()
                .map(d -> d.outcome + " " + d.pulse + "+" + d.pulses)
                .toList();
    }

    private void onset() {
        bench.fire(10 * MILLI);
        turn(bench, 10);
        assertThat(bench.device.calls).isEqualTo(1);
    }

    @Test
    void givesEveryPulseOfABurstAtItsGap() {
        onset();
        long onset = bench.nowNanos;
        assertThat(bench.interlock.nextDeadlineNanos()).isEqualTo(onset + 20 * MILLI);
        turn(bench, 60);
        assertThat(bench.device.firedNanos).containsExactly(onset, onset + 20 * MILLI, onset + 40 * MILLI);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "DELIVERED 1+1", "DELIVERED 2+1");
        assertThat(bench.sink.taken).extracting(d -> d.decisionId).containsOnly(1L);
        assertThat(bench.sink.taken)
                .extracting(d -> d.plannedNanos)
                .containsExactly(onset, onset + 20 * MILLI, onset + 40 * MILLI);
        assertThat(bench.interlock.pulses()).isEqualTo(3);
        assertThat(bench.interlock.onsets()).isEqualTo(1);
        assertThat(bench.interlock.outcomeCount(Outcome.DELIVERED)).isEqualTo(3);
        assertThat(bench.interlock.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void countsTheGapFromTheReturnOfASlowDevice() {
        bench.device.takesNanos = 7 * MILLI;
        onset();
        long returned = bench.nowNanos;
        bench.device.takesNanos = 0;
        assertThat(bench.interlock.nextDeadlineNanos()).isEqualTo(returned + 20 * MILLI);
        turn(bench, 20);
        assertThat(bench.device.firedNanos.get(1)).isEqualTo(returned + 20 * MILLI);
    }

    @Test
    void vetoesAnotherDecisionWhileABurstIsUnderWay() {
        onset();
        turn(bench, 5);
        bench.fire(MILLI);
        turn(bench, 60);
        assertThat(said(bench))
                .containsExactly("DELIVERED 0+1", "VETOED_PENDING 0+3", "DELIVERED 1+1", "DELIVERED 2+1");
    }

    @Test
    void firesNoDecisionAgainThatWasVetoedWhileAnotherWasPending() {
        onset();
        bench.fire(MILLI);
        turn(bench, 60);
        bench.pass(2 * SECOND);
        bench.decision.action = Decision.Action.FIRE;
        bench.decision.id = 2;
        bench.decision.commandNanos = bench.nowNanos;
        bench.interlock.schedule(bench.decision, bench.nowNanos);
        bench.interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_REPEATED);
        assertThat(bench.device.calls).isEqualTo(3);
    }

    @Test
    void endsAStoppedBurstMidway() {
        onset();
        bench.interlock.trip(StopReason.OPERATOR, "stop pressed");
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "CANCELLED_STOPPED 1+2");
        assertThat(bench.interlock.outcomeCount(Outcome.CANCELLED_STOPPED)).isEqualTo(1);
        assertThat(bench.interlock.restAfterStop()).isZero();
    }

    @Test
    void endsAFinishedBurstMidway() {
        onset();
        bench.interlock.finish();
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "CANCELLED_STOPPED 1+2");
    }

    @Test
    void endsAHeldBurstMidway() {
        onset();
        turn(bench, 25);
        bench.interlock.hold();
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "DELIVERED 1+1", "VETOED_HOLD 2+1");
    }

    @Test
    void endsABurstThatWasHeldAndResumedBetweenTwoTurns() {
        onset();
        bench.interlock.hold();
        bench.interlock.resume();
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "VETOED_HOLD 1+2");
    }

    @Test
    void endsABurstThatItsPolicyWithdraws() {
        onset();
        bench.cancel(1);
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "CANCELLED_SIGNAL 1+2");
    }

    @Test
    void endsABurstThatComesLate() {
        onset();
        turn(bench, 15);
        bench.pass(7 * MILLI + 1);
        sample(bench);
        bench.interlock.poll();
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "VETOED_LATE 1+2");
        assertThat(bench.sink.last().measured).isEqualTo(2 * MILLI + 1);
        assertThat(bench.sink.last().bound).isEqualTo(2 * MILLI);
    }

    @Test
    void doesNotExcuseALaterPulseOfABurstThatWasFiredAtOnce() {
        bench.fireAtOnce();
        bench.interlock.poll();
        bench.pass(22 * MILLI + 1);
        sample(bench);
        bench.interlock.poll();
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "VETOED_LATE 1+2");
    }

    @Test
    void doesNotBindALaterPulseToTheAgeOfTheDecision() {
        Bench slow = new Bench(LIMITS, new PulsePattern(2, 500 * MILLI, false)).run();
        slow.fireAtOnce();
        slow.interlock.poll();
        turn(slow, 500);
        assertThat(said(slow)).containsExactly("DELIVERED 0+1", "DELIVERED 1+1");
    }

    @Test
    void endsABurstIntoSilence() {
        Bench slow = new Bench(LIMITS, new PulsePattern(2, 100 * MILLI + 1, false)).run();
        slow.fireAtOnce();
        slow.interlock.poll();
        slow.pass(100 * MILLI + 1);
        slow.interlock.poll();
        assertThat(said(slow)).containsExactly("DELIVERED 0+1", "VETOED_STALE 1+1");
        assertThat(slow.sink.last().measured).isEqualTo(100 * MILLI + 1);
        assertThat(slow.sink.last().bound).isEqualTo(100 * MILLI);
    }

    @Test
    void endsABurstWhoseSamplesAreAheadOfTheClock() {
        onset();
        bench.decision.hold(Reason.TOO_SOON, 0, 0);
        bench.interlock.schedule(bench.decision, bench.nowNanos + 20 * MILLI + 100 * MILLI + 1);
        bench.pass(20 * MILLI);
        bench.interlock.poll();
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "VETOED_STALE 1+2");
        assertThat(bench.sink.last().measured).isEqualTo(-100 * MILLI - 1);
    }

    @Test
    void endsABurstAfterAGap() {
        Bench strict = new Bench(LIMITS.with(Limit.MAX_GAP, 5 * MILLI), BURST).run();
        strict.fireAtOnce();
        strict.interlock.poll();
        strict.pass(6 * MILLI);
        turn(strict, 14);
        assertThat(said(strict)).containsExactly("DELIVERED 0+1", "VETOED_GAP 1+2");
        assertThat(strict.sink.last().measured).isEqualTo(7 * MILLI);
        assertThat(strict.sink.last().bound).isEqualTo(5 * MILLI);
    }

    @Test
    void endsABurstWhenTheDeviceIsBusy() {
        onset();
        bench.device.ready = false;
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "VETOED_DEVICE_BUSY 1+2");
        assertThat(bench.sink.last().measured).isZero();
        assertThat(bench.sink.last().bound).isZero();
    }

    @Test
    void endsABurstWhosePulseFailed() {
        onset();
        bench.device.failure = new DeviceFailure("fake: no answer");
        turn(bench, 60);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "DEVICE_FAILED 1+1", "CANCELLED_STOPPED 2+1");
        assertThat(bench.interlock.pulses()).isEqualTo(2);
    }

    @Test
    void keepsThePulseGapWhenTheClockWentBackDuringTheCall() {
        bench.device.takesNanos = -15 * MILLI;
        onset();
        bench.device.takesNanos = 0;
        turn(bench, 20);
        assertThat(said(bench)).containsExactly("DELIVERED 0+1", "VETOED_PULSE_GAP 1+2");
        assertThat(bench.sink.last().measured).isEqualTo(5 * MILLI);
        assertThat(bench.sink.last().bound).isEqualTo(10 * MILLI);
    }

    @Test
    void refusesAPatternOfMorePulsesThanTheLimit() {
        Bench few = new Bench(LIMITS.with(Limit.MAX_PULSES_PER_PATTERN, 2), BURST).run();
        assertThat(few.pulse()).isEqualTo(Outcome.VETOED_PATTERN);
        assertThat(said(few)).containsExactly("VETOED_PATTERN 0+3");
        assertThat(few.sink.last().measured).isEqualTo(3);
        assertThat(few.sink.last().bound).isEqualTo(2);
        Bench enough = new Bench(LIMITS.with(Limit.MAX_PULSES_PER_PATTERN, 3), BURST).run();
        assertThat(enough.pulse()).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void refusesAPatternWhosePulsesAreCloserThanTheLimit() {
        for (boolean timedByDevice : new boolean[] {false, true}) {
            Bench close = new Bench(LIMITS, new PulsePattern(3, 10 * MILLI - 1, timedByDevice)).run();
            assertThat(close.pulse()).isEqualTo(Outcome.VETOED_PULSE_GAP);
            assertThat(close.sink.last().measured).isEqualTo(10 * MILLI - 1);
            assertThat(close.sink.last().bound).isEqualTo(10 * MILLI);
            Bench wide = new Bench(LIMITS, new PulsePattern(3, 10 * MILLI, timedByDevice)).run();
            assertThat(wide.pulse()).isEqualTo(Outcome.DELIVERED);
        }
    }

    @Test
    void doesNotLookAtTheGapOfASinglePulse() {
        assertThat(new Bench(LIMITS, new PulsePattern(1, 0, false)).run().pulse())
                .isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void judgesAPatternWholeBeforeItsOnset() {
        Bench minute = new Bench(LIMITS.with(Limit.MAX_PULSES_PER_MINUTE, 5), BURST).run();
        minute.fireAtOnce();
        turn(minute, 60);
        minute.pass(2 * SECOND);
        minute.fireAtOnce();
        minute.interlock.poll();
        assertThat(minute.device.calls).isEqualTo(3);
        assertThat(said(minute)).endsWith("VETOED_MINUTE_LIMIT 0+3");
        assertThat(minute.sink.last().measured).isEqualTo(6);
        assertThat(minute.sink.last().bound).isEqualTo(5);

        Bench session = new Bench(LIMITS.with(Limit.MAX_PULSES_PER_SESSION, 5), BURST).run();
        session.fireAtOnce();
        turn(session, 60);
        session.pass(2 * SECOND);
        session.fireAtOnce();
        session.interlock.poll();
        assertThat(session.device.calls).isEqualTo(3);
        assertThat(said(session)).endsWith("VETOED_SESSION_LIMIT 0+3");
        assertThat(session.sink.last().measured).isEqualTo(6);
        assertThat(session.sink.last().bound).isEqualTo(5);
        assertThat(session.interlock.stop().orElseThrow().reason()).isEqualTo(StopReason.SESSION_LIMIT);
    }

    @Test
    void givesTheLastPatternThatAMinuteAndASessionMayHave() {
        Bench six = new Bench(LIMITS.with(Limit.MAX_PULSES_PER_MINUTE, 6).with(Limit.MAX_PULSES_PER_SESSION, 6), BURST)
                .run();
        six.fireAtOnce();
        turn(six, 60);
        six.pass(2 * SECOND);
        six.fireAtOnce();
        turn(six, 60);
        assertThat(six.device.calls).isEqualTo(6);
    }

    @Test
    void countsTheOnsetIntervalFromOnsetToOnsetAndThePulseGapFromThePulseBefore() {
        Bench dense = new Bench(LIMITS.with(Limit.MIN_ONSET_INTERVAL, 45 * MILLI), BURST).run();
        dense.fireAtOnce();
        dense.interlock.poll();
        turn(dense, 44);
        assertThat(dense.device.calls).isEqualTo(3);
        dense.fireAtOnce();
        dense.interlock.poll();
        assertThat(dense.sink.last().outcome).isEqualTo(Outcome.VETOED_TOO_SOON);
        assertThat(dense.sink.last().measured).isEqualTo(44 * MILLI);
        assertThat(dense.sink.last().bound).isEqualTo(45 * MILLI);
        turn(dense, 1);
        dense.fireAtOnce();
        dense.interlock.poll();
        assertThat(dense.sink.last().outcome).isEqualTo(Outcome.VETOED_PULSE_GAP);
        assertThat(dense.sink.last().measured).isEqualTo(5 * MILLI);
        turn(dense, 5);
        dense.fireAtOnce();
        dense.interlock.poll();
        assertThat(dense.sink.last().outcome).isEqualTo(Outcome.DELIVERED);
    }

    @Test
    void booksAVirtualPatternAsIfGiven() {
        Bench virtual = new Bench(LIMITS, BURST, true, true);
        virtual.fireAtOnce();
        turn(virtual, 60);
        assertThat(said(virtual)).containsExactly("VIRTUAL 0+1", "VIRTUAL 1+1", "VIRTUAL 2+1");
        assertThat(virtual.device.calls).isZero();
        assertThat(virtual.interlock.pulses()).isEqualTo(3);
        assertThat(virtual.sink.taken.get(1).gateNanos - virtual.sink.taken.get(0).gateNanos)
                .isEqualTo(20 * MILLI);
        Bench box = new Bench(LIMITS, BOX, true, false);
        box.fireAtOnce();
        turn(box, 60);
        assertThat(said(box)).containsExactly("VIRTUAL 0+3");
        assertThat(box.interlock.outcomeCount(Outcome.VIRTUAL)).isEqualTo(3);
    }
}
