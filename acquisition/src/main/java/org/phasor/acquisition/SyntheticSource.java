package org.phasor.acquisition;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.StreamInfo;

/**
 * A {@link SyntheticSignal} as a source. Sample i is stamped start + i / rate, where start is the rig's clock when the
 * source was started; a chunk is given when its last sample is due. The values depend on the settings only.
 *
 * <p>At speed 1 arrivals are read from the rig's clock. At any other speed the samples live on a time axis of their
 * own, that begins at start and runs at the speed: their arrival is then the time of their chunk's last sample, so
 * that ages stay what they would be in real time. Infinite speed gives samples as fast as the sink takes them.
 */
public final class SyntheticSource implements SampleSource {

    /** A closed or virtual clock is noticed after this time at the latest. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final SyntheticSettings settings;
    private final StreamInfo info;
    private final double speed;
    private final int chunkSamples;
    private final RigClock clock;

    private Thread thread;
    private volatile boolean closed;

    /**
     * @param name the stream's name
     * @param speed times real time: > 0, may be infinite
     * @param chunkSamples samples given at once, >= 1
     * @param clock the rig's
     */
    public SyntheticSource(SyntheticSettings settings, String name, double speed, int chunkSamples, RigClock clock) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed = " + speed + ": must be > 0");
        }
        if (chunkSamples < 1) {
            throw new IllegalArgumentException("chunkSamples = " + chunkSamples + ": must be >= 1");
        }
        this.settings = settings;
        this.speed = speed;
        this.chunkSamples = chunkSamples;
        this.clock = clock;
        info = SyntheticSignal.streamInfo(settings, name);
    }

    @Override
    public StreamInfo info() {
        return info;
    }

    /**
     * @throws IllegalStateException when it was started or closed before
     */
    @Override
    public synchronized void start(SampleSink sink) {
        if (thread != null || closed) {
            throw new IllegalStateException("stream '" + info.name() + "' was started or closed before");
        }
        thread = new Thread(() -> run(sink), "phasor-source");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null && running != Thread.currentThread()) {
            LockSupport.unpark(running);
            UninterruptibleJoin.join(running);
        }
    }

    private void run(SampleSink sink) {
        SourceEnd end;
        String detail;
        long given = 0;
        try {
            given = give(sink);
            end = given == settings.totalSamples() ? SourceEnd.FINISHED : SourceEnd.CLOSED;
            detail = "stream '" + info.name() + (end == SourceEnd.FINISHED ? "' ended after " : "' was closed after ")
                    + given + " samples";
        } catch (RuntimeException e) {
            end = SourceEnd.FAILED;
            detail = "stream '" + info.name() + "' failed: " + e;
        }
        sink.ended(end, detail);
    }

    private long give(SampleSink sink) {
        SyntheticSignal signal = new SyntheticSignal(settings);
        long total = settings.totalSamples();
        long startNanos = clock.nanoTime();
        double startSeconds = LslClock.toSeconds(startNanos);
        long index = 0;
        while (index < total && !closed) {
            long chunkEnd = index + Math.min(chunkSamples, total - index);
            double lastSeconds = (chunkEnd - 1) / settings.rateHz();
            long arrivalNanos = awaitDue(startNanos, lastSeconds);
            for (; index < chunkEnd && !closed; index++) {
                Sample sample = sink.claim();
                sample.index = index;
                sample.stampSeconds = startSeconds + index / settings.rateHz();
                sample.clockCorrectionSeconds = 0;
                sample.arrivalNanos = arrivalNanos;
                sample.flags = 0;
                signal.next(sample.values);
                sink.publish();
            }
        }
        return index;
    }

    /** Waits until it is time, or the source was closed; the arrival to write. */
    private long awaitDue(long startNanos, double signalSeconds) {
        long nominalNanos = startNanos + Math.round(signalSeconds * 1e9);
        if (Double.isInfinite(speed)) {
            return nominalNanos;
        }
        long dueNanos = startNanos + Math.round(signalSeconds / speed * 1e9);
        long now = clock.nanoTime();
        while (now - dueNanos < 0 && !closed) {
            LockSupport.parkNanos(Math.min(dueNanos - now, LONGEST_NAP_NANOS));
            now = clock.nanoTime();
        }
        return speed == 1 ? now : nominalNanos;
    }
}
