package org.phasor.lsl;

/**
 * The sign that this machine has slept: {@link System#nanoTime()} stands still meanwhile on Linux and macOS, the wall
 * clock and the sender's clock do not. A wall clock that was set by hand looks the same, which does no harm: what was
 * measured before is measured again.
 */
final class SleepSign {

    private static final long SLEPT_MS = 1000;

    private SleepSign() {}

    /** How far the wall clock is ahead of {@link System#nanoTime()}, in milliseconds. */
    static long wallLeadMs() {
        return System.currentTimeMillis() - System.nanoTime() / 1_000_000;
    }

    static boolean between(long wallLeadMs, long laterWallLeadMs) {
        return Math.abs(laterWallLeadMs - wallLeadMs) > SLEPT_MS;
    }
}
