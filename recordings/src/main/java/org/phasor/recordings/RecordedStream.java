package org.phasor.recordings;

import java.io.IOException;
import java.util.List;
import org.phasor.lsl.StreamInfo;

/** One stream of a recording. Immutable; safe for any thread. */
public interface RecordedStream {

    /** The number the file gives it; unique in the file. */
    long id();

    StreamInfo info();

    /** Samples that can be read, those beyond damage included. */
    long sampleCount();

    /** Samples that come before the first damage of the file: up to here streams can be matched row by row. */
    long intactSampleCount();

    /**
     * Samples per second as the stamps say: mean over the stretches between breaks, by a line fitted to each (as pyxdf
     * does); 0 for irregular streams and for fewer than two samples.
     */
    double effectiveRateHz();

    /** NaN when there are no samples. */
    double firstStampSeconds();

    /** NaN when there are no samples. */
    double lastStampSeconds();

    /** Places where samples are missing or the stamps jump; 0 for irregular streams. */
    long gaps();

    /** In the order of the file. */
    List<ClockOffset> clockOffsets();

    /** A new walk over the samples from the first one; to be closed. */
    SampleCursor samples() throws IOException;

    /** Calls for every sample in order; the sample is the cursor itself. */
    default void forEachSample(SampleVisitor visitor) throws IOException {
        try (SampleCursor cursor = samples()) {
            while (cursor.next()) {
                visitor.visit(cursor);
            }
        }
    }

    /** Takes one sample after the other. */
    @FunctionalInterface
    interface SampleVisitor {
        void visit(SampleCursor sample) throws IOException;
    }
}
