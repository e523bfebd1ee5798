package org.phasor.recordings.xdf;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Damage;

/**
 * Walks the chunks of a file from front to back. Where the bytes make no chunk it looks for the next boundary or for a
 * chunk that fits what is known, and reports what it left out. Deterministic: every walk of a file takes the same steps.
 */
final class XdfChunks {

    /** Gives the description behind a stream header chunk, or null when it cannot be used. */
    interface Headers {
        StreamInfo header(long chunkStart, long streamId, long from, long to) throws IOException;
    }

    interface DamageSink {
        void damaged(Damage damage);
    }

    private final XdfBytes in;
    private final XdfHeaderCheck check;
    private final Headers headers;
    private final DamageSink sink;
    private final Map<Long, StreamInfo> known = new HashMap<>();
    private final XdfTag header = new XdfTag();

    private long position = 4;
    private Damage pending;

    private long from;
    private long to;
    private long samples;

    XdfChunks(XdfBytes in, Headers headers, DamageSink sink) {
        this.in = in;
        this.headers = headers;
        this.sink = sink;
        this.check = new XdfHeaderCheck(in, known);
    }

    /** Moves to the next chunk with content to be used: samples, clock offset, stream header or footer. */
    boolean next() throws IOException {
        report();
        while (position < in.size()) {
            long at = position;
            if (!header.read(in, at)) {
                lost(at, at + 1, "no chunk here");
            } else if (accept(at)) {
                return true;
            }
            report();
        }
        return false;
    }

    /** Decides about the chunk at hand and moves the position behind it; true when it has content to be used. */
    private boolean accept(long at) throws IOException {
        boolean holds = check.holds(header);
        switch (header.tag) {
            case XdfTag.SAMPLES:
                if (known.containsKey(header.streamId)) {
                    return acceptSamples(at, holds);
                }
                return skip(at, holds, "samples of a stream that has no header");
            case XdfTag.CLOCK_OFFSET:
                if (header.end > in.size()
                        || header.end - header.content != 16
                        || !known.containsKey(header.streamId)) {
                    return skip(at, holds, "clock offset that cannot be used");
                }
                return use(holds);
            case XdfTag.STREAM_HEADER:
                return acceptHeader(at, holds);
            case XdfTag.STREAM_FOOTER:
                if (header.end > in.size() || !known.containsKey(header.streamId)) {
                    return skip(at, holds, "footer that cannot be used");
                }
                return use(holds);
            case XdfTag.BOUNDARY:
                if (check.isBoundary(header)) {
                    position = header.end;
                } else {
                    lost(at, at + 1, "no chunk here");
                }
                return false;
            default:
                // The file header's text is of no use; unknown tags are skipped as the specification wants.
                if (holds) {
                    position = header.end;
                } else {
                    lost(at, header.tag == XdfTag.FILE_HEADER ? header.content : at + 1, "no chunk here");
                }
                return false;
        }
    }

    private boolean use(boolean holds) throws IOException {
        from = header.content;
        to = header.end;
        position = header.end;
        if (!holds && to < in.size()) {
            lost(to, to, "no chunk here");
        }
        return true;
    }

    private boolean skip(long at, boolean holds, String what) throws IOException {
        if (holds) {
            pending = new Damage(at, header.end, what, List.of(header.streamId));
            position = header.end;
        } else {
            lost(at, at + 1, header.end > in.size() ? what + " (cut)" : what);
        }
        return false;
    }

    private boolean acceptHeader(long at, boolean holds) throws IOException {
        if (header.end > in.size()) {
            lost(at, at + 1, "stream header that is cut");
            return false;
        }
        StreamInfo info = headers.header(at, header.streamId, header.content, header.end);
        if (info == null) {
            return skip(at, holds, "stream header that cannot be used");
        }
        known.put(header.streamId, info);
        // Asked again: what follows may be the first samples of this very stream.
        return use(check.holds(header));
    }

    private boolean acceptSamples(long at, boolean holds) throws IOException {
        long count = in.varlen(header.content);
        if (count < 0) {
            return skip(at, holds, "samples without a count");
        }
        from = header.content + in.varlenBytes(header.content);
        samples = count;
        if (holds) {
            to = header.end;
            position = header.end;
            return true;
        }
        // The length cannot be trusted: as many samples as the bytes give, then what follows decides.
        XdfSampleScan scan = new XdfSampleScan(in, known.get(header.streamId));
        scan.enter(from, in.size(), count);
        long complete = 0;
        while (scan.next()) {
            complete++;
        }
        if (complete == 0 && count > 0) {
            lost(at, at + 1, in.size() < header.end ? "samples that are cut" : "samples that cannot be read");
            return false;
        }
        long end = scan.position();
        samples = complete;
        to = end;
        if (complete == count && end == header.end) {
            position = end;
        } else if (complete == count && (end == in.size() || check.fits(end))) {
            pending = new Damage(at, end, "samples whose length is wrong", List.of(header.streamId));
            position = end;
        } else {
            lost(end, end, "samples that are cut");
            if (position == end) {
                pending = new Damage(at, end, "fewer samples than counted", List.of(header.streamId));
            }
        }
        return true;
    }

    /** Searches on for a chunk; what lies between is lost. */
    private void lost(long start, long searchFrom, String what) throws IOException {
        position = check.search(searchFrom);
        if (position > start) {
            boolean named = header.streamId >= 0 && known.containsKey(header.streamId) && !what.startsWith("no chunk");
            pending = new Damage(start, position, what, named ? List.of(header.streamId) : List.of());
        }
    }

    private void report() {
        if (pending != null) {
            sink.damaged(pending);
            pending = null;
        }
    }

    int tag() {
        return header.tag;
    }

    long streamId() {
        return header.streamId;
    }

    /** First byte of the content; of the first sample for samples. */
    long from() {
        return from;
    }

    /** Byte after the content. */
    long to() {
        return to;
    }

    /** Samples the chunk says it has, if it is one of samples. */
    long samples() {
        return samples;
    }
}
