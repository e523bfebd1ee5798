package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** The gate leaves nothing to collect: a simulated device, and a live one with bursts and refusals. */
@Timeout(30)
class InterlockAllocationTest {

    private static final class Quiet implements Stimulator {
        int calls;

        @Override
        public String name() {
            return "quiet";
        }

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public void open(Alarm alarm) {}

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void fire(long decisionId, int condition) {
            calls++;
        }

        @Override
        public void makeSafe() {}

        @Override
        public Optional<String> watchdogTask() {
            return Optional.of("hold the quiet one low");
        }

        @Override
        public void close() {}
    }

    private final Quiet device = new Quiet();
    private final Delivery slot = new Delivery();
    private final Decision decision = new Decision();
    private long nowNanos;
    private long id;

    @Test
    void allocatesNothingForALiveDevice() throws IOException {
        DeliverySink sink = new DeliverySink() {
            @Override
            public Delivery claim() {
                return slot;
            }

            @Override
            public void publish() {}
        };
        SafetyLimits limits = Limits.of(40 * MILLI, 1000, 1_000_000, 100 * MILLI, 2 * MILLI)
                .with(Limit.MAX_GAP, 20 * MILLI)
                .with(Limit.MAX_STALL, 300 * MILLI)
                .with(Limit.CONFIRM_EVERY, SECOND);
        StimulatorSettings burst =
                StimulatorSettings.simulated(List.of()).withPattern(new PulsePattern(3, 10 * MILLI, false));
        Interlock hot = new Interlock(device, List.of(), burst, limits, () -> nowNanos, sink, false);
        hot.startWatchdog((task, alarm, mayBeat) -> new Bench.Guard(alarm, mayBeat));
        hot.dose().grant(1_000_000);
        hot.check();
        hot.typeCode(hot.beginArming(Bench.CHECKLIST));
        hot.arm();
        hot.start();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        drive(hot, 200_000);
        long before = threads.getThreadAllocatedBytes(thread);
        drive(hot, 200_000);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(bytes / 200_000.0).isLessThan(0.1);
        assertThat(hot.state()).isEqualTo(InterlockState.RUNNING);
        assertThat(device.calls).isGreaterThan(5_000);
        assertThat(hot.outcomeCount(Outcome.VETOED_MINUTE_LIMIT)).isGreaterThan(1_000);
        assertThat(hot.outcomeCount(Outcome.VETOED_TOO_SOON)).isGreaterThan(50);
        assertThat(hot.outcomeCount(Outcome.VETOED_PENDING)).isGreaterThan(1_000);
    }

    private void drive(Interlock hot, int turns) {
        for (int i = 0; i < turns; i++) {
            nowNanos += 2 * MILLI;
            decision.hold(Reason.TARGET_REACHED, 0, 0);
            if (i % 5 == 0) {
                decision.action = Decision.Action.FIRE;
                decision.id = ++id;
                decision.atOnce = i % 2 == 0;
                decision.commandNanos = nowNanos + 4 * MILLI;
            }
            hot.schedule(decision, nowNanos);
            hot.poll();
            hot.nextDeadlineNanos();
            hot.confirm();
            hot.screenAlive();
            hot.lookedAfter();
        }
    }

    @Test
    void allocatesNothingFromDecisionToPulse() {
        long[] now = {0};
        Delivery slot = new Delivery();
        DeliverySink sink = new DeliverySink() {
            @Override
            public Delivery claim() {
                return slot;
            }

            @Override
            public void publish() {}
        };
        SafetyLimits wide = Limits.of(MILLI, 6000, 1_000_000, 100 * MILLI, 2 * MILLI);
        Interlock hot = Interlock.simulated(wide, PulsePattern.SINGLE, () -> now[0], sink);
        hot.check();
        hot.arm();
        hot.start();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Decision decision = new Decision();
        drive(hot, decision, now, 50_000);
        long before = threads.getThreadAllocatedBytes(thread);
        drive(hot, decision, now, 50_000);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(bytes / 50_000.0).isLessThan(1);
        assertThat(hot.outcomeCount(Outcome.DELIVERED)).isGreaterThan(50_000);
        assertThat(hot.outcomeCount(Outcome.CANCELLED_SIGNAL)).isGreaterThan(10_000);
        assertThat(hot.outcomeCount(Outcome.VETOED_PENDING)).isGreaterThan(10_000);
    }

    private static void drive(Interlock hot, Decision decision, long[] now, int rounds) {
        for (int i = 0; i < rounds; i++) {
            decision.hold(Reason.TARGET_REACHED, 0, 0);
            decision.action = Decision.Action.FIRE;
            decision.id = now[0] + 1;
            decision.commandNanos = now[0] + 10 * MILLI;
            hot.schedule(decision, now[0]);
            if (i % 4 == 0) {
                hot.schedule(decision, now[0]);
            } else if (i % 4 == 1) {
                decision.action = Decision.Action.CANCEL;
                hot.schedule(decision, now[0]);
            }
            now[0] += 20 * MILLI / 2;
            hot.nextDeadlineNanos();
            hot.poll();
            now[0] += 2 * MILLI;
        }
    }
}
