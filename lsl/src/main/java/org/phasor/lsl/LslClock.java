package org.phasor.lsl;

/**
 * The LSL clock in seconds: {@link System#nanoTime()}, which is the clock of native liblsl on Linux and Windows.
 * Safe for any thread.
 *
 * <p>On macOS it stands still while the machine sleeps, and native liblsl's does not; {@link ClockCheck} tells, and
 * offsets measured before a sleep are void. Never
 * compare stamps of a sender with this clock without {@link Inlet#timeCorrection()}, not even on one machine.
 */
public final class LslClock {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private LslClock() {}

    /** Now, in seconds. */
    public static double seconds() {
        return toSeconds(System.nanoTime());
    }

    /** Seconds of a reading in nanoseconds, split so that no precision is lost in the sum. */
    public static double toSeconds(long nanos) {
        long whole = nanos / NANOS_PER_SECOND;
        return whole + (nanos % NANOS_PER_SECOND) / 1e9;
    }

    /** Nanoseconds of a reading in seconds, rounded to the nearest. */
    public static long toNanos(double seconds) {
        double whole = Math.floor(seconds);
        return (long) whole * NANOS_PER_SECOND + Math.round((seconds - whole) * 1e9);
    }
}
