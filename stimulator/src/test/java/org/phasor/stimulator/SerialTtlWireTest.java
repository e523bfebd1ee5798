package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may write when: what a pseudo-terminal cannot show, because its bytes always leave at once. */
@Timeout(20)
class SerialTtlWireTest {

    private static final long MS = 1_000_000L;

    private static final class Line implements ByteLine {
        final List<Integer> sent = new CopyOnWriteArrayList<>();
        final CountDownLatch onUnderWay = new CountDownLatch(1);
        volatile CountDownLatch holdOn = new CountDownLatch(0);
        volatile int awaiting;
        volatile boolean refuses;
        volatile boolean breaks;
        volatile boolean abandoned;
        volatile boolean closed;

        @Override
        public boolean send(int byteValue) {
            if (byteValue == 1) {
                onUnderWay.countDown();
                awaitLatch(holdOn);
            }
            if (refuses) {
                return false;
            }
            sent.add(byteValue);
            return true;
        }

        @Override
        public int bytesAwaiting() {
            return awaiting;
        }

        @Override
        public boolean gone() {
            if (breaks) {
                throw new IllegalStateException("broken");
            }
            return false;
        }

        @Override
        public void abandon() {
            abandoned = true;
            holdOn.countDown();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final Line line = new Line();
    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();
    private SerialTtlStimulator device;

    private void open(long widthNanos) throws Exception {
        SerialTtlSettings settings = new SerialTtlSettings("a box", 115_200, 1, 0, widthNanos);
        device = new SerialTtlStimulator(settings, System::nanoTime, opened -> line);
        device.open((reason, detail) -> alarms.add(reason + " " + detail));
    }

    @AfterEach
    void close() {
        device.close();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void until(BooleanSupplier event) {
        long endNanos = System.nanoTime() + 5_000 * MS;
        while (!event.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(endNanos);
            Thread.onSpinWait();
        }
    }

    @Test
    void isBusyUntilTheEndOfThePulseHasLeft() throws Exception {
        open(MS);
        line.awaiting = 1;
        device.fire(1, 0);
        until(() -> line.sent.size() == 2);
        assertThat(device.ready()).isFalse();
        assertThatThrownBy(() -> device.fire(2, 0)).isInstanceOf(DeviceFailure.class);
        line.awaiting = 0;
        until(device::ready);
        assertThat(line.sent).containsExactly(1, 0);
        assertThat(alarms).isEmpty();
    }

    @Test
    void faultsWhenNothingLeavesFor100MsAndKeepsWhatMayLeaveYet() throws Exception {
        open(MS);
        line.awaiting = 2;
        long startNanos = System.nanoTime();
        device.fire(1, 0);
        until(() -> !alarms.isEmpty());
        assertThat(System.nanoTime() - startNanos).isBetween(100 * MS, 400 * MS);
        assertThat(alarms).containsExactly("DEVICE_FAULT serial-ttl a box: 2 bytes have not left for 100 ms");
        assertThat(device.ready()).isFalse();
        assertThat(device.alive(System.nanoTime())).isFalse();
        assertThat(line.abandoned).isFalse();
        line.awaiting = 0;
        device.makeSafe();
        until(() -> line.sent.size() == 3);
        assertThat(line.sent).containsExactly(1, 0, 0);
        assertThatThrownBy(() -> device.fire(2, 0)).isInstanceOf(DeviceFailure.class);
        device.close();
        assertThat(line.closed).isTrue();
        assertThat(alarms).hasSize(1);
    }

    @Test
    void faultsOnceWhenTheEndOfAPulseIsNotTaken() throws Exception {
        open(20 * MS);
        device.fire(1, 0);
        line.refuses = true;
        until(() -> !alarms.isEmpty());
        assertThat(alarms)
                .containsExactly("DEVICE_FAULT serial-ttl a box: the byte that takes the line low was not taken;"
                        + " is the box still plugged in?");
        assertThat(device.ready()).isFalse();
    }

    @Test
    void cutsAPulseWhoseBeginWasUnderWayWhenItWasMadeSafe() throws Exception {
        open(100 * MS);
        line.holdOn = new CountDownLatch(1);
        Thread loop = new Thread(() -> device.fire(1, 0), "loop");
        loop.start();
        awaitLatch(line.onUnderWay);
        device.makeSafe();
        assertThat(line.sent).isEmpty();
        long startNanos = System.nanoTime();
        line.holdOn.countDown();
        until(() -> line.sent.size() == 2);
        assertThat(System.nanoTime() - startNanos).isLessThan(60 * MS);
        assertThat(line.sent).containsExactly(1, 0);
        loop.join(5_000);
    }

    @Test
    void takesTheLineLowWhenItsOwnThreadFails() throws Exception {
        open(100 * MS);
        device.fire(1, 0);
        line.breaks = true;
        until(() -> !alarms.isEmpty());
        assertThat(alarms)
                .singleElement()
                .asString()
                .contains("its thread failed")
                .contains("broken");
        assertThat(line.closed).isTrue();
        assertThat(device.ready()).isFalse();
        assertThat(device.alive(System.nanoTime())).isFalse();
    }

    @Test
    void freesALoopThreadThatHangsInItsWrite() throws Exception {
        open(MS);
        line.holdOn = new CountDownLatch(1);
        long startNanos = System.nanoTime();
        device.fire(1, 0);
        assertThat(System.nanoTime() - startNanos).isBetween(100 * MS, 500 * MS);
        until(() -> !alarms.isEmpty());
        assertThat(alarms).containsExactly("DEVICE_FAULT serial-ttl a box: takes no more bytes");
        assertThat(line.abandoned).isTrue();
        assertThat(device.ready()).isFalse();
    }

    @Test
    void neverBeginsAPulseAfterAStopHasReturned() throws Exception {
        open(100_000);
        for (int round = 0; round < 10; round++) {
            until(device::ready);
            int before = (int) line.sent.stream().filter(value -> value == 1).count();
            device.makeSafe();
            long startNanos = System.nanoTime();
            while (System.nanoTime() - startNanos < 5 * MS) {
                assertThatThrownBy(() -> device.fire(1, 0)).isInstanceOf(DeviceFailure.class);
            }
            assertThat(line.sent.stream().filter(value -> value == 1)).hasSize(before);
        }
    }
}
