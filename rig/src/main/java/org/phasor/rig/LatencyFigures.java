package org.phasor.rig;

import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Latency in five numbers. A percentile is empty where there are too few values for it to mean anything.
 *
 * @param n how many values
 */
public record LatencyFigures(
        long n, OptionalLong p50Nanos, OptionalLong p99Nanos, OptionalLong p999Nanos, OptionalLong maxNanos) {

    /** None yet. */
    public static final LatencyFigures NONE = new LatencyFigures(
            0, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public static LatencyFigures of(Histogram histogram) {
        long n = histogram.getTotalCount();
        return new LatencyFigures(
                n,
                percentile(histogram, 50, n >= 2),
                percentile(histogram, 99, n >= 100),
                percentile(histogram, 99.9, n >= 1000),
                percentile(histogram, 100, n >= 1));
    }

    private static OptionalLong percentile(Histogram histogram, double percentile, boolean enough) {
        return enough ? OptionalLong.of(histogram.getValueAtPercentile(percentile)) : OptionalLong.empty();
    }
}
