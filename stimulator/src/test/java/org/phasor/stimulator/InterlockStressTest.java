package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.RigClock;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** A loop that fires as fast as it can while other threads stop it, hold it and arm it. */
@Timeout(30)
class InterlockStressTest {

    /** Counts its calls for any thread. */
    private static final class Counting implements Stimulator {
        final AtomicInteger calls = new AtomicInteger();
        final AtomicInteger safe = new AtomicInteger();

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public boolean live() {
            return false;
        }

        @Override
        public void open(Alarm alarm) {}

        @Override
        public void makeSafe() {
            safe.incrementAndGet();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void fire(long decisionId, int condition) {
            calls.incrementAndGet();
        }

        @Override
        public void close() {}
    }

    @Test
    void givesAtMostTheOnePulseThatHadPassedTheLatch() throws Exception {
        for (int round = 0; round < 50; round++) {
            stopInFullFlight();
        }
    }

    /**
     * Holds, resumes, confirmations, stops and resets from other threads, all at once, against a running loop. What is
     * heard of the changes, each with the state before it, must be one chain: nothing is lost, nothing told twice.
     */
    @Test
    void hearsOfEveryChangeOnceHoweverManyThreadsMakeThem() throws Exception {
        Counting device = new Counting();
        AtomicLong nowNanos = new AtomicLong();
        Interlock interlock = interlock(device, nowNanos::get);
        Queue<InterlockState[]> heard = new ConcurrentLinkedQueue<>();
        interlock.listener((from, to, why) -> heard.add(new InterlockState[] {from, to}));
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = List.of(
                thread("loop", failure, () -> loop(interlock, nowNanos, over)),
                thread("console", failure, () -> operate(interlock, 3_000)),
                thread("remote", failure, () -> operate(interlock, 3_000)),
                thread("window", failure, () -> {
                    for (int i = 0; i < 20_000; i++) {
                        interlock.confirm();
                        interlock.screenAlive();
                        interlock.unexpectedPulses();
                        if (i % 500 == 0) {
                            interlock.trip(StopReason.OPERATOR, "stop pressed");
                        }
                    }
                }));
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads.subList(1, threads.size())) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
        over.set(true);
        threads.get(0).join(5_000);
        assertThat(threads.get(0).isAlive()).isFalse();
        assertThat(failure.get()).isNull();
        // In a chain every state is left as often as it is entered, but for where it began and where it is now.
        Map<InterlockState, Integer> balance = new EnumMap<>(InterlockState.class);
        for (InterlockState[] change : heard) {
            assertThat(change[0]).isNotEqualTo(change[1]);
            balance.merge(change[0], -1, Integer::sum);
            balance.merge(change[1], 1, Integer::sum);
        }
        balance.merge(InterlockState.RUNNING, 1, Integer::sum);
        balance.merge(interlock.state(), -1, Integer::sum);
        assertThat(balance.values()).containsOnly(0);
        assertThat(heard).hasSizeGreaterThan(1_000);
        assertThat(device.safe.get()).isGreaterThanOrEqualTo(stops(heard));
        assertThat(interlock.outcomeCount(Outcome.DELIVERED)).isEqualTo(device.calls.get());
        assertThat(interlock.pulses()).isGreaterThanOrEqualTo(device.calls.get());
    }

    private static int stops(Queue<InterlockState[]> heard) {
        return (int) heard.stream()
                .filter(change -> change[1] == InterlockState.STOPPED)
                .count();
    }

    /** A hold that has returned: at most the one pulse that had passed the state is under way. */
    @Test
    void givesAtMostOnePulseAfterAHold() throws Exception {
        Counting device = new Counting();
        AtomicLong nowNanos = new AtomicLong();
        Interlock interlock = interlock(device, nowNanos::get);
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread loop = thread("loop", failure, () -> loop(interlock, nowNanos, over));
        loop.start();
        for (int round = 0; round < 60; round++) {
            int begun = device.calls.get();
            awaitMoreThan(device, begun + 2, loop);
            interlock.hold();
            int calls = device.calls.get();
            long vetoes = interlock.outcomeCount(Outcome.VETOED_HOLD);
            long giveUpNanos = System.nanoTime() + 5_000_000_000L;
            while (interlock.outcomeCount(Outcome.VETOED_HOLD) < vetoes + 50 && System.nanoTime() - giveUpNanos < 0) {
                Thread.onSpinWait();
            }
            assertThat(device.calls.get() - calls).isBetween(0, 1);
            interlock.resume();
        }
        over.set(true);
        loop.join(5_000);
        assertThat(loop.isAlive()).isFalse();
        assertThat(failure.get()).isNull();
    }

    /** A permission is consumed once, whoever tries. */
    @Test
    void givesOnePermissionToOneOnly() throws Exception {
        LiveArming arming = new LiveArming();
        AtomicInteger given = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int round = 0; round < 200; round++) {
            arming.typed(arming.begin(0, 0), 0, 0);
            CyclicBarrier together = new CyclicBarrier(2);
            Runnable consume = () -> {
                try {
                    together.await(5, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                given.addAndGet(arming.consume(0, 0) ? 1 : 0);
            };
            Thread one = thread("one", failure, consume);
            Thread other = thread("other", failure, consume);
            one.start();
            other.start();
            one.join(5_000);
            other.join(5_000);
        }
        assertThat(failure.get()).isNull();
        assertThat(given.get()).isEqualTo(200);
    }

    private static Interlock interlock(Stimulator device, RigClock clock) {
        Delivery slot = new Delivery();
        DeliverySink sink = new DeliverySink() {
            @Override
            public Delivery claim() {
                return slot;
            }

            @Override
            public void publish() {}
        };
        SafetyLimits wide = Limits.of(20_000_000, 6000, 1_000_000, 1_000_000_000L, 0);
        Interlock interlock =
                new Interlock(device, List.of(), StimulatorSettings.simulated(List.of()), wide, clock, sink, false);
        interlock.check();
        interlock.arm();
        interlock.start();
        return interlock;
    }

    /** Turns as fast as it can, two milliseconds on its own clock each, and always decides to fire. */
    private static void loop(Interlock interlock, AtomicLong nowNanos, AtomicBoolean over) {
        Decision decision = new Decision();
        for (long id = 1; !over.get(); id++) {
            long now = nowNanos.addAndGet(2_000_000);
            decision.hold(Reason.TARGET_REACHED, 0, 0);
            decision.action = Decision.Action.FIRE;
            decision.id = id;
            decision.atOnce = true;
            interlock.schedule(decision, now);
            interlock.poll();
        }
    }

    private static Thread thread(String name, AtomicReference<Throwable> failure, Runnable body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Throwable e) {
                        failure.compareAndSet(null, e);
                    }
                },
                "stress-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private static void awaitMoreThan(Counting device, int calls, Thread loop) {
        long giveUpNanos = System.nanoTime() + 5_000_000_000L;
        while (device.calls.get() <= calls && loop.isAlive() && System.nanoTime() - giveUpNanos < 0) {
            Thread.onSpinWait();
        }
    }

    private static void operate(Interlock interlock, int times) {
        for (int i = 0; i < times; i++) {
            try {
                switch (interlock.state()) {
                    case SAFE -> interlock.check();
                    case CHECKED -> interlock.arm();
                    case ARMED -> interlock.start();
                    case RUNNING -> interlock.hold();
                    case HOLD -> interlock.resume();
                    case STOPPED -> interlock.reset("again");
                    case DONE -> interlock.trip(StopReason.OPERATOR, "to begin anew");
                }
                if (i % 200 == 0) {
                    interlock.finish();
                }
            } catch (IllegalStateException anotherWasFaster) {
                // Refused, as it should be.
            }
        }
    }

    private static void stopInFullFlight() throws Exception {
        Counting device = new Counting();
        Delivery slot = new Delivery();
        DeliverySink sink = new DeliverySink() {
            @Override
            public Delivery claim() {
                return slot;
            }

            @Override
            public void publish() {}
        };
        SafetyLimits wide = Limits.of(1000, 6000, 1_000_000, 1_000_000_000L, 0);
        Interlock interlock = new Interlock(
                device, List.of(), StimulatorSettings.simulated(List.of()), wide, System::nanoTime, sink, false);
        interlock.check();
        interlock.arm();
        interlock.start();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread loop = new Thread(
                () -> {
                    try {
                        Decision decision = new Decision();
                        long lastId = 0;
                        // Goes on deciding for a while after the stop.
                        for (int after = 0; after < 1_000; ) {
                            decision.hold(Reason.TARGET_REACHED, 0, 0);
                            decision.action = Decision.Action.FIRE;
                            decision.id = ++lastId;
                            decision.atOnce = true;
                            interlock.schedule(decision, System.nanoTime());
                            interlock.poll();
                            after += interlock.state() == InterlockState.STOPPED ? 1 : 0;
                        }
                    } catch (Throwable e) {
                        failure.set(e);
                    }
                },
                "stress-loop");
        loop.setDaemon(true);
        loop.start();
        long giveUpNanos = System.nanoTime() + 5_000_000_000L;
        while (device.calls.get() < 20 && loop.isAlive() && System.nanoTime() - giveUpNanos < 0) {
            Thread.onSpinWait();
        }
        interlock.trip(StopReason.OPERATOR, "stop pressed");
        int calls = device.calls.get();
        loop.join(5_000);
        assertThat(loop.isAlive()).isFalse();
        assertThat(failure.get()).isNull();
        assertThat(device.calls.get() - calls).isBetween(0, 1);
        assertThat(calls).isGreaterThanOrEqualTo(20);
        assertThat(interlock.pulses()).isGreaterThanOrEqualTo(device.calls.get());
        assertThat(interlock.outcomeCount(Outcome.VETOED_STOPPED)).isGreaterThanOrEqualTo(999);
    }
}
