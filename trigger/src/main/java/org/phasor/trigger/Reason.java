package org.phasor.trigger;

/** Why a policy decided as it did. The codes stand in recordings: add at the end, never renumber. */
public enum Reason {
    /** Fire: the target is reached. */
    TARGET_REACHED,
    /** Hold: the sample follows a gap, is unanchored or not finite. */
    SAMPLE_UNUSABLE,
    /** Hold: no valid estimate (window not full, after a gap). */
    NOT_READY,
    /** Hold: the amplitude's sliding window has not seen enough yet. */
    AMPLITUDE_UNKNOWN,
    /** Hold: the amplitude is below its threshold. */
    AMPLITUDE_LOW,
    /** Hold: the minimum interval has not passed. */
    TOO_SOON,
    /** Hold: all gates are open, the target is not reached yet. */
    WAITING_FOR_TARGET,
    /** Hold: a pulse is decided and not yet due. */
    PULSE_PENDING,
    /** Cancel: a gap or an unusable sample came between decision and pulse. */
    SIGNAL_BROKE,
    /** Hold: the amplitude is above its upper bound. */
    AMPLITUDE_HIGH,
    /** Hold: the expected error of the phase is not known yet. */
    ERROR_UNKNOWN,
    /** Hold: the expected error of the phase is above its limit. */
    ERROR_TOO_LARGE,
    /** Hold: the newest sample is an artefact. */
    ARTEFACT,
    /** Hold: the newest sample lies around a planned pulse. */
    BLANKED,
    /** Hold, or cancel: the sample's time is not known well enough, as after a jump of the stamps. */
    TIME_UNSURE,
    /** Hold: the session is paused, or not armed any more. */
    PAUSED,
    /** Hold: no trial is drawn while the device is not ready. */
    DEVICE_NOT_READY,
    /** Hold: a rest between two stages. */
    RESTING,
    /** Hold: every trial was given. */
    TRIALS_DONE,
    /** Hold: what became of the last pulse is not known yet. Cancel: it was never told, and its trial is redone. */
    OUTCOME_UNKNOWN,
    /** Hold, or cancel, also after the pulse: an auxiliary channel (muscle, eyes) is too active, or says nothing. */
    AUX_ACTIVE,
    /** Hold: another signal of the condition is not where the condition wants it. */
    OTHER_SIGNAL,
    /** Fire: the trial had waited for as long as it may. Hold: it was put off, or left out. */
    WAITED_TOO_LONG;

    /** The code in recordings. */
    public int code() {
        return ordinal();
    }

    /**
     * @throws IllegalArgumentException for a code this version does not know
     */
    public static Reason fromCode(int code) {
        Reason[] all = values();
        if (code < 0 || code >= all.length) {
            throw new IllegalArgumentException("reason code " + code + ": must be 0 to " + (all.length - 1));
        }
        return all[code];
    }
}
