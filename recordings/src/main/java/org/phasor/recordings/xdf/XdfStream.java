package org.phasor.recordings.xdf;

import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.ClockOffset;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.SampleCursor;
import org.phasor.recordings.StampStatistics;

/** One stream of an XDF file. */
final class XdfStream implements RecordedStream {

    /** What the indexing pass collects. */
    static final class Builder {
        final long id;
        final StreamInfo info;
        final XdfSampleScan scan;
        final StampStatistics statistics;
        final List<ClockOffset> offsets = new ArrayList<>();
        boolean hasFooter;
        private long intact = -1;

        Builder(long id, StreamInfo info, XdfBytes in) {
            this.id = id;
            this.info = info;
            scan = new XdfSampleScan(in, info);
            statistics = new StampStatistics(info.nominalRateHz());
        }

        void freezeIntact() {
            intact = statistics.count();
        }
    }

    private final XdfRecording recording;
    private final long id;
    private final StreamInfo info;
    private final StampStatistics statistics;
    private final List<ClockOffset> offsets;
    private final long intact;

    XdfStream(XdfRecording recording, Builder from) {
        this.recording = recording;
        id = from.id;
        info = from.info;
        statistics = from.statistics;
        offsets = List.copyOf(from.offsets);
        boolean headerAfterDamage = from.intact < 0 && !recording.damage().isEmpty();
        intact = from.intact >= 0 ? from.intact : headerAfterDamage ? 0 : statistics.count();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public StreamInfo info() {
        return info;
    }

    @Override
    public long sampleCount() {
        return statistics.count();
    }

    @Override
    public long intactSampleCount() {
        return intact;
    }

    @Override
    public double effectiveRateHz() {
        return statistics.effectiveRateHz();
    }

    @Override
    public double firstStampSeconds() {
        return statistics.firstSeconds();
    }

    @Override
    public double lastStampSeconds() {
        return statistics.lastSeconds();
    }

    @Override
    public long gaps() {
        return statistics.gaps();
    }

    @Override
    public List<ClockOffset> clockOffsets() {
        return offsets;
    }

    @Override
    public SampleCursor samples() {
        return new XdfSampleCursor(recording, id, info);
    }

    @Override
    public String toString() {
        return id + " " + info;
    }
}
