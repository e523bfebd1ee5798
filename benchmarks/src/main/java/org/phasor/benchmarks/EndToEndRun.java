package org.phasor.benchmarks;

import org.HdrHistogram.Histogram;

/**
 * One arm in one run, gathered over its turns; nanoseconds.
 *
 * @param latency from the intended time of the sample to the datagram
 * @param lateness from the intended time to the sample being handed over, which is part of it
 */
record EndToEndRun(Histogram latency, Histogram lateness) {

    static EndToEndRun empty() {
        return new EndToEndRun(HistogramText.empty(), HistogramText.empty());
    }

    double micros(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
