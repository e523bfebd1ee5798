package org.phasor.rig;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the trials of a session stand, as far as they are recorded. Immutable.
 *
 * @param given trials that were given as they were meant: as a pulse, as a sham, in a virtual run
 * @param planned how many there are to be; empty: without end
 * @param redone further attempts at a trial so far
 * @param leftOut trials that had waited for too long and are not given
 * @param stage name of the present stage, a rest among them; empty when there are none
 * @param condition name of the one whose trial it is; empty between trials
 * @param waiting what all trials wait for
 * @param secondsLeft of a rest; empty where nobody can say
 */
public record TrialStatus(
        long given,
        OptionalLong planned,
        long redone,
        long leftOut,
        String stage,
        String condition,
        Waiting waiting,
        OptionalDouble secondsLeft) {

    /** What keeps any trial from being given. */
    public enum Waiting {
        /** Nothing but the signal and the interval. */
        NOTHING,
        /** The session is on hold, or stopped. */
        PAUSED,
        /** A rest. */
        RESTING,
        /** The device is not ready. */
        DEVICE,
        /** There are no trials left. */
        DONE
    }
}
