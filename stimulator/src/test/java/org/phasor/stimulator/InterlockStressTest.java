package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** A loop that fires as fast as it can while another thread stops it. */
@Timeout(30)
class InterlockStressTest {

    /** Counts its calls for any thread. */
    private static final class Counting implements Stimulator {
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public boolean live() {
            return false;
        }

        @Override
        public void open() {}

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
        SafetyLimits wide = new SafetyLimits(1, 6000, 1_000_000, 1_000_000_000L, 0);
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
