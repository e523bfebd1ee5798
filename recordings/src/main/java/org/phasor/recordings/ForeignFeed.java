package org.phasor.recordings;

import java.io.IOException;
import java.util.List;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.StreamInfo;

/**
 * A stream of somebody else's recording, which holds no arrivals and no corrections by sample. By rule: a sample arrives
 * at its own time; the correction is the fitted clock offset at the last collection before the sample; a gap is where
 * the reader says so. Same file, same samples.
 */
final class ForeignFeed implements SampleFeed {

    private final Recording recording;
    private final RecordedStream stream;
    private final SampleCursor cursor;
    private final double[] collectedSeconds;
    private final double[] corrections;

    private int offset;
    private long index;

    ForeignFeed(Recording recording, RecordedStream stream) throws IOException {
        this.recording = recording;
        this.stream = stream;
        List<ClockOffset> offsets = stream.clockOffsets();
        // The fit, not the offsets themselves: single wild ones occur.
        ClockSynchronisation.Walk walk = ClockSynchronisation.of(offsets).walk();
        collectedSeconds = new double[offsets.size()];
        corrections = new double[offsets.size()];
        for (int i = 0; i < collectedSeconds.length; i++) {
            collectedSeconds[i] = offsets.get(i).collectedSeconds();
            corrections[i] = walk.toRecorderSeconds(collectedSeconds[i]) - collectedSeconds[i];
        }
        cursor = stream.samples();
    }

    @Override
    public StreamInfo info() {
        return stream.info();
    }

    @Override
    public long sampleCount() {
        return stream.sampleCount();
    }

    @Override
    public boolean next(Sample out) throws IOException {
        if (!cursor.next()) {
            return false;
        }
        double stamp = cursor.stampSeconds();
        out.index = index++;
        out.stampSeconds = stamp;
        out.clockCorrectionSeconds = correction(stamp);
        out.arrivalNanos = LslClock.toNanos(stamp + out.clockCorrectionSeconds);
        out.timeNanos = 0;
        out.flags = cursor.afterGap() ? Sample.GAP : 0;
        System.arraycopy(cursor.values(), 0, out.values, 0, out.values.length);
        return true;
    }

    private double correction(double stamp) {
        if (corrections.length == 0) {
            return 0;
        }
        while (offset + 1 < corrections.length && isPast(offset + 1, stamp)) {
            offset++;
        }
        return corrections[offset];
    }

    /** Collected before this stamp, or after a clock reset nearer to it. */
    private boolean isPast(int next, double stamp) {
        double at = collectedSeconds[next];
        double before = collectedSeconds[next - 1];
        return at < before ? Math.abs(stamp - at) < Math.abs(stamp - before) : at <= stamp;
    }

    @Override
    public String fault() {
        return null;
    }

    @Override
    public void close() throws IOException {
        cursor.close();
        recording.close();
    }
}
