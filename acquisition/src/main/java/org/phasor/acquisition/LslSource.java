package org.phasor.acquisition;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.StreamInfo;

/**
 * A stream of the network as a source. The inlet's reader thread writes each sample straight into the sink. The inlet
 * does not recover: a session does not survive the loss of its stream.
 *
 * <p>The first sample waits for the first measurement of the clock offset, two seconds at most: otherwise a receiver that
 * began late would take the backlog's age for another clock. {@link CorrectionInUse} says which correction samples carry.
 *
 * <p>When the connection ends after exactly the announced number of samples ({@link AnnouncedLength}) the source is
 * finished; otherwise the stream is lost. The sink must not call {@link #close()}.
 */
public final class LslSource implements SampleSource {

    private static final long LONGEST_WAIT_NANOS = 2_000_000_000L;
    private static final long POLL_NANOS = 2_000_000;

    private final Inlet inlet;
    private final long longestWaitNanos;
    private final StreamInfo info;
    private final long announcedSamples;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile SampleSink sink;
    private volatile long lastArrivalNanos;

    /** Samples given. Written by the reader thread; read by others after that thread has ended. */
    private long given;

    private LslSource(Inlet inlet, long longestWaitNanos) {
        this.inlet = inlet;
        this.longestWaitNanos = longestWaitNanos;
        info = inlet.info();
        announcedSamples = AnnouncedLength.of(info);
        lastArrivalNanos = RigClock.SYSTEM.nanoTime();
    }

    /**
     * Connects to a stream that a resolver found.
     *
     * @throws IllegalArgumentException when the stream cannot be a signal: text, no channel, or no regular rate
     * @throws IOException when no connection can be made
     */
    public static LslSource open(Lsl lsl, StreamInfo resolved) throws IOException {
        return open(lsl, resolved, LONGEST_WAIT_NANOS);
    }

    /** @param longestWaitNanos for the first measurement of the clock offset */
    static LslSource open(Lsl lsl, StreamInfo resolved, long longestWaitNanos) throws IOException {
        check(resolved);
        Inlet inlet = lsl.inlet(resolved, new InletOptions(InletOptions.DEFAULTS.bufferSeconds(), false, true));
        try {
            check(inlet.info());
            return new LslSource(inlet, longestWaitNanos);
        } catch (RuntimeException e) {
            inlet.close();
            throw e;
        }
    }

    private static void check(StreamInfo info) {
        String stream = "stream '" + info.name() + "': ";
        if (info.format().isText()) {
            throw new IllegalArgumentException(
                    stream + "channel_format = " + info.format().wireName() + ": must be numeric");
        }
        if (!(info.nominalRateHz() > 0)) {
            throw new IllegalArgumentException(
                    stream + "nominal_srate = " + info.nominalRateHz() + " (irregular): must be > 0");
        }
        if (info.channelCount() < 1) {
            throw new IllegalArgumentException(stream + "channel_count = " + info.channelCount() + ": must be >= 1");
        }
    }

    @Override
    public StreamInfo info() {
        return info;
    }

    /** What a person should know of this stream, one line each; mostly nothing. */
    public List<String> notes() {
        return info.format() == ChannelFormat.INT64
                ? List.of("stream '" + info.name() + "' is int64: values beyond 2^53 lose their last bits")
                : List.of();
    }

    /** When the newest sample arrived, on the rig's clock; when the source was opened or started before the first. */
    public long lastArrivalNanos() {
        return lastArrivalNanos;
    }

    /**
     * @throws IllegalStateException when it was started or closed before
     */
    @Override
    public synchronized void start(SampleSink target) {
        if (sink != null || closing.get()) {
            throw new IllegalStateException("stream '" + info.name() + "' was started or closed before");
        }
        sink = target;
        lastArrivalNanos = RigClock.SYSTEM.nanoTime();
        inlet.start(new Receiver(target));
    }

    @Override
    public void close() {
        boolean first;
        synchronized (this) {
            first = closing.compareAndSet(false, true);
        }
        if (first) {
            try {
                inlet.close();
                if (sink != null) {
                    end(SourceEnd.CLOSED, "stream '" + info.name() + "' was closed after " + given + " samples");
                }
            } finally {
                closed.countDown();
            }
        } else {
            awaitClosed();
        }
    }

    private void awaitClosed() {
        boolean interrupted = false;
        while (true) {
            try {
                closed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(SourceEnd how, String detail) {
        if (ended.compareAndSet(false, true)) {
            sink.ended(how, detail);
        }
    }

    /** Lives on the inlet's reader thread. */
    private final class Receiver implements InletListener {

        private final SampleSink target;
        private final CorrectionInUse correction = new CorrectionInUse();

        Receiver(SampleSink target) {
            this.target = target;
        }

        @Override
        public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
            if (ended.get() || closing.get()) {
                return;
            }
            lastArrivalNanos = arrivalNanos;
            if (given == 0) {
                awaitFirstMeasurement();
            }
            try {
                Sample sample = target.claim();
                sample.index = given;
                sample.stampSeconds = stampSeconds;
                sample.clockCorrectionSeconds =
                        correction.of(stampSeconds, anchored, arrivalNanos, inlet.timeCorrection());
                sample.arrivalNanos = arrivalNanos;
                sample.flags = anchored ? 0 : Sample.UNANCHORED;
                System.arraycopy(values, 0, sample.values, 0, sample.values.length);
                target.publish();
                given++;
            } catch (RuntimeException e) {
                end(SourceEnd.FAILED, "stream '" + info.name() + "' failed after " + given + " samples: " + e);
            }
        }

        /** Those who measure no offset are believed after a while: their stamps against their arrival. */
        private void awaitFirstMeasurement() {
            long start = RigClock.SYSTEM.nanoTime();
            while (inlet.timeCorrection() == null
                    && !closing.get()
                    && RigClock.SYSTEM.nanoTime() - start < longestWaitNanos) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            lastArrivalNanos = RigClock.SYSTEM.nanoTime();
        }

        @Override
        public void onLost(String why) {
            if (closing.get()) {
                // The inlet was closed by us; close() says so once the reader thread has ended.
                return;
            }
            if (given == announcedSamples) {
                end(SourceEnd.FINISHED, "stream '" + info.name() + "' ended after " + given + " samples, as announced");
            } else {
                end(SourceEnd.LOST, "stream '" + info.name() + "' was lost after " + given + " samples: " + why);
            }
        }
    }
}
