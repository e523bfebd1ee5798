package org.phasor.rig.command;

import java.nio.file.Path;
import java.util.List;
import org.phasor.recordings.LoopDelay;

/**
 * What {@code calibrate --loop} found.
 *
 * @param commanded pulses that were given
 * @param frequencyHz of the rhythm for which the cost is told
 * @param horizonMs of the rig
 * @param recording of the session
 * @param failures why it is not good enough, a line each
 */
record LoopDelayResult(
        LoopDelay measured,
        long commanded,
        double frequencyHz,
        double horizonMs,
        Path recording,
        List<String> failures) {

    private static final double DEG_PER_CYCLE = 360;

    /** What so many milliseconds are of a cycle. */
    double degrees(double ms) {
        return DEG_PER_CYCLE * frequencyHz * ms / 1000;
    }

    /** How much shorter the mean vector gets by the jitter alone: exp(-s^2 / 2) for a normal one of s radians. */
    double plvFactor() {
        double rad = Math.toRadians(degrees(measured.delays().sdMs()));
        return Math.exp(-rad * rad / 2);
    }
}
