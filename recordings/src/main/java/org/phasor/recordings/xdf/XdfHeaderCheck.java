package org.phasor.recordings.xdf;

import java.io.IOException;
import java.util.Map;
import org.phasor.lsl.StreamInfo;

/** Tells whether bytes look like a chunk of this file, from what is known of its streams. */
final class XdfHeaderCheck {

    static final byte[] BOUNDARY_UUID = {
        0x43,
        (byte) 0xA5,
        0x46,
        (byte) 0xDC,
        (byte) 0xCB,
        (byte) 0xF5,
        0x41,
        0x0F,
        (byte) 0xB3,
        0x0E,
        (byte) 0xD5,
        0x46,
        0x73,
        (byte) 0x83,
        (byte) 0xCB,
        (byte) 0xE4
    };

    /** So many chunks of unknown kinds may follow each other and still count as chunks. */
    private static final int UNKNOWN_IN_A_ROW = 4;

    private final XdfBytes in;
    private final Map<Long, StreamInfo> known;

    XdfHeaderCheck(XdfBytes in, Map<Long, StreamInfo> known) {
        this.in = in;
        this.known = known;
    }

    /** Whether a chunk's length leads to the end of the file or to another chunk. */
    boolean holds(XdfTag header) throws IOException {
        return header.end == in.size() || header.end < in.size() && fits(header.end);
    }

    /** Whether a chunk of this file may begin here. */
    boolean fits(long at) throws IOException {
        return fits(at, UNKNOWN_IN_A_ROW);
    }

    private boolean fits(long at, int unknownAllowed) throws IOException {
        XdfTag header = new XdfTag();
        if (!header.read(in, at)) {
            return false;
        }
        long size = header.end - header.content;
        return switch (header.tag) {
            case XdfTag.FILE_HEADER -> startsXml(header) && header.end <= in.size();
            case XdfTag.STREAM_HEADER -> startsXml(header);
            case XdfTag.STREAM_FOOTER -> known.containsKey(header.streamId) && startsXml(header);
            case XdfTag.CLOCK_OFFSET -> size == 16 && known.containsKey(header.streamId);
            case XdfTag.BOUNDARY -> isBoundary(header);
            case XdfTag.SAMPLES -> known.containsKey(header.streamId) && samplesFit(header);
            default ->
                unknownAllowed > 0
                        && (header.end == in.size() || header.end < in.size() && fits(header.end, unknownAllowed - 1));
        };
    }

    boolean isBoundary(XdfTag header) throws IOException {
        return header.end - header.content == BOUNDARY_UUID.length && isUuid(header.content);
    }

    private boolean isUuid(long at) throws IOException {
        if (!in.has(at, BOUNDARY_UUID.length)) {
            return false;
        }
        for (int i = 0; i < BOUNDARY_UUID.length; i++) {
            if ((byte) in.u8(at + i) != BOUNDARY_UUID[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean startsXml(XdfTag header) throws IOException {
        if (!in.has(header.content, 1)) {
            return false;
        }
        int c = in.u8(header.content);
        return c == '<' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == 0xEF;
    }

    private boolean samplesFit(XdfTag header) throws IOException {
        StreamInfo info = known.get(header.streamId);
        long count = in.varlen(header.content);
        if (count < 0) {
            return false;
        }
        long start = header.content + in.varlenBytes(header.content);
        long body = header.end - start;
        long values = (long) info.channelCount()
                * (info.format().isText() ? 2 : info.format().bytes());
        if (body < 0 || count > body || count > 0 && body / count < 1 + values) {
            return false;
        }
        if (!info.format().isText() && body > count * (9 + values)) {
            return false;
        }
        return count == 0 || in.has(start, 1) && (in.u8(start) == 0 || in.u8(start) == 8);
    }

    /** The last chunk of a file that breaks off: its numbers agree with each other, so it may be believed. */
    private boolean isCutNumeric(XdfTag header) {
        return header.tag == XdfTag.SAMPLES
                && header.end > in.size()
                && !known.get(header.streamId).format().isText();
    }

    /** The next place where a chunk begins, from here on; the end of the file when there is none. */
    long search(long from) throws IOException {
        XdfTag header = new XdfTag();
        for (long at = from; at < in.size(); at++) {
            int b = in.u8(at);
            if (b == 0x43 && isUuid(at)) {
                return at + BOUNDARY_UUID.length;
            }
            if ((b == 1 || b == 4 || b == 8) && header.read(in, at) && header.isKnown() && fits(at)) {
                boolean boundary = header.tag == XdfTag.BOUNDARY;
                if (boundary || holds(header) || isCutNumeric(header)) {
                    return at;
                }
            }
        }
        return in.size();
    }
}
