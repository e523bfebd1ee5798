package org.phasor.recordings.brainvision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.phasor.recordings.RecordingException;
import org.phasor.recordings.SampleCursor;

/** Reads the data file block by block: all channels of some points (multiplexed), or some points of each channel. */
final class BrainVisionCursor implements SampleCursor {

    private static final int BLOCK_BYTES = 1 << 18;

    private final FileChannel file;
    private final BrainVisionHeader header;
    private final long points;
    private final long[] breaks;
    private final int channels;
    private final int storedChannels;
    private final int blockPoints;
    private final ByteBuffer block;
    private final double[] values;

    private long index = -1;
    private long blockStart;
    private int blockLength;
    private int nextBreak;
    private boolean afterGap;
    private boolean closed;

    BrainVisionCursor(FileChannel file, BrainVisionHeader header, long points, long[] breaks) {
        this.file = file;
        this.header = header;
        this.points = points;
        this.breaks = breaks;
        channels = header.info().channelCount();
        storedChannels = channels + header.hiddenChannels();
        int frameBytes = storedChannels * header.number().bytes;
        blockPoints = (int) Math.min(Math.max(1, points), Math.max(1, BLOCK_BYTES / frameBytes));
        block = ByteBuffer.allocate(blockPoints * frameBytes).order(header.order());
        values = new double[channels];
    }

    @Override
    public boolean next() throws IOException {
        if (closed || index + 1 >= points) {
            return false;
        }
        index++;
        if (index >= blockStart + blockLength) {
            load();
        }
        int within = (int) (index - blockStart);
        for (int c = 0; c < channels; c++) {
            int at = header.vectorized() ? c * blockLength + within : within * storedChannels + c;
            values[c] = stored(at * header.number().bytes) * header.resolution()[c];
        }
        afterGap = nextBreak < breaks.length && breaks[nextBreak] == index;
        nextBreak += afterGap ? 1 : 0;
        return true;
    }

    private void load() throws IOException {
        blockStart = index;
        blockLength = (int) Math.min(blockPoints, points - index);
        int width = header.number().bytes;
        block.clear();
        if (header.vectorized()) {
            for (int c = 0; c < channels; c++) {
                read((c * points + index) * width, blockLength * width);
            }
        } else {
            read(index * storedChannels * width, blockLength * storedChannels * width);
        }
    }

    private void read(long from, int bytes) throws IOException {
        block.limit(block.position() + bytes);
        long at = from;
        while (block.hasRemaining()) {
            int n = file.read(block, at);
            if (n < 0) {
                throw new RecordingException(header.dataFile() + ": became shorter while it was read");
            }
            at += n;
        }
    }

    private double stored(int at) {
        return switch (header.number()) {
            case INT_16 -> block.getShort(at);
            case UINT_16 -> block.getShort(at) & 0xFFFF;
            case INT_32 -> block.getInt(at);
            case IEEE_FLOAT_32 -> block.getFloat(at);
        };
    }

    @Override
    public double stampSeconds() {
        return index / header.info().nominalRateHz();
    }

    @Override
    public double[] values() {
        return values;
    }

    @Override
    public long[] integers() {
        return new long[0];
    }

    @Override
    public String[] texts() {
        return new String[0];
    }

    @Override
    public boolean afterGap() {
        return afterGap;
    }

    @Override
    public void close() {
        closed = true;
    }
}
