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
    VETOED_REPEATED;

    /** Whether a pulse may have reached the subject and therefore counts. */
    public boolean counts() {
        return this == DELIVERED || this == DEVICE_FAILED;
    }

    /** Refused at the gate. */
    public boolean isVeto() {
        return name().startsWith("VETOED_");
    }
}
