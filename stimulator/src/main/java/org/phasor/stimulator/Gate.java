package org.phasor.stimulator;

import java.util.concurrent.atomic.AtomicLongArray;
import org.phasor.acquisition.RigClock;
import org.phasor.trigger.Decision;

/**
 * The loop thread's part of the {@link Interlock}: keeps the one pending pulse, judges it at the moment of firing and
 * calls the device. Takes no lock; allocates nothing, save when it stops the interlock.
 */
final class Gate {

    private final Stimulator device;
    private final SafetyLimits limits;
    private final RigClock clock;
    private final DeliverySink sink;
    private final StateMachine machine;
    private final boolean virtual;

    private final PulseBook book;
    /** Time of the newest sample that was decided on. */
    private long newestSampleNanos;

    private final PendingPulse pending = new PendingPulse();
    private final PendingPulse refused = new PendingPulse();
    private long lastId;
    private final AtomicLongArray outcomes = new AtomicLongArray(Outcome.values().length);

    Gate(
            Stimulator device,
            SafetyLimits limits,
            RigClock clock,
            DeliverySink sink,
            StateMachine machine,
            boolean virtual) {
        this.device = device;
        this.limits = limits;
        this.clock = clock;
        this.sink = sink;
        this.machine = machine;
        this.virtual = virtual;
        book = new PulseBook(limits);
    }

    void schedule(Decision decision, long decidedOnNanos) {
        newestSampleNanos = decidedOnNanos;
        switch (decision.action) {
            case FIRE -> {
                long nowNanos = clock.nanoTime();
                Outcome veto = vetoOfIntake(decision, decidedOnNanos - nowNanos);
                PendingPulse pulse = veto == null ? pending : refused;
                pulse.set(decision, decidedOnNanos, machine.status().ends());
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

    /** Why a decision to fire is not even kept; null when it is. Only now can a sample be seen to be ahead of the clock. */
    private Outcome vetoOfIntake(Decision decision, long aheadNanos) {
        if (pending.present) {
            return Outcome.VETOED_PENDING;
        }
        if (decision.id <= lastId) {
            return Outcome.VETOED_REPEATED;
        }
        lastId = decision.id;
        return aheadNanos > limits.maxAgeNanos() ? Outcome.VETOED_STALE : null;
    }

    void poll() {
        if (!pending.present) {
            return;
        }
        long gateNanos = clock.nanoTime();
        Outcome ofState = vetoOfState();
        if (ofState != null) {
            // Not waited for: once resumed or armed, it would be fired although it was decided when nothing was to be.
            settle(pending, ofState, gateNanos);
        } else if (pending.atOnce || gateNanos - pending.plannedNanos >= 0) {
            judge(gateNanos);
        }
    }

    long nextDeadlineNanos() {
        if (!pending.present) {
            return Long.MAX_VALUE;
        }
        return pending.atOnce ? clock.nanoTime() : pending.plannedNanos;
    }

    private void judge(long gateNanos) {
        Outcome veto = veto(gateNanos);
        if (veto == null) {
            deliver(gateNanos);
            return;
        }
        settle(pending, veto, gateNanos);
        if (veto == Outcome.VETOED_SESSION_LIMIT) {
            trip(StopReason.SESSION_LIMIT, "the session had its " + limits.maxPulsesPerSession() + " pulses");
        }
    }

    /** The first rule that forbids the pending pulse; null when none does. */
    private Outcome veto(long gateNanos) {
        Outcome ofState = vetoOfState();
        if (ofState != null) {
            return ofState;
        }
        // A sample from further in the future than it may be old means that the clocks have come apart.
        long ageNanos = gateNanos - pending.decidedOnNanos;
        if (ageNanos > limits.maxAgeNanos() || ageNanos < -limits.maxAgeNanos()) {
            return Outcome.VETOED_STALE;
        }
        // Whatever was decided: nothing fires into a silence.
        if (gateNanos - newestSampleNanos > limits.maxSilenceNanos()) {
            return Outcome.VETOED_STALE;
        }
        if (!pending.atOnce && gateNanos - pending.plannedNanos > limits.lateToleranceNanos()) {
            return Outcome.VETOED_LATE;
        }
        return device.ready() ? book.veto(gateNanos) : Outcome.VETOED_DEVICE_BUSY;
    }

    private Outcome vetoOfState() {
        StateMachine.Status now = machine.status();
        if (now.ends() != pending.ends) {
            return Outcome.CANCELLED_STOPPED;
        }
        return switch (now.state()) {
            case RUNNING -> null;
            case HOLD -> Outcome.VETOED_HOLD;
            case SAFE, CHECKED, ARMED -> virtual ? null : Outcome.VETOED_NOT_ARMED;
            case DONE -> Outcome.VETOED_NOT_ARMED;
            case STOPPED -> Outcome.VETOED_STOPPED;
        };
    }

    private void deliver(long gateNanos) {
        Delivery slot = claim(pending);
        if (slot == null) {
            return;
        }
        pending.present = false;
        book.book(gateNanos);
        long returnedNanos = 0;
        Outcome outcome = vetoOfState(); // the last thing before the device call
        if (outcome == null && virtual) {
            outcome = Outcome.VIRTUAL;
        } else if (outcome == null) {
            outcome = fire();
            returnedNanos = clock.nanoTime();
            book.returned(returnedNanos);
        }
        publish(slot, pending, outcome, gateNanos, returnedNanos);
    }

    private Outcome fire() {
        try {
            device.fire(pending.id, pending.condition);
            return Outcome.DELIVERED;
        } catch (RuntimeException | Error e) {
            trip(StopReason.DEVICE_FAULT, e instanceof DeviceFailure ? e.getMessage() : device.name() + ": " + e);
            return Outcome.DEVICE_FAILED;
        }
    }

    private void settle(PendingPulse pulse, Outcome outcome, long gateNanos) {
        Delivery slot = claim(pulse);
        pulse.present = false;
        if (slot != null) {
            publish(slot, pulse, outcome, gateNanos, 0);
        }
    }

    /** Where to say what becomes of a pulse. Without it there is no pulse, and the interlock stops. */
    private Delivery claim(PendingPulse pulse) {
        Delivery slot = sink.claim();
        if (slot == null) {
            pulse.present = false;
            trip(StopReason.DELIVERIES_NOT_TAKEN, "no room to record what became of decision " + pulse.id);
        }
        return slot;
    }

    private void publish(Delivery slot, PendingPulse pulse, Outcome outcome, long gateNanos, long returnedNanos) {
        slot.decisionId = pulse.id;
        slot.condition = pulse.condition;
        slot.outcome = outcome;
        slot.plannedNanos = pulse.plannedNanos;
        slot.decidedOnNanos = pulse.decidedOnNanos;
        slot.gateNanos = gateNanos;
        slot.returnedNanos = returnedNanos;
        // One writer: an increment in two steps loses nothing.
        outcomes.setRelease(outcome.ordinal(), outcomes.getPlain(outcome.ordinal()) + 1);
        sink.publish();
    }

    private void trip(StopReason reason, String detail) {
        machine.trip(new Stop(reason, detail));
    }

    /** Any thread. */
    long pulses() {
        return book.pulses();
    }

    /** Any thread. */
    long outcomeCount(Outcome outcome) {
        return outcomes.getAcquire(outcome.ordinal());
    }
}
