package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;

/**
 * Whatever is decided, however the clock runs, whatever fails and whatever the operator does: no limit is broken. The
 * seed is the repetition.
 */
@Timeout(30)
class InterlockPropertyTest {

    private static int deliveredInAll;

    @RepeatedTest(200)
    void breaksNoLimit(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        SafetyLimits limits = Limits.of(
                (1 + random.nextInt(500)) * MILLI,
                1 + random.nextInt(100),
                1 + random.nextInt(300),
                (15 + random.nextInt(100)) * MILLI,
                random.nextInt(4) * MILLI);
        boolean backward = random.nextBoolean();
        boolean calm = random.nextInt(3) > 0;
        Bench bench = new Bench(limits);
        Interlock interlock = bench.interlock;
        Set<Long> decided = new HashSet<>();
        Set<Long> shams = new HashSet<>();
        boolean lostARecord = false;
        boolean stopped = false;
        int callsWhenStopped = 0;

        for (int i = 0; i < 4_000; i++) {
            bench.nowNanos += random.nextInt((int) (random.nextInt(20) == 0 ? SECOND : 3 * MILLI));
            if (backward && random.nextInt(300) == 0) {
                bench.nowNanos -= random.nextInt((int) SECOND);
            }
            bench.sink.full = !calm && random.nextInt(200) == 0;
            bench.device.ready = random.nextInt(50) > 0;
            bench.device.takesNanos = random.nextInt(20) == 0 ? random.nextInt(20_000_000) : 0;
            bench.device.failure = !calm && random.nextInt(60) == 0 ? new DeviceFailure("fake: no answer") : null;
            bench.device.onReady = random.nextInt(400) == 0 ? () -> tripped(interlock) : () -> {};
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Decision.Intent intent = Decision.Intent.values()[Math.max(0, random.nextInt(8) - 5)];
                    long id = bench.fire(
                            bench.nowNanos + random.nextInt(15_000_000) - 3 * MILLI,
                            bench.nowNanos - random.nextInt((int) (random.nextInt(10) == 0 ? SECOND : 20 * MILLI)),
                            random.nextInt(4) == 0,
                            intent);
                    decided.add(id);
                    if (intent != Decision.Intent.PULSE) {
                        shams.add(id);
                    }
                }
                case 2 -> {
                    if (random.nextInt(5) == 0) {
                        bench.cancel(decided.size() + 1L - random.nextInt(3));
                    }
                }
                case 3 -> operate(interlock, random, calm);
                default -> interlock.poll();
            }
            lostARecord |= interlock
                    .stop()
                    .map(s -> s.reason() == StopReason.DELIVERIES_NOT_TAKEN)
                    .orElse(false);
            boolean nowStopped = interlock.state() == InterlockState.STOPPED;
            if (nowStopped && stopped) {
                assertThat(bench.device.calls).as("seed %d step %d", seed, i).isEqualTo(callsWhenStopped);
            }
            stopped = nowStopped;
            callsWhenStopped = bench.device.calls;
        }

        check(seed, bench, limits);
        assertThat(bench.device.firedIn).as("seed %d", seed).allMatch(state -> state == InterlockState.RUNNING);
        assertThat(interlock.pulses()).as("seed %d", seed).isGreaterThanOrEqualTo(bench.device.calls);
        assertThat(interlock.pulses()).as("seed %d", seed).isLessThanOrEqualTo(limits.maxPulsesPerSession());
        long counted = bench.sink.taken.stream().filter(d -> d.outcome.counts()).count();
        assertThat(counted).as("seed %d", seed).isEqualTo(bench.device.calls);
        // Each decision has exactly one outcome, save the one that may still be pending and those there was no room
        // for.
        Set<Long> reported = new HashSet<>();
        for (Delivery delivery : bench.sink.taken) {
            assertThat(reported.add(delivery.decisionId)).as("seed %d", seed).isTrue();
            if (shams.contains(delivery.decisionId)) {
                assertThat(delivery.outcome.counts()).as("seed %d", seed).isFalse();
                assertThat(delivery.returnedNanos).as("seed %d", seed).isZero();
            } else {
                assertThat(delivery.outcome).as("seed %d", seed).isNotIn(Outcome.SHAM, Outcome.VIRTUAL);
            }
        }
        decided.removeAll(reported);
        if (!lostARecord) {
            assertThat(decided.size()).as("seed %d", seed).isLessThanOrEqualTo(1);
        }
        deliveredInAll += bench.device.calls;
        if (seed == 200) {
            assertThat(deliveredInAll).as("pulses in all").isGreaterThan(5_000);
        }
    }

    private static void check(int seed, Bench bench, SafetyLimits limits) {
        var fired = bench.device.firedNanos;
        for (int i = 1; i < fired.size(); i++) {
            assertThat(fired.get(i) - fired.get(i - 1))
                    .as("seed %d pulse %d", seed, i)
                    .isGreaterThanOrEqualTo(limits.minOnsetIntervalNanos());
        }
        int perMinute = limits.maxPulsesPerMinute();
        for (int i = perMinute; i < fired.size(); i++) {
            assertThat(fired.get(i) - fired.get(i - perMinute))
                    .as("seed %d pulse %d", seed, i)
                    .isGreaterThanOrEqualTo(60 * SECOND);
        }
        for (Delivery d : bench.sink.taken) {
            if (d.outcome.counts()) {
                assertThat(Math.abs(d.ageNanos())).as("seed %d", seed).isLessThanOrEqualTo(limits.maxAgeNanos());
            }
        }
    }

    private static void tripped(Interlock interlock) {
        interlock.trip(StopReason.STREAM_STALLED, "no sample");
    }

    /** A verb at random; those out of order are refused, which is all the same here. */
    private static void operate(Interlock interlock, Random random, boolean calm) {
        try {
            switch (random.nextInt(calm ? 40 : 12)) {
                case 0 -> tripped(interlock);
                case 1 -> interlock.finish();
                case 2, 3 -> interlock.hold();
                default -> {
                    switch (interlock.state()) {
                        case SAFE -> interlock.check();
                        case CHECKED -> interlock.arm();
                        case ARMED -> interlock.start();
                        case HOLD -> interlock.resume();
                        case STOPPED -> interlock.reset("again");
                        case DONE -> tripped(interlock);
                        case RUNNING -> {}
                    }
                }
            }
        } catch (IllegalStateException outOfOrder) {
            assertThat(outOfOrder).hasMessageMatching("(hold|check): .*");
        }
    }
}
