package org.phasor.recordings;

import java.io.Closeable;
import java.io.IOException;

/**
 * Walks the samples of one recorded stream in order, with memory that does not grow. One thread at a time; several
 * cursors may walk the same recording.
 */
public interface SampleCursor extends Closeable {

    /**
     * Moves to the next sample; false when there is none.
     *
     * @throws RecordingException when the file changed or cannot be read any more
     */
    boolean next() throws IOException;

    /** The stamp as stored (or deduced from the stamp before it), on the clock of the stream's source. */
    double stampSeconds();

    /** One value per channel, in the stream's unit; NaN for text streams. The array is reused by {@link #next}. */
    double[] values();

    /** The values of an int64 stream to the last bit, where {@link #values()} rounds above 2^53. Reused. */
    long[] integers();

    /** One text per channel; empty for numeric streams. The array is reused by {@link #next}. */
    String[] texts();

    /** Samples are missing just before this one, or the stamps jumped. */
    boolean afterGap();

    @Override
    void close() throws IOException;
}
