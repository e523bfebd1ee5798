package org.phasor.rig;

import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;

/** Gives a synthetic signal as fast as it is taken, with the stamps and corrections that a test writes. */
final class ScriptedSource implements SampleSource {

    /** Writes the stamp, and the correction where it is not 0, of one sample. */
    interface Script {
        void stamp(int index, Sample sample);
    }

    private final SyntheticSettings settings;
    private final int samples;
    private final Script script;
    private Thread thread;

    ScriptedSource(SyntheticSettings settings, int samples, Script script) {
        this.settings = settings;
        this.samples = samples;
        this.script = script;
    }

    @Override
    public StreamInfo info() {
        return SyntheticSignal.streamInfo(settings, "scripted");
    }

    @Override
    public void start(SampleSink sink) {
        thread = new Thread(() -> give(sink), "scripted-source");
        thread.start();
    }

    private void give(SampleSink sink) {
        SyntheticSignal signal = new SyntheticSignal(settings);
        for (int i = 0; i < samples; i++) {
            Sample sample = sink.claim();
            signal.next(sample.values);
            sample.index = i;
            sample.clockCorrectionSeconds = 0;
            sample.arrivalNanos = System.nanoTime();
            sample.flags = 0;
            script.stamp(i, sample);
            sink.publish();
        }
        sink.ended(SourceEnd.FINISHED, "that was all");
    }

    @Override
    public void close() {
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
