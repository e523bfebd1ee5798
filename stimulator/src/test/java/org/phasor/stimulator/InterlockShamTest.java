package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Decision.Intent;

/** Sham and virtual trials: judged as a pulse would be, at its time, and never given. */
@Timeout(20)
class InterlockShamTest {

    private static final SafetyLimits LIMITS = Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI);
    private static final PulsePattern BURST = new PulsePattern(3, 20 * MILLI, false);

    private static Outcome decide(Bench bench, Intent intent) {
        bench.fire(bench.nowNanos + 10 * MILLI, bench.nowNanos, false, intent);
        bench.pass(10 * MILLI);
        bench.interlock.poll();
        return bench.sink.last().outcome;
    }

    @ParameterizedTest
    @EnumSource(
            value = Intent.class,
            names = {"SHAM", "VIRTUAL"})
    void callsNoDeviceAndBooksNothing(Intent intent) {
        Bench bench = new Bench(LIMITS, BURST).run();
        bench.pass(10 * SECOND);
        long planned = bench.nowNanos + 10 * MILLI;
        assertThat(decide(bench, intent).name()).isEqualTo(intent.name());
        Delivery delivery = bench.sink.last();
        assertThat(delivery.plannedNanos).isEqualTo(planned);
        assertThat(delivery.gateNanos).isEqualTo(planned);
        assertThat(delivery.returnedNanos).isZero();
        assertThat(delivery.pulses).as("its pattern is over with it").isEqualTo(3);
        assertThat(bench.interlock.nextDeadlineNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(bench.interlock.idle()).isTrue();
        for (int i = 0; i < 100; i++) {
            bench.pass(10 * MILLI);
            bench.interlock.poll();
        }
        assertThat(bench.sink.taken).hasSize(1);
        assertThat(bench.device.calls).isZero();
        assertThat(bench.interlock.pulses()).isZero();
        assertThat(bench.interlock.onsets()).isZero();
        assertThat(bench.interlock.outcomeCount(delivery.outcome)).isEqualTo(3);
    }

    @Test
    void holdsNoIntervalForWhatFollows() {
        Bench bench = new Bench(LIMITS).run();
        assertThat(decide(bench, Intent.SHAM)).isEqualTo(Outcome.SHAM);
        assertThat(decide(bench, Intent.PULSE)).isEqualTo(Outcome.DELIVERED);
        assertThat(decide(bench, Intent.SHAM)).as("the pulse holds it").isEqualTo(Outcome.VETOED_TOO_SOON);
        assertThat(decide(bench, Intent.VIRTUAL)).isEqualTo(Outcome.VETOED_TOO_SOON);
        assertThat(bench.device.calls).isEqualTo(1);
    }

    @Test
    void spendsNoDose() {
        Bench bench = Bench.live(LIMITS, PulsePattern.SINGLE).guarded(1).runLive();
        bench.interlock.confirm();
        for (int i = 0; i < 5; i++) {
            assertThat(decide(bench, Intent.SHAM)).isEqualTo(Outcome.SHAM);
        }
        assertThat(decide(bench, Intent.PULSE)).isEqualTo(Outcome.DELIVERED);
        assertThat(bench.interlock.pulses()).isEqualTo(1);
    }

    @Test
    void isWithdrawnAndVetoedAsAPulseIs() {
        Bench bench = new Bench(LIMITS).run();
        long id = bench.fire(bench.nowNanos + 10 * MILLI, bench.nowNanos, false, Intent.SHAM);
        bench.cancel(id);
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.CANCELLED_SIGNAL);
        bench.fire(bench.nowNanos + 10 * MILLI, bench.nowNanos, false, Intent.SHAM);
        bench.interlock.hold();
        bench.pass(10 * MILLI);
        bench.interlock.poll();
        assertThat(bench.sink.last().outcome).isEqualTo(Outcome.VETOED_HOLD);
        assertThat(bench.sink.last().intent).isEqualTo(Intent.SHAM);
    }

    @Test
    void isVirtualInAVirtualRun() {
        Bench bench = new Bench(LIMITS, true);
        assertThat(decide(bench, Intent.SHAM)).isEqualTo(Outcome.VIRTUAL);
        assertThat(bench.interlock.pulses())
                .as("a sham would not have been a pulse")
                .isZero();
        assertThat(decide(bench, Intent.PULSE)).isEqualTo(Outcome.VIRTUAL);
        assertThat(bench.interlock.pulses()).isEqualTo(1);
    }

    /** Two interlocks with one history; the last decision differs in its intent alone. */
    @RepeatedTest(300)
    void isRefusedExactlyWhenAPulseWouldBe(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Bench pulse = history(new Random(seed), Intent.PULSE);
        for (Intent intent : new Intent[] {Intent.SHAM, Intent.VIRTUAL}) {
            Bench none = history(new Random(seed), intent);
            Delivery would = pulse.sink.last();
            Delivery is = none.sink.last();
            assertThat(is.decisionId).as("seed %d", seed).isEqualTo(would.decisionId);
            assertThat(is.gateNanos).as("seed %d", seed).isEqualTo(would.gateNanos);
            assertThat(is.measured).as("seed %d", seed).isEqualTo(would.measured);
            assertThat(is.bound).as("seed %d", seed).isEqualTo(would.bound);
            String given = would.outcome.counts() ? intent.name() : would.outcome.name();
            assertThat(is.outcome.name()).as("seed %d", seed).isEqualTo(given);
            assertThat(none.interlock.state()).as("seed %d", seed).isEqualTo(pulse.interlock.state());
            int last = would.outcome.counts() ? 1 : 0;
            assertThat(none.device.calls).as("seed %d", seed).isEqualTo(pulse.device.calls - last);
        }
    }

    private static Bench history(Random random, Intent last) {
        SafetyLimits limits = Limits.of(
                random.nextInt(400) * MILLI,
                1 + random.nextInt(20),
                1 + random.nextInt(20),
                20 * MILLI,
                random.nextInt(3) * MILLI);
        Bench bench = new Bench(limits, random.nextInt(4) == 0 ? BURST : PulsePattern.SINGLE).run();
        int before = random.nextInt(20);
        for (int i = 0; i < before; i++) {
            bench.fire(10 * MILLI);
            bench.pass(10 * MILLI);
            bench.interlock.poll();
            bench.pass(random.nextInt(300) * MILLI);
            bench.interlock.schedule(hold(), bench.nowNanos);
            bench.interlock.poll();
        }
        bench.pass(random.nextInt(500) * MILLI);
        bench.device.ready = random.nextInt(6) > 0;
        switch (random.nextInt(12)) {
            case 0 -> bench.interlock.trip(StopReason.OPERATOR, "stop pressed");
            case 1 -> bench.interlock.finish();
            default -> {}
        }
        long ahead = random.nextInt(12) * MILLI;
        long age = random.nextInt(30) * MILLI;
        bench.fire(bench.nowNanos + ahead, bench.nowNanos - age, random.nextInt(5) == 0, last);
        if (random.nextInt(10) == 0 && bench.interlock.state() == InterlockState.RUNNING) {
            bench.interlock.hold();
        }
        bench.pass(ahead + random.nextInt(4) * MILLI);
        if (random.nextInt(10) == 0) {
            bench.device.onReady = () -> bench.nowNanos += 2 * MILLI;
        }
        bench.interlock.poll();
        return bench;
    }

    private static Decision hold() {
        Decision decision = new Decision();
        decision.hold(org.phasor.trigger.Reason.WAITING_FOR_TARGET, 0, 0);
        return decision;
    }
}
