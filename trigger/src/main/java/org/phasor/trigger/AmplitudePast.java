package org.phasor.trigger;

/**
 * The recent past that percentiles of an amplitude are taken of, and how a gate that is open stays so. Immutable; checked when made.
 *
 * @param hysteresis an open gate stays open down to this fraction of the lower bound and up to the upper bound divided by it; above
 *     0, 1 = none
 * @param windowMs the recent past; 100 ms to 10 min
 * @param minimumMs how much valid past there must be before a percentile is known; above 0, at most the window
 */
public record AmplitudePast(double hysteresis, double windowMs, double minimumMs) {

    /** No hysteresis; a minute, five seconds of it at least. */
    public static final AmplitudePast DEFAULTS = new AmplitudePast(1, 60_000, 5_000);

    public AmplitudePast {
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
}
