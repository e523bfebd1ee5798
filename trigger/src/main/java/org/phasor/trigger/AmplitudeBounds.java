package org.phasor.trigger;

/**
 * What an amplitude has to lie between: percentiles of its own recent past. Immutable; checked when made.
 *
 * @param lowPercent at least this percentile, 0 to 100
 * @param highPercent at most this percentile, lowPercent to 100; 100: no upper bound
 * @param hysteresis an open gate stays open down to this fraction of the lower bound and up to the upper bound divided by it; above
 *     0, 1 = none
 * @param windowMs the recent past; 100 ms to 10 min
 * @param minimumMs how much valid past there must be before the gate may open; above 0, at most the window
 */
public record AmplitudeBounds(
        double lowPercent, double highPercent, double hysteresis, double windowMs, double minimumMs) {

    public AmplitudeBounds {
        if (!(lowPercent >= 0 && lowPercent <= 100)) {
            throw new IllegalArgumentException("amplitude: lowPercent = " + lowPercent + ": must be 0 to 100");
        }
        if (!(highPercent >= lowPercent && highPercent <= 100)) {
            throw new IllegalArgumentException(
                    "amplitude: highPercent = " + highPercent + ": must be " + lowPercent + " to 100");
        }
        if (!(hysteresis > 0 && hysteresis <= 1)) {
            throw new IllegalArgumentException("amplitude: hysteresis = " + hysteresis + ": must be > 0 and <= 1");
        }
        if (!(windowMs >= 100 && windowMs <= 600_000)) {
            throw new IllegalArgumentException("amplitude: windowMs = " + windowMs + ": must be 100 to 600000");
        }
        if (!(minimumMs > 0 && minimumMs <= windowMs)) {
            throw new IllegalArgumentException(
                    "amplitude: minimumMs = " + minimumMs + ": must be > 0 and <= windowMs = " + windowMs);
        }
    }

    /** At least a percentile: no upper bound, no hysteresis. */
    public static AmplitudeBounds atLeast(double percent, double windowMs, double minimumMs) {
        return new AmplitudeBounds(percent, 100, 1, windowMs, minimumMs);
    }
}
