package org.phasor.rig;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.phasor.acquisition.AnnouncedLength;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SplitMix64;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.StreamInfo;

/**
 * Plays a source's samples as a live LSL amplifier: paced by the clock, stamped with the time each sample would have
 * been taken, delivered in chunks, late and jittered as asked. One thread (the source's) pushes.
 *
 * <p>The stream announces its length in {@code desc/phasor/samples} where it is known, so that a rig can tell the end
 * of a recording from a lost amplifier.
 */
public final class Player implements SampleSink, AutoCloseable {

    /** The consumer must have everything before the stream goes away. */
    private static final Duration FLUSH_TIME = Duration.ofSeconds(10);

    private final Outlet outlet;
    private final PlayerSettings settings;
    private final double rateHz;
    private final int channels;
    private final double[] chunk;
    private final SplitMix64 jitter;
    private final Sample slot;

    /** Null when the amplifier has none. */
    private final TriggerInput trigger;

    /** Where the trigger channel stands among the others. */
    private final int triggerAt;

    private volatile CountDownLatch end = new CountDownLatch(1);

    private long startNanos;
    private long taken;
    private int inChunk;
    private volatile long playedSamples;
    private volatile boolean closed;
    private volatile SourceEnd sourceEnd;
    private volatile String endDetail = "";

    private Player(Outlet outlet, PlayerSettings settings, double rateHz, TriggerInput trigger, int triggerAt) {
        this.outlet = outlet;
        this.settings = settings;
        this.rateHz = rateHz;
        channels = outlet.info().channelCount();
        chunk = new double[channels * settings.chunk()];
        jitter = new SplitMix64(settings.seed());
        this.trigger = trigger;
        this.triggerAt = triggerAt;
        slot = new Sample(trigger == null ? channels : channels - 1);
    }

    /**
     * Opens the stream; nothing is played before {@link #play}.
     *
     * @param what the samples' description, as their source gives it
     * @param samples how many there will be, or {@link AnnouncedLength#NONE}
     */
    public static Player open(Lsl lsl, StreamInfo what, long samples, PlayerSettings settings) throws IOException {
        return open(lsl, what, samples, settings, null);
    }

    /**
     * The same with a trigger input, whose channel is added: last, but before a known phase.
     *
     * @param trigger closed with the player; null for none
     */
    public static Player open(Lsl lsl, StreamInfo what, long samples, PlayerSettings settings, TriggerInput trigger)
            throws IOException {
        if (samples == 0) {
            throw new IOException("stream '" + what.name() + "' has no samples: there is nothing to play");
        }
        double rateHz = what.nominalRateHz() * settings.speed();
        StreamInfo.Builder served = what.toBuilder().nominalRateHz(rateHz).uid("");
        int triggerAt = -1;
        if (trigger != null) {
            if (what.format().isText()) {
                throw new IOException("stream '" + what.name() + "' is of texts: it can have no trigger channel");
            }
            List<ChannelInfo> all = new ArrayList<>(what.channels());
            boolean truth = all.get(all.size() - 1).type().equals(SyntheticSignal.TRUTH_TYPE);
            triggerAt = all.size() - (truth ? 1 : 0);
            all.add(triggerAt, TriggerInput.CHANNEL);
            served.channels(all);
        }
        settings.name().ifPresent(served::name);
        if (what.sourceId().isEmpty()) {
            served.sourceId("phasor-play-" + settings.name().orElse(what.name()));
        }
        long announced = settings.loop() ? AnnouncedLength.NONE : samples;
        StreamInfo info = AnnouncedLength.announce(served.build(), announced);
        return new Player(lsl.outlet(info, OutletOptions.DEFAULTS), settings, rateHz, trigger, triggerAt);
    }

    /** The stream as served. */
    public StreamInfo info() {
        return outlet.info();
    }

    /** Waits until somebody listens; false when the time ran out. */
    public boolean awaitConsumer(Duration timeout) throws InterruptedException {
        return outlet.awaitConsumer(timeout);
    }

    public boolean hasConsumers() {
        return outlet.hasConsumers();
    }

    /** Starts playing; returns at once. */
    public void play(SampleSource source) {
        if (taken == 0) {
            startNanos = System.nanoTime();
        }
        source.start(this);
    }

    /** After an end: another source may be played as if there had been none. */
    public void rewind() {
        sourceEnd = null;
        end = new CountDownLatch(1);
    }

    /** Waits until the source has ended and everybody has everything. */
    public void awaitEnd() throws InterruptedException {
        end.await();
        outlet.awaitFlushed(FLUSH_TIME);
    }

    /** As {@link #awaitEnd} for at most so long; false when the source still plays. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        if (!end.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        outlet.awaitFlushed(FLUSH_TIME);
        return true;
    }

    public long playedSamples() {
        return playedSamples;
    }

    /** Why the source ended, or null. */
    public SourceEnd sourceEnd() {
        return sourceEnd;
    }

    public String endDetail() {
        return endDetail;
    }

    @Override
    public Sample claim() {
        return slot;
    }

    @Override
    public void publish() {
        if (closed) {
            return;
        }
        take(inChunk * channels);
        inChunk++;
        taken++;
        if (inChunk == settings.chunk()) {
            pushChunk();
        }
    }

    /** Leaves the trigger channel's place free: what it shows is known when its sample is due. */
    private void take(int at) {
        int before = trigger == null ? channels : triggerAt;
        System.arraycopy(slot.values, 0, chunk, at, before);
        if (before < slot.values.length) {
            System.arraycopy(slot.values, before, chunk, at + before + 1, slot.values.length - before);
        }
    }

    private void trigger() {
        for (int i = 0; i < inChunk; i++) {
            chunk[i * channels + triggerAt] = trigger.at(takenNanos(taken - inChunk + i));
        }
    }

    /** When the amplifier takes that sample. */
    private long takenNanos(long sample) {
        return startNanos + Math.round(sample * 1e9 / rateHz);
    }

    @Override
    public void ended(SourceEnd why, String detail) {
        if (inChunk > 0 && !closed) {
            pushChunk();
        }
        endDetail = detail;
        sourceEnd = why;
        end.countDown();
    }

    private void pushChunk() {
        // The amplifier takes sample i at start + i / rate, and sends a chunk when its last sample is taken.
        long takenNanos = takenNanos(taken - 1);
        double extraMs = settings.delayMs() + settings.jitterMs() * jitter.uniform();
        waitUntil(takenNanos + Math.round(extraMs * 1e6));
        if (trigger != null) {
            trigger();
        }
        double stamp = LslClock.toSeconds(takenNanos);
        if (settings.chunk() == 1) {
            outlet.push(chunk, stamp);
        } else {
            outlet.pushChunk(chunk, inChunk, stamp);
        }
        playedSamples = taken;
        inChunk = 0;
    }

    private void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !closed; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, 100_000_000));
        }
    }

    @Override
    public void close() {
        closed = true;
        outlet.close();
        if (trigger != null) {
            trigger.close();
        }
    }
}
