package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.trigger.Decision;

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
    final LatencyStages latency = new LatencyStages();
    final Interlock interlock;
    final LoopThread loop;
    final Pipeline pipeline;
    final double rateHz;

    private final SyntheticSignal signal;
    private final RingReader reader;
    private final StreamInfo info;
    private long now = START_NANOS;
    private long fed;

    VirtualRig(String rigText, SyntheticSettings settings, boolean poisoned) throws Exception {
        info = SyntheticSignal.streamInfo(settings, "test");
        signal = new SyntheticSignal(settings);
        rateHz = settings.rateHz();
        RigBinding rig = RigBinding.bind(RigFile.parse("test.toml", rigText, List.of()), info);
        LoopWaiting waiting = new LoopWaiting(LoopWaiting.Mode.SPIN);
        pipeline = new Pipeline(info.channelCount(), rig.settings().signals().size(), 1024, waiting);
        if (poisoned) {
            pipeline.poison();
        }
        interlock = Interlock.simulated(
                rig.settings().limits(), rig.settings().stimulator().pattern(), () -> now, pipeline.deliverySink());
        loop = new LoopThread(
                pipeline.frames(), pipeline.loopFrames(), rig.newStep(), interlock, () -> now, waiting, latency);
        pipeline.connect(loop);
        reader = pipeline.addReader("test-reader", new FrameObserver() {
            @Override
            public void observe(Frame frame) {
                Decision d = frame.decision;
                decisions.add(
                        new Decided(frame.sample.index, d.action, d.id, d.reason.name(), d.gates, d.commandNanos));
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
            }
        });
        interlock.check();
        loop.tell(OperatorCommand.ARM);
    }

    /** Feeds the signal for so long; a chunk arrives when its last sample is taken. */
    void feed(double seconds, int chunk) throws Exception {
        long until = fed + Math.round(seconds * rateHz);
        while (fed < until) {
            int n = (int) Math.min(chunk, until - fed);
            long arrival = START_NANOS + Math.round((fed + n - 1) * 1e9 / rateHz);
            turnUntil(arrival);
            for (int i = 0; i < n; i++) {
                publish(arrival);
            }
            turnWhileBusy();
        }
    }

    private void publish(long arrival) {
        Sample sample = pipeline.claim();
        signal.next(sample.values);
        sample.index = fed;
        sample.stampSeconds = START_NANOS / 1e9 + fed / rateHz;
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
            if (loop.frameCount() == taken) {
                now += STEP_NANOS;
            }
        }
    }

    private void take() throws Exception {
        while (reader.take()) {
            // Everything that is there.
        }
    }

    void end() throws Exception {
        pipeline.ended(SourceEnd.FINISHED, "the test is over");
        while (loop.turn()) {
            take();
        }
    }
}
