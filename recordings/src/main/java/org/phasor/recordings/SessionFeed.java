package org.phasor.recordings;

import java.io.IOException;
import java.util.List;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.StreamInfo;

/** A session's EEG exactly as it came: stamps, corrections, flags and arrival times of every frame. */
final class SessionFeed implements SampleFeed {

    private final SessionRecording session;
    private final SampleCursor eeg;
    private final SampleCursor arrivals;
    private final List<SessionInput> inputs;

    private long index;
    private int nextInput;
    private double correctionSeconds;
    private long arrivalNanos;
    private boolean hasNextArrival;

    SessionFeed(SessionRecording session) throws IOException {
        this.session = session;
        inputs = session.inputs();
        eeg = session.eeg().samples();
        arrivals = session.arrivals().samples();
        hasNextArrival = arrivals.next();
    }

    @Override
    public StreamInfo info() {
        return session.eeg().info();
    }

    @Override
    public boolean next(Sample out) throws IOException {
        if (index >= session.frames() || !eeg.next()) {
            return false;
        }
        int flags = 0;
        while (nextInput < inputs.size() && inputs.get(nextInput).frame() <= index) {
            SessionInput input = inputs.get(nextInput++);
            if (input.kind().equals(SessionInput.CLOCK_CORRECTION)) {
                correctionSeconds = input.correctionSeconds();
            } else if (input.kind().equals(SessionInput.SAMPLE_FLAGS) && input.frame() == index) {
                flags = input.flags();
            }
        }
        while (hasNextArrival && SessionRecording.arrivalIndex(arrivals.values()) <= index) {
            arrivalNanos = SessionRecording.arrivalNanos(arrivals.values());
            hasNextArrival = arrivals.next();
        }
        out.index = index++;
        out.stampSeconds = eeg.stampSeconds();
        out.clockCorrectionSeconds = correctionSeconds;
        out.arrivalNanos = arrivalNanos;
        out.timeNanos = 0;
        out.flags = flags;
        System.arraycopy(eeg.values(), 0, out.values, 0, out.values.length);
        return true;
    }

    @Override
    public String fault() {
        boolean moreBehind = session.eeg().sampleCount() > session.eeg().intactSampleCount();
        return moreBehind ? "damage at " + session.recording().damage().get(0) : null;
    }

    @Override
    public void close() throws IOException {
        eeg.close();
        arrivals.close();
        session.close();
    }
}
