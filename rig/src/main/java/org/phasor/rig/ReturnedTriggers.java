package org.phasor.rig;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.phasor.acquisition.Sample;
import org.phasor.recordings.SessionInput;
import org.phasor.rig.RigSettings.Aux;
import org.phasor.rig.RigSettings.Return;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;

/**
 * The returned trigger of a session: its channel or stream, the watch and the tally. On the recorder's thread, behind the loop: a
 * frame with a pulse in it comes after the delivery of that pulse, because the loop gave the pulse before. Pulses on a further stream
 * are heard on that stream's thread, and judged on this one.
 */
final class ReturnedTriggers implements AuxListener {

    private static final double NANOS_PER_MS = 1e6;

    /** A further stream has a way of its own through the network. */
    private static final long FURTHER_STREAM_GRACE_NANOS = 1_000_000_000L;

    private final Aux aux;
    private final ReturnWatch watch;
    private final ReturnTally tally;

    /** Null for a further stream. */
    private final TriggerEdges edges;

    /** Whether the further stream is sampled: then a pulse is where it rises, else each sample above the level is one. */
    private final boolean regular;

    private final long halfPeriodNanos;
    /** False in a rehearsal on the simulated device: nothing comes back, and what does was not asked for. */
    private final boolean givesPulses;

    private final Queue<Long> heard = new ConcurrentLinkedQueue<>();

    /** How far the stream of the EEG has come, for a further stream. */
    private long streamNanos;

    private boolean streams;

    /** Of the further stream's thread; a pulse that began before the first sample was never seen to rise. */
    private boolean high;

    private ReturnedTriggers(
            Aux aux,
            ReturnWatch watch,
            ReturnTally tally,
            TriggerEdges edges,
            double furtherRateHz,
            boolean givesPulses) {
        this.aux = aux;
        this.watch = watch;
        this.tally = tally;
        this.edges = edges;
        this.givesPulses = givesPulses;
        regular = furtherRateHz > 0;
        high = regular;
        halfPeriodNanos = regular ? Math.round(0.5e9 / furtherRateHz) : 0;
    }

    /** Empty when the rig file names none. */
    static Optional<ReturnedTriggers> of(RigBinding rig, AuxStreams streams, Interlock interlock) {
        return aux(rig.settings()).map(aux -> {
            boolean further = aux.stream().isPresent();
            ReturnTally tally = new ReturnTally(interlock);
            ReturnWatch watch = new ReturnWatch(rules(rig.settings(), further), tally);
            TriggerEdges edges = further
                    ? null
                    : new TriggerEdges(
                            rig.auxChannels(aux), aux.level(), rig.info().nominalRateHz());
            return new ReturnedTriggers(
                    aux,
                    watch,
                    tally,
                    edges,
                    streams.rateHz(aux),
                    LoopDelayCheck.givesPulses(rig.settings().stimulator()));
        });
    }

    /** The channels or the stream on which pulses come back; empty when the rig file names none. */
    static Optional<Aux> aux(RigSettings settings) {
        return settings.returned()
                .aux()
                .flatMap(name -> settings.acquisition().aux().stream()
                        .filter(aux -> aux.name().equals(name))
                        .findFirst());
    }

    private static ReturnWatch.Rules rules(RigSettings settings, boolean further) {
        Return returned = settings.returned();
        OptionalLong expected = returned.loopDelay().isPresent()
                ? OptionalLong.of(settings.stimulator().outputDelayNanos())
                : OptionalLong.empty();
        return new ReturnWatch.Rules(
                Math.round(returned.earliestMs() * NANOS_PER_MS),
                Math.round(returned.latestMs() * NANOS_PER_MS),
                further ? FURTHER_STREAM_GRACE_NANOS : 0,
                settings.stimulator().pattern(),
                expected,
                limitNanos(settings, returned.maxJitterMs()),
                limitNanos(settings, returned.maxDriftMs()),
                returned.maxMissing());
    }

    /** While the delay is being measured it is what it is, and judged in the end. */
    private static double limitNanos(RigSettings settings, double limitMs) {
        return settings.timed() ? Double.POSITIVE_INFINITY : limitMs * NANOS_PER_MS;
    }

    void observe(Frame frame) {
        if (edges != null) {
            edges.take(frame.sample, watch);
        } else {
            advance(frame.sample);
        }
    }

    /** A sample that leaps ahead and is not sure of its time may be one wild stamp: pulses on their way are not missing for that. */
    private void advance(Sample sample) {
        boolean leaps = !streams || sample.timeNanos - streamNanos > FURTHER_STREAM_GRACE_NANOS;
        if (leaps && sample.has(TriggerEdges.LOSES_EDGES)) {
            return;
        }
        streams = true;
        streamNanos = sample.timeNanos;
        watch.advance(sample.index, sample.timeNanos);
    }

    void observe(Delivery delivery) {
        if (givesPulses) {
            watch.delivered(delivery);
        }
    }

    /** Every delivery up to the last frame was observed. */
    void batchEnded(long frame) {
        for (Long nanos = heard.poll(); nanos != null; nanos = heard.poll()) {
            watch.edge(frame, nanos);
        }
        watch.judge();
        tally.publish(watch.rolling());
    }

    /** The next for the recording, or null. */
    SessionInput take() {
        return tally.take();
    }

    /** Any thread. */
    Returned now() {
        return tally.now();
    }

    @Override
    public void sample(Aux of, long timeNanos, double[] values) {
        if (of.name().equals(aux.name()) && edges == null) {
            boolean nowHigh = false;
            for (double value : values) {
                nowHigh |= value > aux.level();
            }
            if (nowHigh && !high) {
                heard.add(timeNanos - halfPeriodNanos);
            }
            high = nowHigh && regular;
        }
    }

    @Override
    public void text(Aux of, long timeNanos, String text) {
        if (of.name().equals(aux.name()) && edges == null && !text.isBlank()) {
            heard.add(timeNanos);
        }
    }
}
