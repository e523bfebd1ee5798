package org.phasor.trigger;

import org.phasor.acquisition.Sample;
import org.phasor.trigger.PulseAttempt.State;

/**
 * What becomes of the newest decision to fire, and what that means for its trial and for the next interval. For the loop thread; a
 * function of the frames and of what it is told.
 *
 * <p>With {@link Outcomes#TOLD} a trial is used up when its decision is told to have been given and every {@link AuxGate} has decided
 * for it. Refused or withdrawn it is redone, with the same draw. An answer that does not come within {@value #PATIENCE_SECONDS} s of
 * frames is given up: the trial is redone, as nobody can say what it was, but the interval counts from that pulse, as it may have
 * been given. So does that of a withdrawal that came too late.
 *
 * <p>Before the session ran for the first time decisions are shown and come to nothing: they use no trial up and count as no attempt; the
 * interval counts from them until then.
 */
final class PulseFollowUp {

    static final int PATIENCE_SECONDS = 1;

    private final boolean assumed;
    private final AuxGate[] auxGates;
    private final TrialProgress progress;
    private final long outputDelayNanos;
    private final int patienceFrames;
    private final PulseAttempt attempt = new PulseAttempt();

    private boolean everRan;
    private boolean running;
    private boolean ready = true;
    private boolean auxActive;
    private boolean pulsed;
    private long lastPulseNanos;

    PulseFollowUp(Outcomes outcomes, AuxGate[] auxGates, TrialProgress progress, long outputDelayNanos, double rateHz) {
        assumed = outcomes == Outcomes.ASSUMED;
        everRan = assumed;
        running = assumed;
        this.auxGates = auxGates;
        this.progress = progress;
        this.outputDelayNanos = outputDelayNanos;
        patienceFrames = (int) Math.max(1, Math.round(PATIENCE_SECONDS * rateHz));
    }

    void tell(PolicyInput input, long id, boolean holds) {
        if (assumed) {
            return;
        }
        switch (input) {
            case RUNNING -> {
                running = holds;
                if (holds && !everRan) {
                    everRan = true;
                    pulsed = false;
                }
            }
            case DEVICE_READY -> ready = holds;
            default -> attempt.tell(id, holds);
        }
    }

    /**
     * Takes in one frame.
     *
     * @return why the newest decision is to be withdrawn; null when it is not
     */
    Reason follow(Sample sample) {
        boolean open = attempt.is(State.PLANNED) || attempt.is(State.DUE);
        boolean spoiled = false;
        boolean decided = true;
        auxActive = false;
        for (AuxGate gate : auxGates) {
            gate.take(sample);
            auxActive |= gate.active();
            if (open) {
                spoiled |= gate.spoils(attempt.commandNanos + outputDelayNanos);
                decided &= gate.decided(attempt.commandNanos + outputDelayNanos);
            }
        }
        if (attempt.is(State.PLANNED)
                && !sample.has(Sample.UNANCHORED | Sample.UNSURE)
                && sample.timeNanos - attempt.commandNanos >= 0) {
            due();
        }
        return switch (attempt.state) {
            case PLANNED -> whilePlanned(spoiled);
            case DUE -> whenDue(spoiled, decided);
            case WITHDRAWN -> {
                if (attempt.told || attempt.framesLeft-- <= 0) {
                    close(!attempt.wasRefused());
                }
                yield null;
            }
            default -> null;
        };
    }

    private void due() {
        attempt.state = State.DUE;
        attempt.framesLeft = patienceFrames;
        if (assumed || !everRan) {
            attempt.tell(attempt.id, assumed);
        }
    }

    private Reason whilePlanned(boolean spoiled) {
        if (attempt.wasRefused()) {
            failed();
            return null;
        }
        return spoiled ? Reason.AUX_ACTIVE : null;
    }

    private Reason whenDue(boolean spoiled, boolean decided) {
        if (attempt.wasRefused()) {
            failed();
            return null;
        }
        if (spoiled) {
            return Reason.AUX_ACTIVE;
        }
        if (attempt.wasGiven() && decided) {
            close(true);
            if (attempt.intent == Decision.Intent.VIRTUAL) {
                progress.virtualUsed();
            } else {
                progress.used();
            }
            return null;
        }
        if (attempt.framesLeft-- <= 0) {
            boolean known = attempt.told;
            attempt.tell(attempt.id, true);
            return known ? Reason.AUX_ACTIVE : Reason.OUTCOME_UNKNOWN;
        }
        return null;
    }

    /** Refused: the trial is redone. Before the session ran, the interval still counts from it: else one would follow on another. */
    private void failed() {
        countAttempt();
        close(!everRan);
    }

    /** The newest decision is withdrawn on this frame; its trial is redone. */
    void withdraw() {
        countAttempt();
        if (attempt.told || assumed || !everRan) {
            close(attempt.wasGiven());
        } else {
            attempt.state = State.WITHDRAWN;
            attempt.framesLeft = patienceFrames;
        }
    }

    private void countAttempt() {
        if (attempt.counted && attempt.intent != Decision.Intent.VIRTUAL) {
            progress.rejected();
        }
    }

    private void close(boolean intervalCounts) {
        attempt.state = State.NONE;
        if (intervalCounts) {
            pulsed = true;
            lastPulseNanos = attempt.commandNanos;
        }
    }

    /**
     * A decision to fire was made.
     *
     * @param afterWait its trial is given now, whatever virtual decisions were to come before
     */
    void planned(long id, long commandNanos, boolean sham, boolean afterWait) {
        attempt.state = State.PLANNED;
        attempt.id = id;
        attempt.commandNanos = commandNanos;
        attempt.trial = progress.current().number();
        attempt.condition = progress.current().condition();
        attempt.attempt = progress.attempt();
        attempt.stage = progress.stage();
        attempt.intent = progress.virtual() && !afterWait
                ? Decision.Intent.VIRTUAL
                : sham ? Decision.Intent.SHAM : Decision.Intent.PULSE;
        attempt.counted = everRan;
        attempt.told = false;
        attempt.given = false;
    }

    /** The newest decision, read only. */
    PulseAttempt newest() {
        return attempt;
    }

    /** Whether nothing is planned or waited for. */
    boolean idle() {
        return attempt.is(State.NONE);
    }

    /** Whether a planned pulse's time lies ahead of the frames. */
    boolean pending() {
        return attempt.is(State.PLANNED);
    }

    /** Whether it is its outcome that is waited for. */
    boolean awaitsOutcome() {
        return !idle() && !pending() && !attempt.told;
    }

    boolean paused() {
        return everRan && !running;
    }

    boolean running() {
        return running;
    }

    boolean ready() {
        return ready;
    }

    boolean auxActive() {
        return auxActive;
    }

    /** Whether a pulse commanded then keeps that interval from the last one. */
    boolean intervalOver(long commandNanos, long intervalNanos) {
        return !pulsed || commandNanos - lastPulseNanos >= intervalNanos;
    }
}
