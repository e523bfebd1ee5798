package org.phasor.stimulator;

import java.util.concurrent.atomic.AtomicLongArray;
import org.phasor.acquisition.RigClock;
import org.phasor.trigger.Decision;

/**
 * The loop thread's part of the {@link Interlock}: keeps the one pending pattern, has each of its pulses judged at the
 * moment of firing and calls the device. Takes no lock; allocates nothing, save when it stops the interlock.
 */
final class Gate {

    /** A thread that was suspended between judging and firing does not fire after all. */
    static final long LONGEST_JUDGING_NANOS = 1_000_000L;

    private final Stimulator device;
    private final PulsePattern pattern;
    private final SafetyLimits limits;
    private final RigClock clock;
    private final DeliverySink sink;
    private final StateMachine machine;
    private final Alarm alarm;
    private final boolean virtual;

    private final PulseBook book;
    private final StreamTrust stream;
    private final GateRules rules;
    private final DeviceTimedPattern deviceTimed;
    private final LoopWatch watch;

    private final PendingPulse pending = new PendingPulse();
    private final PendingPulse refused = new PendingPulse();
    private final AtomicLongArray outcomes = new AtomicLongArray(Outcome.values().length);
    private long lastId;

    Gate(
            Stimulator device,
            PulsePattern pattern,
            SafetyLimits limits,
            RigClock clock,
            DeliverySink sink,
            StateMachine machine,
            DoseAllowance dose,
            OperatorPresence presence,
            Alarm alarm,
            boolean virtual) {
        this.device = device;
        this.pattern = pattern;
        this.limits = limits;
        this.clock = clock;
        this.sink = sink;
        this.machine = machine;
        this.alarm = alarm;
        this.virtual = virtual;
        boolean live = device.live() && !virtual;
        book = new PulseBook(limits.maxPulsesPerMinute());
        stream = new StreamTrust(limits.maxGapNanos());
        rules = new GateRules(limits, pattern, live, dose, presence, book, stream);
        deviceTimed = new DeviceTimedPattern(pattern);
        watch = new LoopWatch(limits, live, machine, presence, alarm);
    }

    void schedule(Decision decision, long decidedOnNanos) {
        stream.take(decidedOnNanos);
        switch (decision.action) {
            case FIRE -> {
                long nowNanos = clock.nanoTime();
                Outcome veto = vetoOfIntake(decision, decidedOnNanos - nowNanos);
                PendingPulse pulse = veto == null ? pending : refused;
                pulse.set(decision, decidedOnNanos, machine.status());
                if (veto != null) {
                    settle(refused, veto, nowNanos);
                }
            }
            case CANCEL -> {
                if (pending.present && pending.id == decision.id) {
                    settle(pending, Outcome.CANCELLED_SIGNAL, clock.nanoTime());
                }
            }
            case HOLD -> {}
        }
    }

    /** Why a decision to fire is not even kept; null when it is. */
    private Outcome vetoOfIntake(Decision decision, long aheadNanos) {
        rules.nothingMeasured();
        boolean repeated = decision.id <= lastId;
        lastId = Math.max(lastId, decision.id);
        if (pending.present) {
            return Outcome.VETOED_PENDING;
        }
        if (repeated) {
            return Outcome.VETOED_REPEATED;
        }
        return rules.vetoOfFuture(aheadNanos);
    }

    void poll() {
        long gateNanos = clock.nanoTime();
        watch.turn(gateNanos);
        if (!pending.present) {
            return;
        }
        Outcome ofState = vetoOfState();
        if (ofState != null) {
            // Not waited for: once resumed or armed, it would be fired although it was decided when nothing was to be.
            settle(pending, ofState, gateNanos);
        } else if (firesAtOnce() || gateNanos - pending.plannedNanos >= 0) {
            judge(gateNanos);
        }
    }

    long nextDeadlineNanos() {
        if (!pending.present) {
            return Long.MAX_VALUE;
        }
        return firesAtOnce() ? clock.nanoTime() : pending.plannedNanos;
    }

    private boolean firesAtOnce() {
        return pending.atOnce && pending.pulse == 0;
    }

    private void judge(long gateNanos) {
        Outcome veto = rules.veto(pending, gateNanos, device.ready());
        if (veto == null && pending.intent != Decision.Intent.PULSE) {
            withhold(gateNanos);
            return;
        }
        if (veto == null) {
            deliver(gateNanos);
            return;
        }
        settle(pending, veto, gateNanos);
        switch (veto) {
            case VETOED_SESSION_LIMIT ->
                alarm.raise(
                        StopReason.SESSION_LIMIT, "the session had its " + limits.maxPulsesPerSession() + " pulses");
            case VETOED_DAY_LIMIT ->
                alarm.raise(
                        StopReason.DOSE_LIMIT,
                        "the subject had " + limits.value(Limit.MAX_PULSES_PER_DAY) + " pulses in 24 h");
            case VETOED_WEEK_LIMIT ->
                alarm.raise(
                        StopReason.DOSE_LIMIT,
                        "the subject had " + limits.value(Limit.MAX_PULSES_PER_WEEK) + " pulses in seven days");
            default -> {}
        }
    }

    /** Whether nothing is pending, and no device still gives some of a pattern by itself. The loop thread. */
    boolean idle() {
        return !pending.present && restOfDevice(clock.nanoTime()) == 0;
    }

    private Outcome vetoOfState() {
        StateMachine.Status now = machine.status();
        if (now.ends() != pending.ends) {
            return Outcome.CANCELLED_STOPPED;
        }
        if (now.holds() != pending.holds) {
            return Outcome.VETOED_HOLD; // and it stays so when it was resumed since
        }
        if (now.state().delivers(virtual)) {
            return null;
        }
        return switch (now.state()) {
            case HOLD -> Outcome.VETOED_HOLD;
            case STOPPED -> Outcome.VETOED_STOPPED;
            default -> Outcome.VETOED_NOT_ARMED;
        };
    }

    /**
     * A sham or virtual trial is over when its pulse would have been commanded. Nothing is booked, the whole pattern is settled,
     * and no device is called here.
     */
    private void withhold(long gateNanos) {
        Outcome outcome = rules.vetoOfSuspension(clock.nanoTime() - gateNanos, LONGEST_JUDGING_NANOS);
        if (outcome == null) {
            outcome = vetoOfState();
        }
        if (outcome == null) {
            outcome = pending.intent == Decision.Intent.SHAM && !virtual ? Outcome.SHAM : Outcome.VIRTUAL;
        }
        settle(pending, outcome, gateNanos);
    }

    private void deliver(long gateNanos) {
        Delivery slot = claim(pending);
        if (slot == null) {
            return;
        }
        boolean onset = pending.pulse == 0;
        int count = pattern.pulsesPerCall();
        book.book(gateNanos, onset, count, pattern.gapNanos());
        Outcome outcome = rules.vetoOfSuspension(clock.nanoTime() - gateNanos, LONGEST_JUDGING_NANOS);
        if (outcome == null) {
            outcome = vetoOfState(); // the last thing before the device call
        }
        long returnedNanos = 0;
        if (outcome == null && virtual) {
            outcome = Outcome.VIRTUAL;
        } else if (outcome == null) {
            deviceTimed.begins();
            outcome = fire();
            returnedNanos = clock.nanoTime();
            book.returned(returnedNanos, onset);
            deviceTimed.begun(returnedNanos);
        }
        boolean given = outcome.given();
        publish(slot, pending, given ? count : left(pending), outcome, gateNanos, returnedNanos);
        pending.pulse += count;
        pending.present = given && left(pending) > 0;
        // From the return of this call: the next pulse is never closer than the pattern says.
        pending.plannedNanos = (returnedNanos == 0 ? gateNanos : returnedNanos) + pattern.gapNanos();
    }

    private Outcome fire() {
        try {
            device.fire(pending.id, pending.condition);
            return Outcome.DELIVERED;
        } catch (RuntimeException | Error e) {
            alarm.raise(
                    StopReason.DEVICE_FAULT, e instanceof DeviceFailure ? e.getMessage() : device.name() + ": " + e);
            return Outcome.DEVICE_FAILED;
        }
    }

    private int left(PendingPulse pulse) {
        return pattern.pulses() - pulse.pulse;
    }

    private void settle(PendingPulse pulse, Outcome outcome, long gateNanos) {
        Delivery slot = claim(pulse);
        pulse.present = false;
        if (slot != null) {
            publish(slot, pulse, left(pulse), outcome, gateNanos, 0);
        }
    }

    /** Where to say what becomes of a pulse. Without it there is no pulse, and the interlock stops. */
    private Delivery claim(PendingPulse pulse) {
        Delivery slot = sink.claim();
        if (slot == null) {
            pulse.present = false;
            alarm.raise(StopReason.DELIVERIES_NOT_TAKEN, "no room to record what became of decision " + pulse.id);
        }
        return slot;
    }

    private void publish(
            Delivery slot, PendingPulse pulse, int pulses, Outcome outcome, long gateNanos, long returnedNanos) {
        slot.decisionId = pulse.id;
        slot.condition = pulse.condition;
        slot.intent = pulse.intent;
        slot.trial = pulse.trial;
        slot.intensityPercentRmt = pulse.intensityPercentRmt;
        slot.outcome = outcome;
        slot.plannedNanos = pulse.plannedNanos;
        slot.decidedOnNanos = pulse.decidedOnNanos;
        slot.gateNanos = gateNanos;
        slot.returnedNanos = returnedNanos;
        slot.pulse = pulse.pulse;
        slot.pulses = pulses;
        slot.measured = rules.measured();
        slot.bound = rules.bound();
        // One writer: an increment in two steps loses nothing.
        int count = outcome.given() ? pulses : 1;
        outcomes.setRelease(outcome.ordinal(), outcomes.getPlain(outcome.ordinal()) + count);
        sink.publish();
    }

    /** Any thread. */
    long pulses() {
        return book.pulses();
    }

    /** Any thread. */
    long onsets() {
        return book.onsets();
    }

    /** Any thread. */
    long outcomeCount(Outcome outcome) {
        return outcomes.getAcquire(outcome.ordinal());
    }

    /** What looks after the loop's turns. */
    LoopWatch watch() {
        return watch;
    }

    /** Pulses that a device that times them by itself has not given yet, and will, whatever we do. Any thread. */
    int restOfDevice(long nowNanos) {
        return deviceTimed.rest(nowNanos);
    }
}
