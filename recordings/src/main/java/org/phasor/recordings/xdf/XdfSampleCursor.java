package org.phasor.recordings.xdf;

import java.io.IOException;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.RecordingException;
import org.phasor.recordings.SampleCursor;
import org.phasor.recordings.StampStatistics;

/** Reads the samples of one stream, passing over the chunks of the others. */
final class XdfSampleCursor implements SampleCursor {

    private static final String[] NO_TEXTS = {};

    private final XdfRecording recording;
    private final long streamId;
    private final StreamInfo info;
    private final XdfChunks chunks;
    private final XdfSampleScan scan;
    private final StampStatistics statistics;

    private double[] values;
    private long[] integers;
    private String[] texts;
    private boolean inChunk;
    private boolean closed;

    XdfSampleCursor(XdfRecording recording, long streamId, StreamInfo info) {
        this.recording = recording;
        this.streamId = streamId;
        this.info = info;
        XdfBytes in = recording.bytes();
        chunks = new XdfChunks(in, (at, id, from, to) -> recording.headerAt(at), damage -> {});
        scan = new XdfSampleScan(in, info);
        statistics = new StampStatistics(info.nominalRateHz());
    }

    @Override
    public boolean next() throws IOException {
        if (closed) {
            return false;
        }
        try {
            while (!inChunk || !scan.next()) {
                inChunk = false;
                if (!chunks.next()) {
                    return false;
                }
                if (chunks.tag() == XdfTag.SAMPLES && chunks.streamId() == streamId) {
                    scan.enter(chunks.from(), chunks.to(), chunks.samples());
                    inChunk = true;
                }
            }
            read();
        } catch (RecordingException e) {
            throw new RecordingException(recording.path() + ": " + e.getMessage(), e);
        }
        statistics.add(scan.stampSeconds());
        return true;
    }

    private void read() throws IOException {
        if (values == null) {
            // Only now: a complete sample was seen, so the count of channels does not lie.
            values = new double[info.channelCount()];
            integers = new long[info.format() == ChannelFormat.INT64 ? info.channelCount() : 0];
            texts = info.format().isText() ? new String[info.channelCount()] : NO_TEXTS;
        }
        scan.readValues(values);
        if (info.format() == ChannelFormat.INT64) {
            scan.readIntegers(integers);
        } else if (info.format().isText()) {
            scan.readTexts(texts);
        }
    }

    @Override
    public double stampSeconds() {
        return scan.stampSeconds();
    }

    @Override
    public double[] values() {
        return values;
    }

    @Override
    public long[] integers() {
        return integers;
    }

    @Override
    public String[] texts() {
        return texts;
    }

    @Override
    public boolean afterGap() {
        return statistics.lastWasGap();
    }

    @Override
    public void close() {
        closed = true;
    }
}
