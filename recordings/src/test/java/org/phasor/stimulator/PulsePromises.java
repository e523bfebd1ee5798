package org.phasor.stimulator;

import static org.phasor.stimulator.RecordedSession.number;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.RecordedSession.Frame;
import org.phasor.stimulator.RecordedSession.Plan;
import org.phasor.trigger.Decision;

/**
 * What the interlock promises, checked from outside: from the device's own list of calls and from what the recording
 * says, and from nothing else. Knows none of the interlock's code but the limits it was given.
 */
final class PulsePromises {

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_JUDGING = 1_000_000L;
    private static final long LONGEST_SILENCE = SECOND / 10;
    private static final long MINUTE = 60 * SECOND;

    private final SafetyLimits limits;
    private final PulsePattern pattern;
    private final boolean live;
    private final List<FiredPulse> fired;
    private final RecordedSession session;

    /** The deliveries that count, in their order. */
    private final List<Delivery> counted = new ArrayList<>();

    private final NavigableMap<Long, SessionInput> states = new TreeMap<>();
    private final Map<Long, Plan> plans = new HashMap<>();
    private final List<String> broken = new ArrayList<>();

    private PulsePromises(
            SafetyLimits limits, PulsePattern pattern, boolean live, List<FiredPulse> fired, RecordedSession session) {
        this.limits = limits;
        this.pattern = pattern;
        this.live = live;
        this.fired = fired;
        this.session = session;
        session.deliveries().stream().filter(d -> d.outcome.counts()).forEach(counted::add);
        session.plans().forEach(plan -> plans.putIfAbsent(plan.id(), plan));
        for (SessionInput event : session.events()) {
            if (event.kind().equals(RecordedSession.STATE)) {
                states.put(event.frame(), event);
            }
        }
    }

    /** The promises that were broken, each with its name and where; empty when none was. */
    static List<String> broken(
            SafetyLimits limits, PulsePattern pattern, boolean live, List<FiredPulse> fired, RecordedSession session) {
        PulsePromises promises = new PulsePromises(limits, pattern, live, fired, session);
        promises.changesFollowEachOther();
        promises.figuresAreBeyondTheirBounds();
        promises.patternsAreWholeOrEndWithAReason();
        promises.shamsGiveNothing();
        if (fired.size() != promises.counted.size()) {
            promises.breaks("one delivery each", promises.counted.size() + " for " + fired.size() + " pulses");
            return promises.broken;
        }
        promises.pulsesKeepTheirDistance();
        for (int i = 0; i < fired.size(); i++) {
            promises.deliveryFits(i);
            promises.runs(i);
            promises.decisionWasFresh(i);
        }
        promises.streamWasWhole();
        promises.loopHadNotStalled();
        if (live) {
            promises.armedByAPerson();
            promises.dosesWereGranted();
            promises.peopleWereThere();
        }
        return promises.broken;
    }

    private void breaks(String promise, String where) {
        broken.add(promise + ": " + where);
    }

    private void require(boolean kept, String promise, int pulse) {
        if (!kept) {
            breaks(promise, "pulse " + pulse + " of " + fired.get(pulse));
        }
    }

    private static String to(SessionInput change) {
        return change.fields().get("to");
    }

    private void changesFollowEachOther() {
        String at = "SAFE";
        Set<String> ways = Set.of(
                "SAFE CHECKED", "CHECKED ARMED", "ARMED RUNNING", "RUNNING HOLD", "HOLD RUNNING", "STOPPED SAFE");
        for (SessionInput change : states.values()) {
            String from = change.fields().get("from");
            String to = to(change);
            boolean end = !from.equals("STOPPED") && !from.equals(to) && (to.equals("STOPPED") || to.equals("DONE"));
            if (!from.equals(at) || !end && !ways.contains(from + " " + to)) {
                breaks("changes of state", at + " then " + from + " to " + to);
            }
            at = to;
        }
    }

    /** Every pulse is where, when and as large as its delivery says. */
    private void deliveryFits(int i) {
        FiredPulse pulse = fired.get(i);
        Delivery delivery = counted.get(i);
        long judging = pulse.nanos() - delivery.gateNanos;
        require(judging >= 0 && judging <= LONGEST_JUDGING, "fired as judged", i);
        require(pulse.pulses() == delivery.pulses, "one delivery each", i);
        Plan plan = plans.get(delivery.decisionId);
        require(plan != null && plan.instant() < pulse.instant(), "decided", i);
    }

    private void runs(int i) {
        FiredPulse pulse = fired.get(i);
        Map.Entry<Long, SessionInput> change = states.lowerEntry(pulse.instant());
        require(change != null && to(change.getValue()).equals("RUNNING"), "running", i);
        Plan plan = plans.get(counted.get(i).decisionId);
        if (plan != null && plan.instant() < pulse.instant()) {
            for (SessionInput since :
                    states.subMap(plan.instant(), pulse.instant()).values()) {
                require(!Set.of("STOPPED", "DONE", "HOLD").contains(to(since)), "not after a stop or hold", i);
            }
        }
        if (counted.get(i).outcome == Outcome.DEVICE_FAILED && i + 1 < fired.size()) {
            boolean stopped = states.subMap(pulse.instant(), fired.get(i + 1).instant()).values().stream()
                    .anyMatch(c -> to(c).equals("STOPPED"));
            require(stopped, "stopped by a failure", i);
        }
    }

    private void decisionWasFresh(int i) {
        Delivery delivery = counted.get(i);
        Plan plan = plans.get(delivery.decisionId);
        if (plan == null) {
            return;
        }
        long late = delivery.gateNanos - delivery.plannedNanos;
        boolean inTime = late >= 0 && late <= limits.lateToleranceNanos();
        if (delivery.pulse > 0) {
            require(inTime, "in time", i);
            return;
        }
        long age = Math.abs(delivery.gateNanos - plan.timeNanos());
        require(plan.timeNanos() == delivery.decidedOnNanos && age <= limits.maxAgeNanos(), "fresh", i);
        require(plan.commandNanos() == delivery.plannedNanos && (plan.atOnce() || inTime), "in time", i);
    }

    private void pulsesKeepTheirDistance() {
        List<Long> times = new ArrayList<>();
        long lastOnset = Long.MIN_VALUE;
        for (int i = 0; i < fired.size(); i++) {
            FiredPulse call = fired.get(i);
            if (counted.get(i).pulse == 0) {
                boolean apart =
                        lastOnset == Long.MIN_VALUE || call.nanos() - lastOnset >= limits.minOnsetIntervalNanos();
                require(apart, "onset interval", i);
                lastOnset = call.nanos();
            }
            for (int k = 0; k < call.pulses(); k++) {
                times.add(call.nanos() + k * call.gapNanos());
                int n = times.size();
                require(n < 2 || times.get(n - 1) - times.get(n - 2) >= limits.minPulseGapNanos(), "pulse gap", i);
                int before = n - 1 - limits.maxPulsesPerMinute();
                require(before < 0 || times.get(n - 1) - times.get(before) >= MINUTE, "minute", i);
                require(n <= limits.maxPulsesPerSession(), "session", i);
            }
        }
    }

    /** Per decision the pulses that were given count up from the onset; the rest is one delivery that says why. */
    private void patternsAreWholeOrEndWithAReason() {
        Map<Long, Integer> next = new HashMap<>();
        Map<Long, Integer> ended = new HashMap<>();
        Set<Long> over = new HashSet<>();
        for (Delivery d : session.deliveries()) {
            int given = next.getOrDefault(d.decisionId, 0);
            boolean turnedAway = d.outcome == Outcome.VETOED_PENDING || d.outcome == Outcome.VETOED_REPEATED;
            int due = turnedAway ? 0 : given;
            boolean fits = d.pulse == due
                    && (turnedAway || !over.contains(d.decisionId))
                    && (d.outcome.counts() ? due + d.pulses <= pattern.pulses() : due + d.pulses == pattern.pulses())
                    && (d.outcome.counts() || d.returnedNanos == 0);
            if (!fits) {
                breaks("once, and in order", d.outcome + " " + d.pulse + "+" + d.pulses + " of " + d.decisionId);
            }
            if (turnedAway) {
                ended.merge(d.decisionId, 1, Integer::sum);
                continue;
            }
            if (d.outcome.counts()) {
                next.put(d.decisionId, given + d.pulses);
            }
            if (!d.outcome.counts() || given + d.pulses == pattern.pulses()) {
                over.add(d.decisionId);
                ended.merge(d.decisionId, 1, Integer::sum);
            }
        }
        Map<Long, Integer> decided = new HashMap<>();
        session.plans().forEach(plan -> decided.merge(plan.id(), 1, Integer::sum));
        long missing = 0;
        for (Map.Entry<Long, Integer> plan : decided.entrySet()) {
            missing += Math.abs(plan.getValue() - ended.getOrDefault(plan.getKey(), 0));
        }
        long noRoom = session.events().stream()
                .filter(e -> e.kind().equals(RecordedSession.NO_ROOM))
                .count();
        if (missing > noRoom || !decided.keySet().containsAll(ended.keySet())) {
            breaks("every decision ends", missing + " do not, there was no room for " + noRoom);
        }
    }

    /** Only what was decided as a pulse calls the device; only what was not ends as sham or virtual. */
    private void shamsGiveNothing() {
        for (Delivery d : session.deliveries()) {
            Plan plan = plans.get(d.decisionId);
            boolean withheld = d.outcome == Outcome.SHAM || d.outcome == Outcome.VIRTUAL;
            boolean fits = plan == null
                    || (plan.intent() == Decision.Intent.PULSE
                            ? !withheld
                            : !d.outcome.counts()
                                    && d.returnedNanos == 0
                                    && (!withheld
                                            || d.outcome
                                                    .name()
                                                    .equals(plan.intent().name())));
            if (!fits) {
                breaks("shams give nothing", d.outcome + " of " + plan);
            }
        }
    }

    private void figuresAreBeyondTheirBounds() {
        for (Delivery d : session.deliveries()) {
            long m = d.measured;
            long b = d.bound;
            boolean fits = switch (d.outcome) {
                case VETOED_LATE ->
                    b == limits.lateToleranceNanos() && m > b || b == LONGEST_JUDGING && (m > b || m < 0);
                case VETOED_STALE -> Math.abs(m) > b && (b == limits.maxAgeNanos() || b == LONGEST_SILENCE);
                case VETOED_TOO_SOON -> m < b && b == limits.minOnsetIntervalNanos();
                case VETOED_PULSE_GAP -> m < b && b == limits.minPulseGapNanos();
                case VETOED_GAP -> m > b && b == limits.maxGapNanos();
                case VETOED_NO_OPERATOR -> Math.abs(m) > b && b == limits.confirmEveryNanos();
                case VETOED_PATTERN -> m > b && b == limits.maxPulsesPerPattern();
                case VETOED_MINUTE_LIMIT -> m > b && b == limits.maxPulsesPerMinute();
                case VETOED_SESSION_LIMIT -> m > b && b == limits.maxPulsesPerSession();
                case VETOED_DAY_LIMIT, VETOED_WEEK_LIMIT, VETOED_NOT_RESERVED -> m > b && b >= 0;
                default -> m == 0 && b == 0;
            };
            if (!fits) {
                breaks("figures", d.outcome + " measured " + m + " bound " + b);
            }
        }
    }

    /** Not into a silence, and not before the stream was whole for long enough after a gap. */
    private void streamWasWhole() {
        long silence = Math.min(limits.maxAgeNanos(), LONGEST_SILENCE);
        List<Frame> frames = session.frames();
        List<Long> gaps = new ArrayList<>(); // how long the stream had been whole when each came
        long whole = 0;
        long quietUntil = 0;
        int f = 0;
        for (int i = 0; i < fired.size(); i++) {
            for (; f < frames.size() && frames.get(f).instant() < fired.get(i).instant(); f++) {
                long step = f == 0
                        ? 0
                        : frames.get(f).timeNanos() - frames.get(f - 1).timeNanos();
                if (Math.abs(step) <= limits.maxGapNanos()) {
                    whole += step;
                    continue;
                }
                gaps.add(whole);
                boolean third = gaps.size() > 2 && whole - gaps.get(gaps.size() - 3) <= 10 * SECOND;
                quietUntil = Math.max(quietUntil, whole + (third ? 10 * SECOND : SECOND / 2));
            }
            require(gaps.isEmpty() || whole >= quietUntil, "after a gap", i);
            long since = f == 0
                    ? Long.MAX_VALUE
                    : counted.get(i).gateNanos - frames.get(f - 1).timeNanos();
            require(Math.abs(since) <= silence, "into silence", i);
        }
    }

    private void loopHadNotStalled() {
        int e = 0;
        boolean stalled = false;
        for (int i = 0; i < fired.size(); i++) {
            for (;
                    e < session.events().size()
                            && session.events().get(e).frame() < fired.get(i).instant();
                    e++) {
                SessionInput event = session.events().get(e);
                if (event.kind().equals(RecordedSession.STALL)) {
                    Map.Entry<Long, SessionInput> at = states.lowerEntry(event.frame());
                    stalled |= at != null && Set.of("ARMED", "RUNNING", "HOLD").contains(to(at.getValue()));
                } else if (event.kind().equals(RecordedSession.STATE)
                        && to(event).equals("STOPPED")) {
                    stalled = false;
                }
            }
            require(!stalled, "after a stall", i);
        }
    }

    private void armedByAPerson() {
        SessionInput shown = null;
        SessionInput typed = null;
        boolean guarded = false;
        for (SessionInput event : session.events()) {
            switch (event.kind()) {
                case RecordedSession.CODE_SHOWN -> {
                    shown = event;
                    typed = null;
                }
                case RecordedSession.CODE_TYPED -> {
                    boolean right = Boolean.parseBoolean(event.fields().get("right"));
                    typed = right && shown != null && within(MINUTE, event, shown) ? event : typed;
                    shown = null;
                }
                case RecordedSession.WATCHDOG ->
                    guarded = Boolean.parseBoolean(event.fields().get("alive"));
                case RecordedSession.STATE -> {
                    if (to(event).equals("ARMED") && !(guarded && typed != null && within(5 * SECOND, event, typed))) {
                        breaks("armed by a person", event.toString());
                    }
                    if (!to(event).equals("CHECKED")) {
                        shown = null;
                        typed = null;
                    }
                }
                default -> {}
            }
        }
    }

    private static boolean within(long nanos, SessionInput event, SessionInput before) {
        return Math.abs(number(event, "nanos") - number(before, "nanos")) <= nanos;
    }

    private void dosesWereGranted() {
        long granted = 0;
        long given = 0;
        int e = 0;
        for (int i = 0; i < fired.size(); i++) {
            for (;
                    e < session.events().size()
                            && session.events().get(e).frame() < fired.get(i).instant();
                    e++) {
                SessionInput event = session.events().get(e);
                granted = event.kind().equals(RecordedSession.GRANT) ? number(event, "total") : granted;
            }
            given += fired.get(i).pulses();
            require(given <= granted, "granted", i);
        }
    }

    /** The last confirmation (typing the code is one), the screen if there is one, the watchdog. */
    private void peopleWereThere() {
        SessionInput confirmed = null;
        SessionInput screen = null;
        boolean guarded = false;
        int e = 0;
        for (int i = 0; i < fired.size(); i++) {
            for (;
                    e < session.events().size()
                            && session.events().get(e).frame() < fired.get(i).instant();
                    e++) {
                SessionInput event = session.events().get(e);
                switch (event.kind()) {
                    case RecordedSession.CONFIRM, RecordedSession.CODE_TYPED -> confirmed = event;
                    case RecordedSession.SCREEN -> screen = event;
                    case RecordedSession.SCREEN_GONE -> screen = null;
                    case RecordedSession.WATCHDOG ->
                        guarded = Boolean.parseBoolean(event.fields().get("alive"));
                    default -> {}
                }
            }
            long gate = counted.get(i).gateNanos;
            require(
                    confirmed != null && Math.abs(gate - number(confirmed, "nanos")) <= limits.confirmEveryNanos(),
                    "a person is there",
                    i);
            require(screen == null || Math.abs(gate - number(screen, "nanos")) <= 2 * SECOND, "a screen is seen", i);
            require(guarded, "a watchdog is there", i);
        }
    }
}
