package org.phasor.stimulator;

/**
 * What one decision to fire gives: a single pulse, or so many with the same gap between them. Immutable.
 *
 * @param pulses 1 to 1000
 * @param gapNanos from one pulse to the next, 1 ms to 10 s; looked at for more than one pulse
 * @param timedByDevice one command gives the whole pattern: the stimulator or a box times the rest by itself, and
 *     cannot be stopped in between. Otherwise the interlock gives and judges each pulse
 */
public record PulsePattern(int pulses, long gapNanos, boolean timedByDevice) {

    public static final PulsePattern SINGLE = new PulsePattern(1, 0, false);

    private static final long MILLI = 1_000_000;
    private static final int MOST_PULSES = 1000;
    private static final long SHORTEST_GAP_NANOS = MILLI;
    private static final long LONGEST_GAP_NANOS = 10_000 * MILLI;

    /**
     * @throws IllegalArgumentException one line naming the value and what was expected
     */
    public PulsePattern {
        if (pulses < 1 || pulses > MOST_PULSES) {
            throw new IllegalArgumentException("pulses = " + pulses + ": must be 1 to " + MOST_PULSES);
        }
        if (pulses > 1 && (gapNanos < SHORTEST_GAP_NANOS || gapNanos > LONGEST_GAP_NANOS)) {
            throw new IllegalArgumentException("gapMs = " + gapNanos / 1e6 + ": must be 1 to 10000");
        }
    }

    /** From the first pulse to the last. */
    public long durationNanos() {
        return (pulses - 1) * gapNanos;
    }

    /** The same at the latest: each pulse that the interlock times may add its lateness, since it counts from the last one's return. */
    public long longestNanos(long lateToleranceNanos) {
        return durationNanos() + (timedByDevice ? 0 : (pulses - 1) * lateToleranceNanos);
    }

    /** Pulses that one device call gives. */
    int pulsesPerCall() {
        return timedByDevice ? pulses : 1;
    }
}
