package org.phasor.rig;

/**
 * How the pulses of a session came back so far. Milliseconds; NaN where there are too few.
 *
 * @param n pulses that could be matched to a command
 * @param meanMs of all of them, from the command
 * @param sdMs of all of them
 * @param maxMs the longest
 * @param recentMeanMs of the last twenty
 * @param recentSdMs of the last twenty
 * @param missing pulses that did not come back
 * @param unexpected pulses that nobody had asked for
 */
public record Returned(
        long n,
        double meanMs,
        double sdMs,
        double maxMs,
        double recentMeanMs,
        double recentSdMs,
        long missing,
        long unexpected) {

    static final Returned NONE = new Returned(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0);
}
