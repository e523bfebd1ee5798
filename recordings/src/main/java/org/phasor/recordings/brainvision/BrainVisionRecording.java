package org.phasor.recordings.brainvision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.ClockOffset;
import org.phasor.recordings.Damage;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.Recording;
import org.phasor.recordings.SampleCursor;

/** A BrainVision recording: its data as stream 1, its markers as stream 2. Stamps are sample index over rate. */
final class BrainVisionRecording implements Recording {

    private final Path path;
    private final FileChannel data;
    private final List<RecordedStream> streams;
    private final List<Damage> damage;
    private final List<String> notes;

    BrainVisionRecording(
            Path path,
            BrainVisionHeader header,
            long points,
            List<BrainVisionMarker> markers,
            List<Damage> damage,
            List<String> notes)
            throws IOException {
        this.path = path;
        this.damage = List.copyOf(damage);
        this.notes = List.copyOf(notes);
        data = FileChannel.open(header.dataFile(), StandardOpenOption.READ);
        long[] breaks = markers.stream()
                .filter(m -> m.isNewSegment() && m.index() > 0 && m.index() < points)
                .mapToLong(BrainVisionMarker::index)
                .sorted()
                .distinct()
                .toArray();
        double rateHz = header.info().nominalRateHz();
        StreamInfo markerInfo = StreamInfo.builder(header.info().name() + "-markers", "Markers")
                .channels(List.of(new ChannelInfo("type", "", ""), new ChannelInfo("description", "", "")))
                .format(ChannelFormat.STRING)
                .build();
        streams = List.of(
                new Stream(1, header.info(), points, rateHz, breaks.length, 0, (points - 1) / rateHz) {
                    @Override
                    public SampleCursor samples() {
                        return new BrainVisionCursor(data, header, points, breaks);
                    }
                },
                new Stream(
                        2,
                        markerInfo,
                        markers.size(),
                        0,
                        0,
                        markers.isEmpty() ? 0 : markers.get(0).index() / rateHz,
                        markers.isEmpty() ? 0 : markers.get(markers.size() - 1).index() / rateHz) {
                    @Override
                    public SampleCursor samples() {
                        return new BrainVisionMarkerCursor(markers, rateHz);
                    }
                });
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public String format() {
        return "BrainVision";
    }

    @Override
    public List<RecordedStream> streams() {
        return streams;
    }

    @Override
    public List<Damage> damage() {
        return damage;
    }

    @Override
    public List<String> notes() {
        return notes;
    }

    @Override
    public void close() throws IOException {
        data.close();
    }

    private abstract static class Stream implements RecordedStream {
        private final long id;
        private final StreamInfo info;
        private final long count;
        private final double rateHz;
        private final long gaps;
        private final double first;
        private final double last;

        Stream(long id, StreamInfo info, long count, double rateHz, long gaps, double first, double last) {
            this.id = id;
            this.info = info;
            this.count = count;
            this.rateHz = rateHz;
            this.gaps = gaps;
            this.first = first;
            this.last = last;
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
            return count;
        }

        @Override
        public long intactSampleCount() {
            return count;
        }

        @Override
        public double effectiveRateHz() {
            return count > 1 ? rateHz : 0;
        }

        @Override
        public double firstStampSeconds() {
            return count > 0 ? first : Double.NaN;
        }

        @Override
        public double lastStampSeconds() {
            return count > 0 ? last : Double.NaN;
        }

        @Override
        public long gaps() {
            return gaps;
        }

        @Override
        public List<ClockOffset> clockOffsets() {
            return List.of();
        }
    }
}
