package org.phasor.recordings;

import java.io.Closeable;
import java.io.IOException;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.StreamInfo;

/** The samples of a recording as a source gave them, or would have. Used by one thread. */
interface SampleFeed extends Closeable {

    StreamInfo info();

    /** How many samples {@link #next} will give at most. */
    long sampleCount();

    /** Writes the whole next sample (but its time); false at the end. */
    boolean next(Sample out) throws IOException;

    /** Why there are no more samples, when that is a fault; null for a proper end. */
    String fault();

    @Override
    void close() throws IOException;
}
