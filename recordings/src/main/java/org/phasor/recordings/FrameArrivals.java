package org.phasor.recordings;

import java.io.Closeable;
import java.io.IOException;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.LslClock;
import org.phasor.recordings.xdf.XdfStreamWriter;

/**
 * How a session file holds the arrival of every frame to the nanosecond: as an int32 beside the decision, nanoseconds
 * after the frame's own time; where that does not fit, as {@link #EXACT} there and a row of the arrival stream.
 */
final class FrameArrivals {

    /** Stands for an arrival that is in the arrival stream: in its last row that begins at this frame or before it. */
    static final int EXACT = Integer.MIN_VALUE;

    private FrameArrivals() {}

    /** Writes the rows that are needed: of frame 0, and of every new arrival that does not fit. */
    static final class Writer {

        private final XdfStreamWriter rows;
        private final int[] row = new int[3];
        private long lastNanos;
        private boolean begun;

        Writer(XdfStreamWriter rows) {
            this.rows = rows;
        }

        /**
         * What stands beside the decision of the sample; its row, if it needs one, is written.
         *
         * @param stampSeconds the sample's time as it is written: beyond some 52 days of clock a double rounds it
         */
        int write(Sample sample, double stampSeconds) throws RecordingException {
            // A difference that wraps around is undone by the sum that wraps around when it is read.
            long afterNanos = sample.arrivalNanos - sample.timeNanos;
            boolean fits = (int) afterNanos == afterNanos
                    && afterNanos != EXACT
                    && LslClock.toNanos(stampSeconds) == sample.timeNanos;
            if (!begun || !fits && sample.arrivalNanos != lastNanos) {
                begun = true;
                lastNanos = sample.arrivalNanos;
                row[0] = (int) sample.index;
                row[1] = (int) (lastNanos >> 32);
                row[2] = (int) lastNanos;
                rows.write(stampSeconds, row);
            }
            return fits ? (int) afterNanos : EXACT;
        }
    }

    /** Reads them frame by frame, in order; the stream is not looked at before a frame needs it. */
    static final class Reader implements Closeable {

        private final String place;
        private final SampleCursor rows;
        private long left;
        private boolean ahead;
        private boolean found;
        private long nanos;

        /** @param place how errors call the file */
        Reader(String place, RecordedStream stream) throws IOException {
            this.place = place;
            rows = stream.samples();
            left = stream.intactSampleCount();
        }

        /** @param afterTime what stands beside the frame's decision */
        long arrivalNanos(long frame, long timeNanos, int afterTime) throws IOException {
            if (afterTime != EXACT) {
                return timeNanos + afterTime;
            }
            // No step beyond the last row: looking for more would read the rest of the file.
            while (ahead || left > 0 && rows.next()) {
                left -= ahead ? 0 : 1;
                ahead = SessionRecording.arrivalIndex(rows.values()) > frame;
                if (ahead) {
                    break;
                }
                nanos = SessionRecording.arrivalNanos(rows.values());
                found = true;
            }
            if (!found) {
                throw new RecordingException(
                        place + ": frame " + frame + ": its arrival must be in the arrival stream and is not");
            }
            return nanos;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }
}
