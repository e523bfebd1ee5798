package org.phasor.rig;

import java.io.IOException;
import org.phasor.acquisition.SampleGap;
import org.phasor.lsl.LslClock;
import org.phasor.recordings.Recorder;

/** A line in the recording's log for each gap of the stream. */
final class GapLines implements RecorderPart {

    private final StreamTime streamTime;
    private final Recorder recorder;
    private long logged;

    GapLines(StreamTime streamTime, Recorder recorder) {
        this.streamTime = streamTime;
        this.recorder = recorder;
    }

    @Override
    public void batchEnded() throws IOException {
        if (streamTime.gaps() > logged) {
            for (SampleGap gap : streamTime.listedFrom(logged + 1)) {
                recorder.log(LslClock.toSeconds(gap.toNanos()), "gap: " + gap.words());
            }
            logged = streamTime.gaps();
        }
    }
}
