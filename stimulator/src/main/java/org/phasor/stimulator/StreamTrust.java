package org.phasor.stimulator;

/**
 * Whether the stream of samples is whole enough to fire on (rule S6): after a gap no pulse for half a second, after the third
 * gap in ten seconds none for ten. Counts whole time only, the steps between samples that are no gaps: no jump of a
 * clock makes it look long. The loop thread only.
 */
final class StreamTrust {

    static final long QUIET_NANOS = 500_000_000L;
    static final long LONG_QUIET_NANOS = 10_000_000_000L;
    private static final int MOST_GAPS = 3;

    private final long maxGapNanos;

    /** The whole time at the last gaps. */
    private final long[] gaps = new long[MOST_GAPS];

    private long gapCount;
    private long lastGapNanos;
    private long newestNanos;
    private long wholeNanos;
    private long quietUntilNanos;
    private boolean any;

    StreamTrust(long maxGapNanos) {
        this.maxGapNanos = maxGapNanos;
    }

    /** Takes in the time of the next sample, on the rig's clock; one that lies far before the last is a gap, too. */
    void take(long sampleNanos) {
        long step = sampleNanos - newestNanos;
        if (!any) {
            any = true;
        } else if (step > maxGapNanos || step < -maxGapNanos) {
            gap(Math.abs(step));
        } else {
            wholeNanos += step;
        }
        newestNanos = sampleNanos;
    }

    private void gap(long widthNanos) {
        gaps[(int) (gapCount++ % MOST_GAPS)] = wholeNanos;
        lastGapNanos = widthNanos;
        boolean often = gapCount >= MOST_GAPS && wholeNanos - gaps[(int) (gapCount % MOST_GAPS)] <= LONG_QUIET_NANOS;
        // A later gap must not shorten what an earlier one asked for.
        quietUntilNanos = Math.max(quietUntilNanos, wholeNanos + (often ? LONG_QUIET_NANOS : QUIET_NANOS));
    }

    long newestNanos() {
        return newestNanos;
    }

    /** The last gap, while one still forbids a pulse; 0 when none does. */
    long forbiddingGapNanos() {
        return wholeNanos < quietUntilNanos ? lastGapNanos : 0;
    }
}
