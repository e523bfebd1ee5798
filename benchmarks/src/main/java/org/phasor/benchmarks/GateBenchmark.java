package org.phasor.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** The interlock's part of one turn of the loop, on a clock that stands still between calls and a simulated device. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GateBenchmark {

    private static final long MILLI = 1_000_000;
    private static final int MOST_PER_MINUTE = 6000;
    private static final int MOST_PER_SESSION = 1_000_000;

    private static final SafetyLimits LIMITS = SafetyLimits.BENCH_DEFAULTS
            .with(Limit.MIN_ONSET_INTERVAL, MILLI)
            .with(Limit.MIN_PULSE_GAP, MILLI)
            .with(Limit.MAX_PULSES_PER_MINUTE, MOST_PER_MINUTE)
            .with(Limit.MAX_PULSES_PER_SESSION, MOST_PER_SESSION)
            .with(Limit.MAX_GAP, 3_000 * MILLI);

    /** One interlock with all that drives it. */
    private static final class Driven implements DeliverySink {
        private final Delivery slot = new Delivery();
        private final Decision decision = new Decision();
        private long nowNanos;
        private long id;
        private Interlock interlock;

        Driven() {
            reopen();
        }

        private void reopen() {
            interlock = Interlock.simulated(LIMITS, PulsePattern.SINGLE, () -> nowNanos, this);
            interlock.check();
            interlock.arm();
            interlock.start();
        }

        Outcome fire(long afterNanos) {
            nowNanos += afterNanos;
            decision.hold(Reason.TARGET_REACHED, 0, Decision.ALL_GATES);
            decision.action = Decision.Action.FIRE;
            decision.id = ++id;
            decision.atOnce = true;
            turn();
            return slot.outcome;
        }

        void hold() {
            nowNanos += MILLI;
            decision.hold(Reason.WAITING_FOR_TARGET, 0, 0);
            turn();
        }

        private void turn() {
            interlock.schedule(decision, nowNanos);
            interlock.poll();
        }

        @Override
        public Delivery claim() {
            return slot;
        }

        @Override
        public void publish() {}
    }

    private Driven idle;
    private Driven firing;
    private Driven full;

    @Setup
    public void prepare() {
        idle = new Driven();
        firing = new Driven();
        full = new Driven();
        for (int i = 0; i < MOST_PER_MINUTE; i++) {
            expect(full.fire(9 * MILLI), Outcome.DELIVERED);
        }
    }

    /** A frame that decides nothing: taken in, and nothing is due. */
    @Benchmark
    public void hold() {
        idle.hold();
    }

    /** A decision that is taken in, judged by every rule and fired; a pulse a second. */
    @Benchmark
    public void pulse() {
        if (firing.interlock.pulses() == MOST_PER_SESSION) {
            firing.reopen();
        }
        expect(firing.fire(1000 * MILLI), Outcome.DELIVERED);
    }

    /** A decision that is refused by the last rule that does not stop the session, after 6000 pulses in a minute. */
    @Benchmark
    public void refusalWithAFullBook() {
        expect(full.fire(full.id == MOST_PER_MINUTE ? MILLI : 0), Outcome.VETOED_MINUTE_LIMIT);
    }

    private static void expect(Outcome outcome, Outcome expected) {
        if (outcome != expected) {
            throw new IllegalStateException(outcome + " instead of " + expected);
        }
    }
}
