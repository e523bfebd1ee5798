package org.phasor.acquisition;

import org.phasor.lsl.StreamInfo;

/** Gives samples into a sink on a thread of its own. What live and replay differ in. */
public interface SampleSource extends AutoCloseable {

    /** What the samples are: labels, units, rate, format. Known before {@link #start}. */
    StreamInfo info();

    /** Starts giving samples; returns at once. Called once. */
    void start(SampleSink sink);

    /** Stops giving samples and waits until the source's thread has ended. May be called from any thread, twice. */
    @Override
    void close();
}
