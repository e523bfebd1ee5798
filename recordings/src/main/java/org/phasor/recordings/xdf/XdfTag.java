package org.phasor.recordings.xdf;

import java.io.IOException;

/** The head of one chunk: length, tag, and the stream it belongs to. Reused. */
final class XdfTag {

    static final int FILE_HEADER = 1;
    static final int STREAM_HEADER = 2;
    static final int SAMPLES = 3;
    static final int CLOCK_OFFSET = 4;
    static final int BOUNDARY = 5;
    static final int STREAM_FOOTER = 6;

    int tag;
    /** −1 for chunks of no stream. */
    long streamId;
    /** First byte after tag and stream id. */
    long content;
    /** Byte after the chunk as its length says; may lie beyond the file. */
    long end;

    /** Reads the head; false when the bytes make none. */
    boolean read(XdfBytes in, long at) throws IOException {
        tag = 0;
        streamId = -1;
        long length = in.varlen(at);
        if (length < 2) {
            return false;
        }
        long body = at + in.varlenBytes(at);
        if (!in.has(body, 2)) {
            return false;
        }
        tag = in.u16(body);
        end = length > Long.MAX_VALUE - body ? Long.MAX_VALUE : body + length;
        content = body + 2;
        if (hasStream(tag)) {
            if (length < 6 || !in.has(content, 4)) {
                return false;
            }
            streamId = in.u32(content);
            content += 4;
        }
        return true;
    }

    boolean isKnown() {
        return tag >= FILE_HEADER && tag <= STREAM_FOOTER;
    }

    private static boolean hasStream(int tag) {
        return tag == STREAM_HEADER || tag == SAMPLES || tag == CLOCK_OFFSET || tag == STREAM_FOOTER;
    }
}
