package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Outcomes;

/**
 * The real pipeline, loop and interlock on a clock that the test turns, fed with a synthetic signal in chunks: what is
 * decided and what is delivered can be looked at to the nanosecond.
 */
final class VirtualRig {

    /** A decision with the frame it was made on. */
    record Decided(long index, Decision.Action action, long id, String reason, int gates, long commandNanos) {}

    static final long START_NANOS = 1_000_000_000L;
    private static final long STEP_NANOS = 50_000;

    final List<Decided> decisions = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final List<Long> framesWhenDelivered = new ArrayList<>();
    final PolicyInputLog told = new PolicyInputLog();
    final LatencyStages latency = new LatencyStages();
    final Interlock interlock;
    final StreamTime streamTime;
    final LoopThread loop;
    final Pipeline pipeline;
    final double rateHz;

    /** What was recorded of returned pulses. */
    final List<SessionInput> inputs = new ArrayList<>();

    /** The true phase of each sample. */
    final List<Double> truthRad = new ArrayList<>();

    final Optional<ReturnedTriggers> returned;
    private final TriggerLevel back;
    private final SyntheticSignal signal;
    private final RingReader reader;
    private final StreamInfo info;
    private long now = START_NANOS;
    private long fed;

    /** What a sample's stamp is off by, in seconds; drawn for each sample in order. */
    DoubleSupplier stampErrorSeconds = () -> 0;

    /** How long a chunk is under way; drawn for each chunk in order. */
    LongSupplier deliveryNanos = () -> 0;

    VirtualRig(String rigText, SyntheticSettings settings, boolean poisoned) throws Exception {
        this(rigText, settings, poisoned, Outcomes.TOLD);
    }

    /** @param outcomes ASSUMED: what is decided depends on the samples alone, whatever becomes of it */
    VirtualRig(String rigText, SyntheticSettings settings, boolean poisoned, Outcomes outcomes) throws Exception {
        this(RigFile.parse("test.toml", rigText, List.of()), settings, poisoned, null, outcomes);
    }

    /** @param back shows every pulse on a channel TRIGGER, the one before the last; null for none */
    VirtualRig(RigFile file, SyntheticSettings settings, boolean poisoned, TriggerLevel back) throws Exception {
        this(file, settings, poisoned, back, Outcomes.TOLD);
    }

    private VirtualRig(RigFile file, SyntheticSettings settings, boolean poisoned, TriggerLevel back, Outcomes outcomes)
            throws Exception {
        StreamInfo plain = SyntheticSignal.streamInfo(settings, "test");
        this.back = back;
        info = back == null ? plain : withTrigger(plain);
        signal = new SyntheticSignal(settings);
        rateHz = settings.rateHz();
        RigBinding rig = RigBinding.bind(file, info);
        LoopWaiting waiting = new LoopWaiting(LoopWaiting.Mode.SPIN);
        pipeline = new Pipeline(info.channelCount(), rig.settings().signals().size(), 1024, waiting);
        if (poisoned) {
            pipeline.poison();
        }
        interlock = Interlock.simulated(
                rig.settings().limits(), rig.settings().stimulator().pattern(), () -> now, pipeline.deliverySink());
        FrameStep step = rig.newStep(Refreshes.INLINE, outcomes);
        streamTime = new StreamTime(step.clock(), rig.settings().acquisition().maxLostSamples());
        loop = new LoopThread(
                pipeline.frames(),
                pipeline.loopFrames(),
                step,
                new PolicyInputs(step, interlock, told),
                new TrialsEnd(rateHz),
                interlock,
                () -> now,
                waiting,
                latency,
                streamTime);
        pipeline.connect(loop);
        returned = ReturnedTriggers.of(rig, AuxStreams.NONE, interlock);
        reader = pipeline.addReader("test-reader", new FrameObserver() {
            @Override
            public void observe(Frame frame) {
                Decision d = frame.decision;
                decisions.add(
                        new Decided(frame.sample.index, d.action, d.id, d.reason.name(), d.gates, d.commandNanos));
                returned.ifPresent(r -> r.observe(frame));
                if (poisoned) {
                    frame.poison();
                }
            }

            @Override
            public void observe(Delivery delivery) {
                Delivery copy = new Delivery();
                copy.copyFrom(delivery);
                deliveries.add(copy);
                framesWhenDelivered.add(loop.frameCount());
                returned.ifPresent(r -> r.observe(delivery));
                if (back != null && delivery.outcome == Outcome.DELIVERED) {
                    back.command(delivery.returnedNanos);
                }
            }
        });
        interlock.check();
        loop.tell(OperatorCommand.ARM);
    }

    /** What the machine takes for each frame: above the sample period it falls behind more and more. */
    long nanosPerFrame;

    /** Time passes and nothing turns, as when the process is stopped. */
    void freeze(long nanos) {
        now += nanos;
    }

    /** Now less the time of the last sample fed. */
    long ageNanos() {
        return now - START_NANOS - Math.round((fed - 1) * 1e9 / rateHz);
    }

    /** Feeds the signal for so long; a chunk leaves when its last sample is taken, and none overtakes another. */
    void feed(double seconds, int chunk) throws Exception {
        long until = fed + Math.round(seconds * rateHz);
        while (fed < until) {
            int n = (int) Math.min(chunk, until - fed);
            long arrival = START_NANOS + Math.round((fed + n - 1) * 1e9 / rateHz) + deliveryNanos.getAsLong();
            turnUntil(arrival);
            for (int i = 0; i < n; i++) {
                publish(Math.max(arrival, now));
            }
            turnWhileBusy();
        }
    }

    private void publish(long arrival) {
        Sample sample = pipeline.claim();
        signal.next(sample.values);
        if (back != null) {
            int truth = info.channelCount() - 2;
            sample.values[truth + 1] = sample.values[truth];
            sample.values[truth] = back.at(START_NANOS + Math.round(fed * 1e9 / rateHz));
        }
        truthRad.add(signal.phaseRad());
        sample.index = fed;
        sample.stampSeconds = START_NANOS / 1e9 + fed / rateHz + stampErrorSeconds.getAsDouble();
        sample.clockCorrectionSeconds = 0;
        sample.arrivalNanos = arrival;
        sample.flags = 0;
        pipeline.publish();
        fed++;
    }

    /** Publishes one sample and leaves it to whoever runs the loop. */
    void feedOne() {
        publish(now);
    }

    /** Lets time pass without a frame. */
    void turnUntil(long nanos) throws Exception {
        while (now < nanos) {
            now = Math.min(now + STEP_NANOS, nanos);
            loop.turn();
            take();
        }
    }

    /** Turns the loop until it has taken every frame; time passes only where it waits for a due pulse. */
    private void turnWhileBusy() throws Exception {
        while (loop.frameCount() < fed) {
            long taken = loop.frameCount();
            loop.turn();
            take();
            now += loop.frameCount() == taken ? STEP_NANOS : nanosPerFrame;
        }
    }

    private void take() throws Exception {
        while (reader.take()) {
            // Everything that is there.
        }
        if (returned.isPresent()) {
            returned.get().batchEnded(loop.frameCount());
            for (SessionInput in = returned.get().take();
                    in != null;
                    in = returned.get().take()) {
                inputs.add(in);
            }
        }
    }

    private static StreamInfo withTrigger(StreamInfo plain) {
        List<ChannelInfo> channels = new ArrayList<>(plain.channels());
        channels.add(channels.size() - 1, TriggerInput.CHANNEL);
        return plain.toBuilder().channels(channels).build();
    }

    void end() throws Exception {
        pipeline.ended(SourceEnd.FINISHED, "the test is over");
        while (loop.turn()) {
            take();
        }
    }
}
