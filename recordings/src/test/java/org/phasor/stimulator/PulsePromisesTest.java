package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.InterlockWorld.MILLI;
import static org.phasor.stimulator.InterlockWorld.SECOND;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.RecordedSession.Frame;
import org.phasor.stimulator.RecordedSession.Plan;
import org.phasor.trigger.Decision.Intent;

/** The checker finds every broken promise: each test breaks one in a session that kept them all. */
@Timeout(20)
class PulsePromisesTest {

    private static final PulsePattern BURST = new PulsePattern(2, 20 * MILLI, false);

    private SafetyLimits limits = SafetyLimits.BENCH_DEFAULTS
            .with(Limit.MIN_ONSET_INTERVAL, 100 * MILLI)
            .with(Limit.MAX_PULSES_PER_PATTERN, 2)
            .with(Limit.MIN_PULSE_GAP, 10 * MILLI)
            .with(Limit.MAX_PULSES_PER_MINUTE, 8)
            .with(Limit.MAX_PULSES_PER_SESSION, 8)
            .with(Limit.MAX_AGE, 50 * MILLI);
    private final List<FiredPulse> fired = new ArrayList<>();
    private final RecordedSession session =
            new RecordedSession(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private long nowNanos;

    /** Four bursts of two, a fifth of a second apart, by a live device that was armed as it should be. */
    @BeforeEach
    void goodSession() {
        event(1, "state", "from", "SAFE", "to", "CHECKED");
        event(2, "watchdog", "alive", "true");
        event(3, "grant", "total", "8");
        event(4, "code-shown");
        event(5, "code-typed", "right", "true");
        event(6, "state", "from", "CHECKED", "to", "ARMED");
        event(7, "state", "from", "ARMED", "to", "RUNNING");
        event(8, "confirm");
        event(9, "screen");
        long instant = 10;
        for (int ms = 0; ms < 800; ms += 10) {
            nowNanos = ms * MILLI;
            session.frames().add(new Frame(instant++, nowNanos));
            int of = ms % 200;
            long id = 1 + ms / 200;
            if (of == 100) {
                session.plans().add(new Plan(instant - 1, nowNanos, id, false, nowNanos + 10 * MILLI));
            } else if (of == 110 || of == 130) {
                fired.add(new FiredPulse(instant++, nowNanos, 1, 20 * MILLI));
                delivery(id, of == 110 ? 0 : 1);
            }
        }
    }

    private void event(long instant, String kind, String... fields) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("nanos", "0"));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        session.events().add(new SessionInput(instant, kind, all));
    }

    private void delivery(long id, int pulse) {
        Delivery d = new Delivery();
        d.decisionId = id;
        d.outcome = Outcome.DELIVERED;
        d.pulse = pulse;
        d.plannedNanos = nowNanos;
        d.gateNanos = nowNanos;
        d.returnedNanos = nowNanos + 1;
        d.decidedOnNanos = nowNanos - (pulse == 0 ? 10 : 30) * MILLI;
        session.deliveries().add(d);
    }

    private void finds(String... promises) {
        List<String> names = broken().stream()
                .map(b -> b.substring(0, b.indexOf(':')))
                .distinct()
                .toList();
        assertThat(names).containsExactly(promises);
    }

    private List<String> broken() {
        return PulsePromises.broken(limits, BURST, true, fired, session);
    }

    private Delivery delivery(int index) {
        return session.deliveries().get(index);
    }

    private void refuse(int index, Outcome outcome, long measured, long bound) {
        Delivery d = delivery(index);
        d.outcome = outcome;
        d.returnedNanos = 0;
        d.measured = measured;
        d.bound = bound;
        fired.remove(index);
    }

    private void shift(int pulse, long nanos) {
        FiredPulse p = fired.get(pulse);
        fired.set(pulse, new FiredPulse(p.instant(), p.nanos() + nanos, p.pulses(), p.gapNanos()));
    }

    /** An event just before a pulse; instants between frames and pulses leave no room, so the frame before gives its. */
    private void before(int pulse, String kind, String... fields) {
        long at = fired.get(pulse).instant() - 1;
        session.frames().replaceAll(f -> f.instant() == at ? new Frame(at - 1, f.timeNanos()) : f);
        event(at, kind, fields);
        session.events().sort(Comparator.comparingLong(SessionInput::frame));
    }

    @Test
    void findsAShamThatWasGiven() {
        Plan plan = session.plans().get(2);
        session.plans()
                .set(
                        2,
                        new Plan(
                                plan.instant(),
                                plan.timeNanos(),
                                plan.id(),
                                plan.atOnce(),
                                plan.commandNanos(),
                                Intent.SHAM));
        finds("shams give nothing");
    }

    @Test
    void findsAPulseThatEndedAsASham() {
        refuse(7, Outcome.SHAM, 0, 0);
        finds("shams give nothing");
    }

    @Test
    void findsNothingInAGoodSession() {
        assertThat(broken()).isEmpty();
        assertThat(fired).hasSize(8);
    }

    @Test
    void findsAPulseWithoutADelivery() {
        fired.add(new FiredPulse(5000, 5 * SECOND, 1, 0));
        finds("one delivery each");
    }

    @Test
    void findsADeliveryWithoutAPulse() {
        fired.remove(7);
        finds("one delivery each");
    }

    @Test
    void findsADeliveryOfFewerPulses() {
        FiredPulse p = fired.get(7);
        fired.set(7, new FiredPulse(p.instant(), p.nanos(), 2, 20 * MILLI));
        limits = limits.with(Limit.MAX_PULSES_PER_MINUTE, 60).with(Limit.MAX_PULSES_PER_SESSION, 60);
        finds("one delivery each", "granted");
    }

    @Test
    void findsAPulseThatWasFiredAnotherTimeThanItWasJudged() {
        shift(3, MILLI + 1);
        finds("fired as judged");
        shift(3, -MILLI - 2);
        finds("fired as judged");
    }

    @Test
    void findsAPulseThatNobodyDecided() {
        session.plans().remove(3);
        finds("every decision ends", "decided");
    }

    @Test
    void findsOnsetsThatAreTooClose() {
        limits = limits.with(Limit.MIN_ONSET_INTERVAL, 200 * MILLI + 1);
        finds("onset interval");
    }

    @Test
    void findsPulsesThatAreTooClose() {
        limits = limits.with(Limit.MIN_PULSE_GAP, 20 * MILLI + 1);
        finds("pulse gap");
    }

    @Test
    void findsTooManyPulsesInAMinute() {
        limits = limits.with(Limit.MAX_PULSES_PER_MINUTE, 7);
        finds("minute");
    }

    @Test
    void findsTooManyPulsesInASession() {
        limits = limits.with(Limit.MAX_PULSES_PER_SESSION, 7);
        finds("session");
    }

    @Test
    void findsAPulseThatTheLedgerDidNotGrant() {
        session.events().removeIf(e -> e.kind().equals("grant"));
        event(3, "grant", "total", "7");
        session.events().sort(Comparator.comparingLong(SessionInput::frame));
        finds("granted");
    }

    @Test
    void findsAPulseOutsideRunning() {
        before(6, "state", "from", "RUNNING", "to", "HOLD");
        finds("running", "not after a stop or hold");
    }

    @Test
    void findsAPulseAfterAStop() {
        before(6, "state", "from", "RUNNING", "to", "STOPPED", "why", "OPERATOR: stop pressed");
        assertThat(broken()).anyMatch(b -> b.startsWith("running: pulse 6"));
        assertThat(broken()).anyMatch(b -> b.startsWith("not after a stop or hold: pulse 6"));
    }

    @Test
    void findsAPulseThatWasDecidedBeforeAHoldThatIsOver() {
        long at = fired.get(6).instant();
        session.frames().replaceAll(f -> f.instant() == at - 1 ? new Frame(at - 3, f.timeNanos()) : f);
        session.plans().replaceAll(p -> p.id() == 4 ? new Plan(at - 4, p.timeNanos(), 4, false, p.commandNanos()) : p);
        event(at - 2, "state", "from", "RUNNING", "to", "HOLD");
        event(at - 1, "state", "from", "HOLD", "to", "RUNNING");
        finds("not after a stop or hold");
    }

    @Test
    void findsThatAFailureDidNotStop() {
        delivery(3).outcome = Outcome.DEVICE_FAILED;
        finds("stopped by a failure");
    }

    @Test
    void findsALatePulse() {
        delivery(3).plannedNanos -= 2 * MILLI + 1;
        finds("in time");
    }

    @Test
    void findsAPulseBeforeItsTime() {
        delivery(3).plannedNanos += 1;
        finds("in time");
    }

    @Test
    void findsAPulseAtAnotherTimeThanWasDecided() {
        delivery(2).plannedNanos -= 1;
        finds("in time");
    }

    @Test
    void findsAPulseOnAnOldDecision() {
        limits = limits.with(Limit.MAX_AGE, 11 * MILLI);
        session.plans()
                .replaceAll(p ->
                        p.id() == 4 ? new Plan(p.instant(), p.timeNanos() - 2 * MILLI, 4, false, p.commandNanos()) : p);
        delivery(6).decidedOnNanos -= 2 * MILLI;
        finds("fresh");
    }

    @Test
    void findsAPulseIntoSilence() {
        long at = fired.get(7).instant();
        session.frames()
                .removeIf(f -> f.instant() < at && f.timeNanos() >= fired.get(7).nanos() - 55 * MILLI);
        finds("into silence");
    }

    @Test
    void findsAPulseAfterAGap() {
        session.frames().removeIf(f -> f.timeNanos() > 300 * MILLI && f.timeNanos() < 330 * MILLI);
        assertThat(broken()).allMatch(b -> b.startsWith("after a gap: pulse ")).hasSize(5);
    }

    @Test
    void findsAPulseWithinTenSecondsOfTheThirdGap() {
        // In a stream that was whole for half a second since.
        fired.subList(0, 6).clear();
        session.deliveries().subList(0, 6).clear();
        session.plans().subList(0, 3).clear();
        session.frames().removeIf(f -> f.timeNanos() > 0 && f.timeNanos() < 40 * MILLI);
        session.frames().removeIf(f -> f.timeNanos() > 50 * MILLI && f.timeNanos() < 80 * MILLI);
        assertThat(broken()).isEmpty();
        session.frames().removeIf(f -> f.timeNanos() > 90 * MILLI && f.timeNanos() < 120 * MILLI);
        finds("after a gap");
    }

    @Test
    void findsAPulseAfterAStall() {
        before(6, "stall");
        finds("after a stall");
    }

    @Test
    void findsAPulseThatWasGivenTwice() {
        delivery(3).pulse = 0;
        assertThat(broken()).anyMatch(b -> b.startsWith("once, and in order: DELIVERED 0+1 of 2"));
    }

    @Test
    void findsADecisionThatWasGivenTwice() {
        delivery(4).decisionId = 2;
        delivery(5).decisionId = 2;
        assertThat(broken()).anyMatch(b -> b.startsWith("once, and in order: DELIVERED 0+1 of 2"));
        assertThat(broken()).anyMatch(b -> b.startsWith("every decision ends"));
    }

    @Test
    void findsAPatternThatEndsWithoutAReason() {
        session.deliveries().remove(7);
        fired.remove(7);
        finds("every decision ends");
    }

    @Test
    void takesAPatternThatEndsWithAReasonOrHadNoRoomForIt() {
        refuse(7, Outcome.VETOED_LATE, 2 * MILLI + 1, 2 * MILLI);
        assertThat(broken()).isEmpty();
        session.deliveries().remove(7);
        event(9000, "no-room");
        assertThat(broken()).isEmpty();
    }

    @Test
    void findsAReasonThatSpeaksOfTheWrongPulses() {
        refuse(7, Outcome.VETOED_LATE, 2 * MILLI + 1, 2 * MILLI);
        delivery(7).pulses = 2;
        finds("once, and in order");
    }

    @Test
    void findsARefusalWhoseDeviceWasCalled() {
        refuse(7, Outcome.CANCELLED_SIGNAL, 0, 0);
        delivery(7).returnedNanos = 5;
        finds("once, and in order");
    }

    @Test
    void findsFiguresThatForbidNothing() {
        refuse(7, Outcome.VETOED_LATE, 0, 0);
        for (Outcome outcome : Outcome.values()) {
            if (outcome.isVeto() && outcome.figure() != Outcome.Figure.NONE) {
                delivery(7).outcome = outcome;
                for (long[] figures :
                        new long[][] {{0, 0}, {5, 5}, {5, 6}, {7, 6}, {-1, 0}, {100 * MILLI, 100 * MILLI}}) {
                    delivery(7).measured = figures[0];
                    delivery(7).bound = figures[1];
                    boolean doses = outcome.name().matches("VETOED_(DAY_LIMIT|WEEK_LIMIT|NOT_RESERVED)");
                    if (!(doses && figures[0] > figures[1])) {
                        finds("figures");
                    }
                }
            }
        }
        delivery(7).outcome = Outcome.VETOED_DEVICE_BUSY;
        delivery(7).measured = 1;
        delivery(7).bound = 0;
        finds("figures");
    }

    @Test
    void findsAChangeThatDoesNotFollow() {
        session.events().removeIf(e -> "ARMED".equals(e.fields().get("to")));
        finds("changes of state");
    }

    @Test
    void findsAChangeThatIsToldTwice() {
        event(9000, "state", "from", "RUNNING", "to", "STOPPED");
        event(9001, "state", "from", "RUNNING", "to", "STOPPED");
        finds("changes of state");
    }

    @Test
    void findsAnEndOfAStopThatWasNoReset() {
        event(9000, "state", "from", "RUNNING", "to", "STOPPED");
        event(9001, "state", "from", "STOPPED", "to", "RUNNING");
        finds("changes of state");
    }

    @Test
    void findsArmingWithoutACode() {
        session.events().removeIf(e -> e.kind().equals("code-shown"));
        finds("armed by a person");
    }

    @Test
    void findsArmingByAWrongCode() {
        session.events()
                .replaceAll(e -> e.kind().equals("code-typed")
                        ? new SessionInput(5, "code-typed", Map.of("nanos", "0", "right", "false"))
                        : e);
        finds("armed by a person");
    }

    @Test
    void findsArmingTooLong() {
        session.events()
                .replaceAll(e -> e.kind().equals("code-shown")
                        ? new SessionInput(4, "code-shown", Map.of("nanos", "" + (-60 * SECOND - 1)))
                        : e);
        finds("armed by a person");
    }

    @Test
    void findsAPermissionThatWasUsedTooLate() {
        session.events()
                .replaceAll(e -> "ARMED".equals(e.fields().get("to"))
                        ? new SessionInput(
                                6, "state", Map.of("from", "CHECKED", "to", "ARMED", "nanos", "" + (5 * SECOND + 1)))
                        : e);
        finds("armed by a person");
    }

    @Test
    void findsThatThereWasNoWatchdog() {
        session.events().removeIf(e -> e.kind().equals("watchdog"));
        finds("armed by a person", "a watchdog is there");
    }

    @Test
    void findsAPulseAfterTheWatchdogWasGone() {
        before(6, "watchdog", "alive", "false");
        finds("a watchdog is there");
    }

    @Test
    void findsAPulseWithoutAPerson() {
        session.events().removeIf(e -> e.kind().equals("confirm") || e.kind().equals("code-typed"));
        finds("armed by a person", "a person is there");
    }

    @Test
    void findsAPulseLongAfterTheLastConfirmation() {
        limits = limits.with(Limit.CONFIRM_EVERY, SECOND);
        session.events()
                .replaceAll(e -> e.kind().equals("confirm")
                        ? new SessionInput(8, "confirm", Map.of("nanos", "" + (-SECOND)))
                        : e);
        finds("a person is there");
    }

    @Test
    void findsAPulseBehindAFrozenScreen() {
        session.events()
                .replaceAll(e -> e.kind().equals("screen")
                        ? new SessionInput(9, "screen", Map.of("nanos", "" + (-2 * SECOND)))
                        : e);
        finds("a screen is seen");
        event(9, "screen-gone");
        session.events().sort(Comparator.comparingLong(SessionInput::frame));
        assertThat(broken()).isEmpty();
    }

    @Test
    void asksNothingLiveOfABenchDevice() {
        session.events().removeIf(e -> !e.kind().equals("state"));
        assertThat(PulsePromises.broken(limits, BURST, false, fired, session)).isEmpty();
    }
}
