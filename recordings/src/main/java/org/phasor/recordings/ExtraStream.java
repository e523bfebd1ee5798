package org.phasor.recordings;

import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.xdf.XdfStreamWriter;

/**
 * A stream of others in a session's file, as its sender gives it: its description, its stamps, its values. Called by the
 * recorder's one thread. Errors as {@link Recorder}'s.
 */
public final class ExtraStream {

    private final XdfStreamWriter rows;

    ExtraStream(XdfStreamWriter rows) {
        this.rows = rows;
    }

    public StreamInfo info() {
        return rows.info();
    }

    /** Samples recorded so far. */
    public long count() {
        return rows.count();
    }

    /**
     * Records a sample of a numeric stream.
     *
     * @param stampSeconds the sender's, as received
     */
    public void sample(double stampSeconds, double[] values) throws RecordingException {
        rows.write(stampSeconds, values);
    }

    /** As {@link #sample} for a text stream. */
    public void text(double stampSeconds, String[] texts) throws RecordingException {
        rows.write(stampSeconds, texts);
    }

    /**
     * Records a measurement of the sender's clock: by these readers put the stream on the rig's clock.
     *
     * @param collectedSeconds the sender's clock when it was measured
     * @param offsetSeconds to be added to the sender's stamps
     */
    public void clockOffset(double collectedSeconds, double offsetSeconds) {
        rows.clockOffset(collectedSeconds, offsetSeconds);
    }
}
