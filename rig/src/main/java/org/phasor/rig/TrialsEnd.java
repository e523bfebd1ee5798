package org.phasor.rig;

import org.phasor.stimulator.Interlock;
import org.phasor.trigger.Reason;

/**
 * Whether the trial plan is through: the policy has no trial left, nothing is pending, and what the last pulse did has been
 * recorded for long enough. Written by the loop thread, read by any.
 */
final class TrialsEnd {

    /** A response is over by then, and the true phase of the last trial can be estimated: it needs two seconds behind it. */
    static final double TRAILING_SECONDS = 3;

    private final long trailingFrames;
    private long since = -1;
    private volatile boolean over;

    TrialsEnd(double rateHz) {
        trailingFrames = Math.round(TRAILING_SECONDS * rateHz);
    }

    /** Takes in one frame, after what was decided about it was scheduled. */
    void take(long frame, Reason reason, Interlock interlock) {
        if (over || reason != Reason.TRIALS_DONE) {
            return;
        }
        if (since < 0 && interlock.idle()) {
            since = frame;
        }
        over = since >= 0 && frame - since >= trailingFrames;
    }

    /** Any thread. */
    boolean over() {
        return over;
    }
}
