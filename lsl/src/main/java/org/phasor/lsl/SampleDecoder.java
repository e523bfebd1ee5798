package org.phasor.lsl;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads samples of data protocol 1.10 out of a buffer that holds any part of the stream. For the reader thread only.
 */
abstract class SampleDecoder {

    /** The last sample's stamp; means nothing when it was sent without one. */
    protected double stampSeconds;

    protected boolean deduced;

    static SampleDecoder of(ChannelFormat format, int channels, boolean suppressSubnormals) {
        return format.isText() ? new TextDecoder(channels) : new NumericDecoder(format, channels, suppressSubnormals);
    }

    /**
     * Takes at most one sample.
     *
     * @param in in the byte order of the stream
     * @return true when a sample is complete; false when more bytes are needed, those left in the buffer included
     * @throws IOException when the bytes are no samples
     */
    abstract boolean decode(ByteBuffer in) throws IOException;

    /** What a buffer must be able to hold for {@link #decode} to go on. */
    abstract int bytesNeeded();

    boolean isDeduced() {
        return deduced;
    }

    double stampSeconds() {
        return stampSeconds;
    }

    /** Hands the last sample on. */
    abstract void deliver(InletListener listener, double stamp, boolean anchored, long arrivalNanos);

    /** Whether the last sample is the test pattern of that offset. */
    abstract boolean isPattern(int offset);
}
