package org.phasor.rig;

import java.io.IOException;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.Delivery;

/** Holds what is recorded against the pulses that come back, and records what became of them. */
final class ReturnLines implements RecorderPart {

    private final ReturnedTriggers returned;
    private final LoopThread loop;
    private final Recorder recorder;

    ReturnLines(ReturnedTriggers returned, LoopThread loop, Recorder recorder) {
        this.returned = returned;
        this.loop = loop;
        this.recorder = recorder;
    }

    @Override
    public void recorded(Frame frame) {
        returned.observe(frame);
    }

    @Override
    public void recorded(Delivery delivery) {
        returned.observe(delivery);
    }

    @Override
    public void batchEnded() throws IOException {
        returned.batchEnded(loop.frameCount());
        for (SessionInput seen = returned.take(); seen != null; seen = returned.take()) {
            recorder.input(seen);
        }
    }
}
