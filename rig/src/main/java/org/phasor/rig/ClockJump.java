package org.phasor.rig;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the machine slept: the clock that every interval here is measured with stands still meanwhile, on most
 * systems, so that a person who confirmed an hour ago would look as if they had just done so. Setting the computer's
 * clock looks the same. One thread.
 */
final class ClockJump {

    /** Clocks that are being disciplined stay far below this between two looks. */
    private static final long LONGEST_MS = 1000;

    private static final long NANOS_PER_MS = 1_000_000;

    private final LongSupplier wallMs;
    private final LongSupplier nanos;
    private long lastWallMs;
    private long lastNanos;

    ClockJump(LongSupplier wallMs, LongSupplier nanos) {
        this.wallMs = wallMs;
        this.nanos = nanos;
        look();
    }

    /** One line, when the computer's clock did not go with the other since the last look. */
    Optional<String> look() {
        long wall = wallMs.getAsLong();
        long now = nanos.getAsLong();
        long apart = wall - lastWallMs - (now - lastNanos) / NANOS_PER_MS;
        lastWallMs = wall;
        lastNanos = now;
        return Math.abs(apart) <= LONGEST_MS
                ? Optional.empty()
                : Optional.of(
                        "the machine slept, or its clock was set, by " + apart + " ms: nobody knows who is there now");
    }
}
