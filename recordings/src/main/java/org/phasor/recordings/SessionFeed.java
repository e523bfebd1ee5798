package org.phasor.recordings;

import java.io.IOException;
import java.util.List;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.StreamInfo;

/** A session's EEG exactly as it came: stamps, corrections, flags and arrival times of every frame. */
final class SessionFeed implements SampleFeed {

    private final SessionRecording session;
    private final SampleCursor eeg;
    private final SessionFrames frames;
    private final boolean closesSession;
    private final List<SessionInput> inputs;

    private long index;
    private int nextInput;
    private double correctionSeconds;

    /** @param closesSession whether {@link #close} closes the session too */
    SessionFeed(SessionRecording session, boolean closesSession) throws IOException {
        this.session = session;
        this.closesSession = closesSession;
        inputs = session.inputs();
        eeg = session.eeg().samples();
        frames = session.walkFrames();
    }

    @Override
    public StreamInfo info() {
        return session.eeg().info();
    }

    @Override
    public long sampleCount() {
        return session.frames();
    }

    @Override
    public boolean next(Sample out) throws IOException {
        if (!frames.next() || !eeg.next()) {
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
        out.index = index++;
        out.stampSeconds = eeg.stampSeconds();
        out.clockCorrectionSeconds = correctionSeconds;
        out.arrivalNanos = frames.arrivalNanos();
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
        frames.close();
        if (closesSession) {
            session.close();
        }
    }
}
