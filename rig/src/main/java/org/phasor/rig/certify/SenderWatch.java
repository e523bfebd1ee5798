package org.phasor.rig.certify;

import java.util.concurrent.atomic.AtomicLong;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.lsl.StreamInfo;

/**
 * Stands between the synthetic signal and whoever sends it, and sees by how much it is sent late: an amplifier does not wait
 * for a core, its imitation does. The source's thread passes through; {@link #takeWorstNanos} may be called by any.
 */
final class SenderWatch implements SampleSource {

    private final SampleSource signal;
    private final int chunk;
    private final Runnable onItsThread;
    private final AtomicLong worstNanos = new AtomicLong();

    /**
     * @param chunk samples sent at once: the last of them is the one that is due
     * @param onItsThread called once by the thread that sends, before the first sample
     */
    SenderWatch(SampleSource signal, int chunk, Runnable onItsThread) {
        this.signal = signal;
        this.chunk = chunk;
        this.onItsThread = onItsThread;
    }

    /** The latest that a chunk was sent since the last call; 0 when all were in time. */
    long takeWorstNanos() {
        return worstNanos.getAndSet(0);
    }

    @Override
    public StreamInfo info() {
        return signal.info();
    }

    @Override
    public void start(SampleSink sink) {
        signal.start(new Watched(sink, System.nanoTime()));
    }

    @Override
    public void close() {
        signal.close();
    }

    /** What the source writes into; the sender waits in {@link #publish} until the sample is due. */
    private final class Watched implements SampleSink {
        private final SampleSink sink;
        private final long startNanos;
        private long sent;

        Watched(SampleSink sink, long startNanos) {
            this.sink = sink;
            this.startNanos = startNanos;
        }

        @Override
        public Sample claim() {
            if (sent == 0) {
                onItsThread.run();
            }
            return sink.claim();
        }

        @Override
        public void publish() {
            sink.publish();
            if (++sent % chunk == 0) {
                long due = startNanos + Math.round((sent - 1) * 1e9 / info().nominalRateHz());
                long late = System.nanoTime() - due;
                worstNanos.accumulateAndGet(late, Math::max);
            }
        }

        @Override
        public void ended(SourceEnd end, String detail) {
            sink.ended(end, detail);
        }
    }
}
