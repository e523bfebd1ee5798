package org.phasor.benchmarks;

import java.io.IOException;

/** Where the measurement hands its samples. */
interface SampleFeed {
    void push(double[] values, double stampSeconds) throws IOException;
}
