package org.phasor.recordings.xdf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.ClockOffset;
import org.phasor.recordings.RecordingException;

/** One stream of an {@link XdfWriter}; used by the writer's thread. */
public final class XdfStreamWriter {

    /** A chunk leaves when it has grown to this, flushed or not. */
    private static final int LARGE_CHUNK_BYTES = 1 << 20;

    private final XdfWriter writer;
    private final long id;
    private final StreamInfo info;
    private final List<ClockOffset> offsets = new ArrayList<>();
    private final List<ClockOffset> newOffsets = new ArrayList<>();

    private ByteBuffer content = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    private int samples;
    private long count;
    private double first;
    private double last;

    XdfStreamWriter(XdfWriter writer, long id, StreamInfo info) {
        this.writer = writer;
        this.id = id;
        this.info = info;
    }

    long id() {
        return id;
    }

    public StreamInfo info() {
        return info;
    }

    /** Samples given so far. */
    public long count() {
        return count;
    }

    /** Adds a sample of a numeric stream; values are converted to the stream's format as a Java cast does. */
    public void write(double stampSeconds, double[] values) throws RecordingException {
        begin(stampSeconds, true, values.length, false);
        ChannelFormat format = info.format();
        for (double value : values) {
            switch (format) {
                case FLOAT32 -> content.putFloat((float) value);
                case DOUBLE64 -> content.putDouble(value);
                case INT8 -> content.put((byte) value);
                case INT16 -> content.putShort((short) value);
                case INT32 -> content.putInt((int) value);
                case INT64 -> content.putLong((long) value);
                case STRING -> throw new IllegalStateException();
            }
        }
        end();
    }

    /** Adds a sample of an int32 stream. */
    public void write(double stampSeconds, int[] values) throws RecordingException {
        write(stampSeconds, true, values);
    }

    /**
     * Adds a sample of an int32 stream whose stamp is written only when it is the first of its chunk, which saves 8
     * bytes; otherwise readers deduce it: one interval of the nominal rate after the sample before.
     */
    public void writeWithDeducedStamp(double stampSeconds, int[] values) throws RecordingException {
        write(stampSeconds, samples == 0, values);
    }

    private void write(double stampSeconds, boolean explicit, int[] values) throws RecordingException {
        if (info.format() != ChannelFormat.INT32) {
            throw new IllegalArgumentException("stream " + info + ": must be int32");
        }
        begin(stampSeconds, explicit, values.length, false);
        for (int value : values) {
            content.putInt(value);
        }
        end();
    }

    /** Adds a sample of a text stream of one channel. */
    public void write(double stampSeconds, String text) throws RecordingException {
        begin(stampSeconds, true, 1, true);
        put(text);
        end();
    }

    /** Adds a sample of a text stream. */
    public void write(double stampSeconds, String[] texts) throws RecordingException {
        begin(stampSeconds, true, texts.length, true);
        for (String text : texts) {
            put(text);
        }
        end();
    }

    private void put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        room(5 + bytes.length);
        if (bytes.length < 256) {
            content.put((byte) 1).put((byte) bytes.length);
        } else {
            content.put((byte) 4).putInt(bytes.length);
        }
        content.put(bytes);
    }

    /** Adds a measurement of the stream's clock; leaves with the next flush. */
    public void clockOffset(double collectedSeconds, double offsetSeconds) {
        newOffsets.add(new ClockOffset(collectedSeconds, offsetSeconds));
    }

    private void begin(double stampSeconds, boolean explicit, int values, boolean text) {
        if (values != info.channelCount() || text != info.format().isText()) {
            throw new IllegalArgumentException(values + (text ? " texts" : " numbers") + " for stream " + info);
        }
        room(9 + values * info.format().bytes());
        if (explicit) {
            content.put((byte) 8).putDouble(stampSeconds);
        } else {
            content.put((byte) 0);
        }
        first = count == 0 ? stampSeconds : first;
        last = stampSeconds;
    }

    private void end() throws RecordingException {
        samples++;
        count++;
        if (content.position() >= LARGE_CHUNK_BYTES) {
            writer.flush();
        }
    }

    private void room(int bytes) {
        if (content.remaining() < bytes) {
            int wanted = Math.max(2 * content.capacity(), Math.addExact(content.position(), bytes));
            ByteBuffer larger = ByteBuffer.allocate(wanted).order(ByteOrder.LITTLE_ENDIAN);
            content.flip();
            larger.put(content);
            content = larger;
        }
    }

    /** Moves what was gathered into the writer's buffer, as whole chunks. */
    void drainInto() {
        for (ClockOffset offset : newOffsets) {
            writer.reserve(24)
                    .put((byte) 1)
                    .put((byte) 22)
                    .putShort((short) XdfTag.CLOCK_OFFSET)
                    .putInt((int) id)
                    .putDouble(offset.collectedSeconds())
                    .putDouble(offset.offsetSeconds());
        }
        offsets.addAll(newOffsets);
        newOffsets.clear();
        if (samples > 0) {
            content.flip();
            writer.reserve(16 + content.limit())
                    .put((byte) 4)
                    .putInt(2 + 4 + 5 + content.limit())
                    .putShort((short) XdfTag.SAMPLES)
                    .putInt((int) id)
                    .put((byte) 4)
                    .putInt(samples)
                    .put(content);
            content.clear();
            samples = 0;
        }
    }

    String footer() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><info>");
        xml.append("<first_timestamp>").append(count == 0 ? 0 : first).append("</first_timestamp>");
        xml.append("<last_timestamp>").append(count == 0 ? 0 : last).append("</last_timestamp>");
        xml.append("<sample_count>").append(count).append("</sample_count><clock_offsets>");
        for (ClockOffset offset : offsets) {
            xml.append("<offset><time>").append(offset.collectedSeconds());
            xml.append("</time><value>").append(offset.offsetSeconds()).append("</value></offset>");
        }
        return xml.append("</clock_offsets></info>").toString();
    }
}
