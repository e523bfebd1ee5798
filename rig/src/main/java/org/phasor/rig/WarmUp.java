package org.phasor.rig;

import java.util.Arrays;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleClock;
import org.phasor.acquisition.SourceEnd;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.estimator.SignalChain;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;
import org.phasor.trigger.TriggerPolicy;

/**
 * Runs the loop's code before the first real frame, so that compilers have done their work when it counts: ring, poller,
 * decision, gate, delivery, latency and waiting, with the session's clock, and the code of its device. Everything it
 * touches is its own: nothing of it is recorded, counted or reaches a device. The thread that starts the session.
 */
final class WarmUp {

    /** Frames through the rig's own decision. */
    private static final int FRAMES = 30_000;

    /** Pulses to each of the three devices that do nothing; the interlock allows 6000 in a minute. */
    private static final int PULSES = 1_500;

    /** The frames of pulses are so far apart: their samples must not be older than a pulse allows. */
    private static final double PULSES_HZ = 10_000;

    /** On a machine that is busy with something else a warm-up is not worth more. */
    private static final long LONGEST_DECIDING_NANOS = 3_000_000_000L;

    private static final long LONGEST_FIRING_NANOS = 1_000_000_000L;

    private static final int RING_FRAMES = 64;
    private static final double CYCLE_HZ = 10;
    private static final double AMPLITUDE = 10;

    /** Every so many pulses one is waited for as a real one is: asleep first. */
    private static final int SLEEP_EVERY = 128;

    private static final long AWAKE_LEAD_NANOS = 10_000;
    private static final long ASLEEP_LEAD_NANOS = LoopWaiting.SPIN_NANOS + 100_000;

    /**
     * What was reached.
     *
     * @param frames decided by the rig's own policy
     * @param delivered pulses that went all the way
     * @param refused pulses that did not
     * @param recorded values of latency of all stages
     */
    record Reached(long frames, long delivered, long refused, long recorded) {}

    private WarmUp() {}

    static Reached run(RigBinding rig) {
        return run(rig, RigClock.SYSTEM);
    }

    static Reached run(RigBinding rig, RigClock clock) {
        try {
            Rehearsed decisions = new Rehearsed(rig, rig.newStep(), 0, clock);
            double rateHz = rig.info().nominalRateHz();
            // In the past: a decision a horizon ahead is not ahead of the clock, and is judged.
            long past = Math.round(FRAMES * 1e9 / rateHz);
            decisions.feed(FRAMES, rateHz, past, LONGEST_DECIDING_NANOS);
            Reached sum = decisions.reached();
            for (int kind = 0; kind < 3; kind++) {
                FrameStep firing = new FrameStep(
                        new SampleClock(PULSES_HZ),
                        new SignalChain[0],
                        new FiringPolicy(clock),
                        Refreshes.INLINE,
                        0,
                        0);
                Rehearsed pulses = new Rehearsed(rig, firing, kind, clock);
                pulses.feed(PULSES, PULSES_HZ, 0, LONGEST_FIRING_NANOS);
                Reached more = pulses.reached();
                sum = new Reached(
                        sum.frames,
                        sum.delivered + more.delivered,
                        sum.refused + more.refused,
                        sum.recorded + more.recorded);
            }
            Interlock.rehearseDevice(rig.settings().stimulator(), clock);
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while warming up", e);
        }
    }

    /** Pulses on every frame: some at once, most a moment ahead. No part of any decision: it reads the clock. */
    private static final class FiringPolicy implements TriggerPolicy {
        private final RigClock clock;
        private long id;

        FiringPolicy(RigClock clock) {
            this.clock = clock;
        }

        @Override
        public void decide(Sample sample, PhaseEstimate[] estimates, Decision out) {
            out.hold(Reason.TARGET_REACHED, 0, Decision.ALL_GATES);
            id++;
            out.action = Decision.Action.FIRE;
            out.id = id;
            out.atOnce = id % 4 == 0;
            long lead = id % SLEEP_EVERY == 1 ? ASLEEP_LEAD_NANOS : AWAKE_LEAD_NANOS;
            out.commandNanos = out.atOnce ? sample.timeNanos : clock.nanoTime() + lead;
        }
    }

    /** A ring, a loop, a reader and an interlock of its own. */
    private static final class Rehearsed implements FrameObserver {
        private final LatencyStages latency = new LatencyStages();
        private final Pipeline pipeline;
        private final Interlock interlock;
        private final LoopThread loop;
        private final RingReader reader;
        private final RigClock clock;

        // Counted by the reader's thread, read when it has ended.
        private long delivered;
        private long refused;

        Rehearsed(RigBinding rig, FrameStep step, int kind, RigClock clock) {
            this.clock = clock;
            RigSettings.Loop settings = rig.settings().loop();
            LoopWaiting waiting = new LoopWaiting(LoopWaiting.Mode.of(settings.waiting(), settings.priority()));
            pipeline = new Pipeline(
                    rig.info().channelCount(), rig.settings().signals().size(), RING_FRAMES, waiting);
            interlock = Interlock.rehearsal(kind, clock, pipeline.deliverySink());
            loop = LoopThread.alone(pipeline, step, interlock, clock, waiting, latency);
            pipeline.connect(loop);
            reader = pipeline.addReader("rehearsal", this);
            interlock.check();
            loop.tell(OperatorCommand.ARM);
        }

        @Override
        public void observe(Frame frame) {
            // It was decided; that is all that counts.
        }

        @Override
        public void observe(Delivery delivery) {
            if (delivery.outcome.counts()) {
                delivered++;
            } else {
                refused++;
            }
        }

        /**
         * Runs loop and reader on threads of their own, and feeds them: no frame before its time; the first so long before
         * now.
         */
        void feed(int frames, double rateHz, long pastNanos, long longestNanos) throws InterruptedException {
            Thread turning = new Thread(
                    () -> {
                        try {
                            loop.run();
                        } finally {
                            // One that failed takes no frames: who waits for a slot would wait for ever.
                            pipeline.stop();
                        }
                    },
                    "phasor-warm-up");
            turning.setDaemon(true);
            turning.start();
            reader.start(() -> {});
            long startNanos = clock.nanoTime();
            long beginNanos = startNanos - pastNanos;
            for (int i = 0; i < frames && !loop.finished() && clock.nanoTime() - startNanos < longestNanos; i++) {
                long timeNanos = beginNanos + Math.round(i * 1e9 / rateHz);
                while (clock.nanoTime() - timeNanos < 0) {
                    Thread.onSpinWait();
                }
                publish(i, timeNanos, rateHz);
            }
            pipeline.ended(SourceEnd.FINISHED, "warm");
            turning.join();
            reader.endAfterLoop();
            reader.thread().join();
            if (loop.failure() != null) {
                throw new IllegalStateException("the loop failed while it warmed up", loop.failure());
            }
        }

        private void publish(int i, long timeNanos, double rateHz) {
            Sample sample = pipeline.claim();
            sample.index = i;
            sample.stampSeconds = timeNanos / 1e9;
            sample.clockCorrectionSeconds = 0;
            sample.arrivalNanos = clock.nanoTime();
            sample.flags = 0;
            Arrays.fill(sample.values, AMPLITUDE * Math.cos(2 * Math.PI * CYCLE_HZ * i / rateHz));
            pipeline.publish();
        }

        Reached reached() {
            long recorded = 0;
            for (LatencyStages.Stage stage : LatencyStages.Stage.values()) {
                recorded += latency.figures(stage).n();
            }
            return new Reached(loop.frameCount(), delivered, refused, recorded);
        }
    }
}
