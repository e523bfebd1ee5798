package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stop that races with a pulse: ends low, and no pulse begins after it. */
@Timeout(30)
class SerialTtlStressTest {

    private static final long MS = 1_000_000L;

    @Test
    void isLowWheneverAStopRacedWithAPulse() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (PseudoTerminal box = PseudoTerminal.open();
                SerialTtlStimulator device = new SerialTtlStimulator(box.settings(100 * MS), System::nanoTime)) {
            device.open((reason, detail) -> {});
            AtomicBoolean go = new AtomicBoolean();
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong fired = new AtomicLong();
            Thread loop = new Thread(
                    () -> {
                        while (!over.get()) {
                            if (go.get() && device.ready()) {
                                try {
                                    device.fire(1, 0);
                                    fired.incrementAndGet();
                                } catch (DeviceFailure refused) {
                                    // The stop came first.
                                }
                                go.set(false);
                            } else {
                                Thread.yield();
                            }
                        }
                    },
                    "loop");
            loop.setDaemon(true);
            loop.start();
            for (int round = 0; round < 15; round++) {
                waitUntilReady(device, seed);
                device.armed();
                go.set(true);
                // Half of the stops aim at a pulse that has just begun, the others at any moment around its begin.
                boolean aimed = random.nextBoolean();
                long delayNanos = random.nextInt(40_000);
                for (long from = System.nanoTime();
                        aimed ? device.ready() && go.get() : System.nanoTime() - from < delayNanos; ) {
                    Thread.yield();
                }
                device.makeSafe();
                go.set(false);
                // Long before the pulse would have ended by itself.
                Thread.sleep(70);
                List<PseudoTerminal.Written> written = box.written();
                PseudoTerminal.Written last = written.get(written.size() - 1);
                assertThat(last.value())
                        .as("low in round %d of seed %d", round, seed)
                        .isZero();
            }
            over.set(true);
            loop.join(2_000);
            List<Integer> values = box.values();
            long ons = values.stream().filter(value -> value == 1).count();
            assertThat(ons).as("pulses that a stop raced with, seed %d", seed).isPositive();
            assertThat(ons).as("seed %d", seed).isEqualTo(fired.get());
            for (int i = 0; i < values.size(); i++) {
                assertThat(values.get(i) == 1 && (i + 1 == values.size() || values.get(i + 1) != 0))
                        .as("byte %d of seed %d stands without its end", i, seed)
                        .isFalse();
            }
        }
    }

    private static void waitUntilReady(SerialTtlStimulator device, long seed) {
        long endNanos = System.nanoTime() + 5_000 * MS;
        while (!device.ready()) {
            assertThat(System.nanoTime()).as("seed %d", seed).isLessThan(endNanos);
            Thread.onSpinWait();
        }
    }
}
