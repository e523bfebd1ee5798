package org.phasor.recordings.xdf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.RecordingException;

/**
 * Writes an XDF file by appending only: what was flushed can be read whatever happens later. Samples are gathered per
 * stream and leave as one chunk per stream on {@link #flush}. One thread at a time.
 *
 * <p>After the first failed write nothing more is written and every call but {@link #close} does nothing: the failure is
 * thrown once, by the call that met it.
 */
public final class XdfWriter implements Closeable {

    /** Chunks leave at least so often, when {@link #flushIfDue} is called. */
    public static final long FLUSH_NANOS = 400_000_000L;

    /** A boundary is written at least so often, when {@link #flushIfDue} is called. */
    public static final long BOUNDARY_NANOS = 9_000_000_000L;

    private static final int ZERO_WRITES_ALLOWED = 1000;

    private final WritableByteChannel target;
    private final String name;
    private final List<XdfStreamWriter> streams = new ArrayList<>();

    private ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private long written;
    private long lastFlush;
    private long lastBoundary;
    private boolean timed;
    private boolean failed;
    private boolean closed;

    /**
     * Begins a file.
     *
     * @param target closed by {@link #close}; writes may be short
     * @param name how error messages call the target
     * @param datetime when the recording was made, ISO 8601; empty to leave it out
     */
    public XdfWriter(WritableByteChannel target, String name, String datetime) throws RecordingException {
        this.target = target;
        this.name = name;
        String date = datetime.isEmpty() ? "" : "<datetime>" + escape(datetime) + "</datetime>";
        out.put("XDF:".getBytes(StandardCharsets.US_ASCII));
        chunk(XdfTag.FILE_HEADER, -1, "<?xml version=\"1.0\"?><info><version>1.0</version>" + date + "</info>");
        send();
    }

    /**
     * Adds a stream and writes its header. Samples leave in the order in which streams were added.
     *
     * @param id unique in the file, 0 to 2^32 − 1
     */
    public XdfStreamWriter addStream(long id, StreamInfo info) throws RecordingException {
        if (id < 0 || id > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("stream id = " + id + ": must be 0 to 4294967295");
        }
        for (XdfStreamWriter stream : streams) {
            if (stream.id() == id) {
                throw new IllegalArgumentException("stream id = " + id + ": is taken by " + stream.info());
            }
        }
        XdfStreamWriter stream = new XdfStreamWriter(this, id, info);
        streams.add(stream);
        chunk(XdfTag.STREAM_HEADER, id, info.toXml());
        send();
        return stream;
    }

    /** Writes what was gathered to the target. */
    public void flush() throws RecordingException {
        for (XdfStreamWriter stream : streams) {
            stream.drainInto();
        }
        send();
    }

    /** Writes what was gathered, then a boundary: where a reader finds its way again after damage. */
    public void flushWithBoundary() throws RecordingException {
        for (XdfStreamWriter stream : streams) {
            stream.drainInto();
        }
        reserve(20);
        out.put((byte) 1).put((byte) 18).putShort((short) XdfTag.BOUNDARY).put(XdfHeaderCheck.BOUNDARY_UUID);
        send();
    }

    /** Flushes when {@link #FLUSH_NANOS} have passed, with a boundary when {@link #BOUNDARY_NANOS} have. */
    public void flushIfDue(long nowNanos) throws RecordingException {
        if (!timed) {
            timed = true;
            lastFlush = nowNanos;
            lastBoundary = nowNanos;
        }
        if (nowNanos - lastBoundary >= BOUNDARY_NANOS) {
            lastBoundary = nowNanos;
            lastFlush = nowNanos;
            flushWithBoundary();
        } else if (nowNanos - lastFlush >= FLUSH_NANOS) {
            lastFlush = nowNanos;
            flush();
        }
    }

    /** Whether a write failed: the rest of the recording is lost. */
    public boolean failed() {
        return failed;
    }

    /** Bytes that reached the target. */
    public long bytesWritten() {
        return written;
    }

    /** Writes what was gathered, the footers, and closes the target. */
    @Override
    public void close() throws RecordingException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            flush();
            for (XdfStreamWriter stream : streams) {
                chunk(XdfTag.STREAM_FOOTER, stream.id(), stream.footer());
            }
            send();
        } finally {
            try {
                target.close();
            } catch (IOException e) {
                if (!failed) {
                    failed = true;
                    throw broken(e);
                }
            }
        }
    }

    /** Room for a chunk that a stream writes itself. */
    ByteBuffer reserve(int bytes) {
        if (out.remaining() < bytes) {
            int wanted = Math.max(2 * out.capacity(), Math.addExact(out.position(), bytes));
            ByteBuffer larger = ByteBuffer.allocate(wanted).order(ByteOrder.LITTLE_ENDIAN);
            out.flip();
            larger.put(out);
            out = larger;
        }
        return out;
    }

    private void chunk(int tag, long streamId, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        int idBytes = streamId < 0 ? 0 : 4;
        reserve(5 + 2 + idBytes + content.length);
        out.put((byte) 4).putInt(2 + idBytes + content.length).putShort((short) tag);
        if (streamId >= 0) {
            out.putInt((int) streamId);
        }
        out.put(content);
    }

    private void send() throws RecordingException {
        out.flip();
        try {
            int zeros = 0;
            while (out.hasRemaining() && !failed) {
                int n = target.write(out);
                written += Math.max(0, n);
                zeros = n > 0 ? 0 : zeros + 1;
                if (zeros > ZERO_WRITES_ALLOWED) {
                    throw new IOException("the target takes no more bytes");
                }
            }
        } catch (IOException e) {
            failed = true;
            throw broken(e);
        } finally {
            out.clear();
        }
    }

    private RecordingException broken(IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new RecordingException(
                name + ": cannot write the recording: " + why + "; the first " + written + " bytes are safe", e);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
