package org.phasor.rig;

import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleClock;
import org.phasor.acquisition.SourceEnd;
import org.phasor.dsp.estimator.SignalChain;
import org.phasor.lsl.LslClock;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;

/**
 * How far from its planned time a pulse is fired: the real loop thread with its waiting, ring, interlock and a simulated
 * device, and the least that any program could do, a thread that sleeps until the loop would spin and then reads the clock
 * until it is time. They take turns while frames come at 1 kHz; the loop takes those in both turns, so that both see the
 * same machine.
 */
public final class FiringPrecision {

    private static final int CHANNELS = 64;
    private static final int RING_FRAMES = 4096;
    private static final double RATE_HZ = 1000;
    private static final long LEAD_NANOS = 10_000_000;
    private static final long PERIOD_NANOS = 15_000_000;
    private static final long MILLI = 1_000_000;

    private static final SafetyLimits LIMITS = SafetyLimits.BENCH_DEFAULTS
            .with(Limit.MIN_ONSET_INTERVAL, MILLI)
            .with(Limit.MIN_PULSE_GAP, MILLI)
            // What is late shall be seen, not refused.
            .with(Limit.LATE_TOLERANCE, 100 * MILLI)
            .with(Limit.MAX_AGE, 1000 * MILLI)
            .with(Limit.MAX_PULSES_PER_MINUTE, 6000)
            .with(Limit.MAX_PULSES_PER_SESSION, 1_000_000);

    private final LatencyStages latency = new LatencyStages();
    private final PlannedPulses policy = new PlannedPulses(LEAD_NANOS, PERIOD_NANOS);
    private final Interlock interlock;
    private final Pipeline pipeline;
    private final Thread loopThread;
    private final Thread source;
    private volatile boolean ending;

    /**
     * Both, in nanoseconds from planned to actual.
     *
     * @param loop of the loop thread: the reading by which the interlock fired
     * @param bare of the spinning thread: the first reading that was not early
     */
    public record Result(Histogram loop, Histogram bare) {

        /** The loop's percentile over the bare one's. */
        public double ratio(double percentile) {
            return loop.getValueAtPercentile(percentile) / (double) Math.max(1, bare.getValueAtPercentile(percentile));
        }
    }

    private FiringPrecision() {
        LoopWaiting waiting = new LoopWaiting(LoopWaiting.Mode.of("auto", "auto"));
        pipeline = new Pipeline(CHANNELS, 0, RING_FRAMES, waiting);
        RigClock clock = RigClock.SYSTEM;
        interlock = Interlock.simulated(LIMITS, PulsePattern.SINGLE, clock, pipeline.deliverySink());
        FrameStep step = new FrameStep(new SampleClock(RATE_HZ), new SignalChain[0], policy, Refreshes.INLINE, 0, 0);
        LoopThread loop = LoopThread.alone(pipeline, step, interlock, clock, waiting, latency);
        pipeline.connect(loop);
        interlock.check();
        interlock.arm();
        interlock.start();
        loopThread = new Thread(loop, "phasor-loop");
        loopThread.setPriority(Thread.MAX_PRIORITY);
        source = new Thread(this::publish, "benchmark-source");
        loopThread.setDaemon(true);
        source.setDaemon(true);
    }

    /**
     * Measures.
     *
     * @param turns of each, after one that does not count
     * @param secondsPerTurn at some 65 pulses a second
     */
    public static Result measure(int turns, double secondsPerTurn) throws InterruptedException {
        FiringPrecision precision = new FiringPrecision();
        try {
            precision.loopThread.start();
            precision.source.start();
            Histogram bare = new Histogram(60_000_000_000L, 3);
            precision.loopTurn(secondsPerTurn);
            precision.bareTurn(secondsPerTurn, bare);
            bare.reset();
            precision.latency.forget();
            for (int turn = 0; turn < turns; turn++) {
                precision.loopTurn(secondsPerTurn);
                precision.bareTurn(secondsPerTurn, bare);
            }
            return new Result(precision.latency.total(Stage.PLANNED_TO_ACTUAL), bare);
        } finally {
            precision.stop();
        }
    }

    private void loopTurn(double seconds) throws InterruptedException {
        policy.plan(true);
        Thread.sleep(Math.round(1000 * seconds));
        policy.plan(false);
        // What is planned is still fired.
        Thread.sleep(LEAD_NANOS / MILLI + 20);
    }

    private void bareTurn(double seconds, Histogram into) throws InterruptedException {
        Thread bare = new Thread(
                () -> {
                    long end = System.nanoTime() + Math.round(1e9 * seconds);
                    for (long planned = System.nanoTime() + LEAD_NANOS; planned < end; planned += PERIOD_NANOS) {
                        into.recordValue(Math.max(0, spinUntil(planned) - planned));
                    }
                },
                "benchmark-bare-loop");
        bare.setPriority(Thread.MAX_PRIORITY);
        bare.start();
        bare.join();
    }

    private static long spinUntil(long planned) {
        for (long left = planned - System.nanoTime();
                left > LoopWaiting.SPIN_NANOS;
                left = planned - System.nanoTime()) {
            LockSupport.parkNanos(left - LoopWaiting.SPIN_NANOS);
        }
        long now = System.nanoTime();
        while (now < planned) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        return now;
    }

    private void publish() {
        long start = System.nanoTime();
        for (long index = 0; !ending; index++) {
            long due = start + Math.round(index * 1e9 / RATE_HZ);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            Sample sample = pipeline.claim();
            sample.index = index;
            sample.stampSeconds = LslClock.toSeconds(due);
            sample.clockCorrectionSeconds = 0;
            sample.arrivalNanos = System.nanoTime();
            sample.flags = 0;
            pipeline.publish();
        }
    }

    private void stop() throws InterruptedException {
        ending = true;
        source.join();
        pipeline.stop();
        pipeline.ended(SourceEnd.CLOSED, "");
        loopThread.join();
        interlock.close();
    }
}
