package org.phasor.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.phasor.lsl.LslClock;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.StopReason;

/**
 * Writes frames, deliveries and inputs to the session's file, on the recorder's thread, and hands deliveries on to the
 * marker devices.
 */
final class RecorderObserver implements FrameObserver, RingReader.BatchEnd, RingReader.Indispensable {

    private final Recorder recorder;
    private final LoopThread loop;
    private final Interlock interlock;

    RecorderObserver(Recorder recorder, LoopThread loop, Interlock interlock) {
        this.recorder = recorder;
        this.loop = loop;
        this.interlock = interlock;
    }

    @Override
    public void observe(Frame frame) {
        try {
            recorder.frame(frame.sample, frame.estimates, frame.decision);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void observe(Delivery delivery) {
        // The marker first: a full disk must not keep an event from those who listen.
        interlock.mark(delivery);
        try {
            recorder.delivery(delivery);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void batchEnded() {
        try {
            for (LoopThread.Applied input = loop.takeApplied(); input != null; input = loop.takeApplied()) {
                recorder.input(
                        SessionInput.command(input.frameIndex(), input.command().kind(), "operator"));
            }
            recorder.flushIfDue(System.nanoTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is not recorded must not be fired. */
    @Override
    public void failed(Throwable why) {
        interlock.trip(StopReason.RECORDER_FAILED, "the recording failed: " + why);
    }

    /** One line for whoever reads the recording. */
    void log(String line) throws IOException {
        recorder.log(LslClock.seconds(), line);
    }
}
