package org.phasor.recordings;

import java.io.Closeable;
import java.io.IOException;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.lsl.LslClock;
import org.phasor.trigger.Reason;

/** Walks the recorded frames of a session in order: what was estimated and decided. One thread at a time. */
public final class SessionFrames implements Closeable {

    private final SampleCursor phase;
    private final SampleCursor decision;
    private final FrameArrivals.Reader arrivals;
    private final long frames;
    private long index = -1;
    private long timeNanos;
    private long arrivalNanos;

    SessionFrames(RecordedStream phase, RecordedStream decision, FrameArrivals.Reader arrivals, long frames)
            throws IOException {
        this.phase = phase.samples();
        this.decision = decision.samples();
        this.arrivals = arrivals;
        this.frames = frames;
    }

    /**
     * Moves to the next complete frame; false when there is none.
     *
     * @throws RecordingException when the file changed, or lacks the frame's arrival
     */
    public boolean next() throws IOException {
        if (index + 1 >= frames || !phase.next() || !decision.next()) {
            return false;
        }
        index++;
        // The stamps of the decisions are deduced, those of the phases are all in the file.
        timeNanos = LslClock.toNanos(phase.stampSeconds());
        arrivalNanos = arrivals.arrivalNanos(index, timeNanos, (int) decision.values()[4]);
        return true;
    }

    /** The frame's sample index. */
    public long index() {
        return index;
    }

    /** The sample's own time; to the nanosecond while the clock is below 2^52 ns (52 days). */
    public long timeNanos() {
        return timeNanos;
    }

    /** When the sample arrived, on the rig's clock; always to the nanosecond. Samples of one chunk share it. */
    public long arrivalNanos() {
        return arrivalNanos;
    }

    /** As {@link FrameChecksum} computed it. */
    public int checksum() {
        return (int) decision.values()[0];
    }

    /** The code of a {@link Reason}. */
    public int reasonCode() {
        return (int) decision.values()[1];
    }

    public int condition() {
        return (int) decision.values()[2];
    }

    public int gates() {
        return (int) decision.values()[3];
    }

    /** Writes the whole estimate of one signal. A valid estimate always has a phase. */
    public void estimate(int signal, PhaseEstimate out) {
        double[] row = phase.values();
        if (Double.isNaN(row[4 * signal])) {
            out.invalidate();
        } else {
            out.set(row[4 * signal], row[4 * signal + 1], row[4 * signal + 2], row[4 * signal + 3]);
        }
    }

    @Override
    public void close() throws IOException {
        phase.close();
        decision.close();
        arrivals.close();
    }
}
