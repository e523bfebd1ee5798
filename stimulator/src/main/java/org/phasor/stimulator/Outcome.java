package org.phasor.stimulator;

/** What became of a decision to fire. The names stand in recordings: add at the end, never rename. */
public enum Outcome {
    /** The device was commanded. */
    DELIVERED,
    /** Decided in a virtual run: no device was touched. */
    VIRTUAL,
    /** Vetoed: the interlock was not armed. */
    VETOED_NOT_ARMED,
    /** Vetoed: the operator holds the session. */
    VETOED_HOLD,
    /** Vetoed: the interlock is stopped. */
    VETOED_STOPPED,
    /** Vetoed: the time had passed by more than the tolerance. */
    VETOED_LATE,
    /** Vetoed: the frame that caused it was too old at the gate. */
    VETOED_STALE,
    /** Vetoed: too soon after the last booked pulse. */
    VETOED_TOO_SOON,
    /** Vetoed: the pulses of the last minute reached their limit. */
    VETOED_MINUTE_LIMIT,
    /** Vetoed: the pulses of the session reached their limit. */
    VETOED_SESSION_LIMIT,
    /** Vetoed: another pulse was still pending. */
    VETOED_PENDING,
    /** Vetoed: the device was not ready. */
    VETOED_DEVICE_BUSY,
    /** Cancelled: the signal broke between decision and pulse. */
    CANCELLED_SIGNAL,
    /** Cancelled: the session ended or was stopped between decision and pulse. */
    CANCELLED_STOPPED,
    /** The device was commanded and reported a failure: counts as given. */
    DEVICE_FAILED,
    /** Vetoed: a decision of that number, or of a later one, was taken in before. */
    VETOED_REPEATED,
    /** Vetoed: the stream had a gap a short while ago, or several. */
    VETOED_GAP,
    /** Vetoed: too soon after the last pulse, of whatever pattern. */
    VETOED_PULSE_GAP,
    /** Vetoed: the pattern has more pulses, or they are closer, than the limits allow. */
    VETOED_PATTERN,
    /** Vetoed: the pulses of the subject's last 24 h reached their limit. */
    VETOED_DAY_LIMIT,
    /** Vetoed: the pulses of the subject's last seven days reached their limit. */
    VETOED_WEEK_LIMIT,
    /** Vetoed: the dose ledger had not counted the pulse ahead on disk. */
    VETOED_NOT_RESERVED,
    /** Vetoed: no person has confirmed in time that they are there. */
    VETOED_NO_OPERATOR,
    /** A sham trial at its time: no device was touched. */
    SHAM;

    /** Whether the trial was given as it was meant: as a pulse, as a sham, or as a virtual one. */
    public boolean given() {
        return counts() || this == VIRTUAL || this == SHAM;
    }

    /** What the figures of a refusal count. */
    public enum Figure {
        /** There is nothing to measure. */
        NONE,
        NANOS,
        PULSES
    }

    /** What {@link Delivery#measured} and {@link Delivery#bound} count for this outcome. */
    public Figure figure() {
        return switch (this) {
            case VETOED_LATE, VETOED_STALE, VETOED_TOO_SOON, VETOED_GAP, VETOED_PULSE_GAP, VETOED_NO_OPERATOR ->
                Figure.NANOS;
            case VETOED_MINUTE_LIMIT,
                    VETOED_SESSION_LIMIT,
                    VETOED_PATTERN,
                    VETOED_DAY_LIMIT,
                    VETOED_WEEK_LIMIT,
                    VETOED_NOT_RESERVED -> Figure.PULSES;
            default -> Figure.NONE;
        };
    }

    /** Whether a pulse may have reached the subject and therefore counts. */
    public boolean counts() {
        return this == DELIVERED || this == DEVICE_FAILED;
    }

    /** Refused at the gate. */
    public boolean isVeto() {
        return name().startsWith("VETOED_");
    }
}
