package org.phasor.rig.machine;

import java.time.Instant;

/**
 * A time during which threads of this program stood still though they had work. Immutable.
 *
 * @param beginNanos when it began, on the rig's clock ({@link System#nanoTime})
 * @param begin the same in the time of day
 * @param nanos how long it took
 * @param cause what the virtual machine did, as {@code GenCollectForAllocation}; empty when nobody knows
 */
public record Pause(Kind kind, long beginNanos, Instant begin, long nanos, String cause) {

    /** Who stopped the threads. */
    public enum Kind {
        /** The collector, while no thread of the program runs. Lies within a pause of {@link #SAFEPOINT}. */
        COLLECTOR("collector"),
        /** The virtual machine stopped all threads, for whatever it does then: from the request until they run again. */
        SAFEPOINT("safepoint"),
        /**
         * A thread that asked to sleep for a millisecond woke up so much too late: the operating system gave the core to
         * somebody else, the whole machine stood, or it was one of the two above.
         */
        SCHEDULER("scheduler");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The key in {@code --json}. */
        public String key() {
            return key;
        }
    }

    /** Whether any part of it lies between the two times of the rig's clock. */
    public boolean overlaps(long fromNanos, long toNanos) {
        return beginNanos < toNanos && beginNanos + nanos > fromNanos;
    }
}
