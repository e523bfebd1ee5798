package org.phasor.rig.machine;

import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * All pauses of one kind since counting began. Immutable, if nobody writes to the histogram.
 *
 * @param durations nanoseconds, to two digits
 * @param totalNanos all of them together
 * @param longest the first of the longest
 * @param newest that is known of
 */
public record Pauses(Histogram durations, long totalNanos, Optional<Pause> longest, Optional<Pause> newest) {

    /** How many there were. */
    public long count() {
        return durations.getTotalCount();
    }

    /** The longest, exactly; 0 when there was none. */
    public long maxNanos() {
        return longest.map(Pause::nanos).orElse(0L);
    }

    /** How many were longer than so much, to two digits. */
    public long countOver(long nanos) {
        return durations.getTotalCount() - durations.getCountBetweenValues(0, nanos);
    }
}
