package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pulses as they come out at the far end of a pseudo-terminal. */
@Timeout(20)
class SerialTtlStimulatorTest {

    private static final long MS = 1_000_000L;

    private final Queue<String> alarms = new ConcurrentLinkedQueue<>();
    private final PseudoTerminal box = PseudoTerminal.open();
    private SerialTtlStimulator device;

    @AfterEach
    void unplug() {
        if (device != null) {
            device.close();
        }
        box.close();
    }

    private void open(long widthNanos) throws IOException {
        device = new SerialTtlStimulator(box.settings(widthNanos), System::nanoTime);
        device.open((reason, detail) -> alarms.add(reason + " " + detail));
    }

    private void awaitReady() {
        long endNanos = System.nanoTime() + 5_000 * MS;
        while (!device.ready() && System.nanoTime() < endNanos) {
            Thread.onSpinWait();
        }
        assertThat(device.ready()).isTrue();
    }

    @Test
    void keepsTheWidthOfAPulse() throws IOException {
        open(3 * MS);
        long[] widths = new long[30];
        for (int i = 0; i < widths.length; i++) {
            awaitReady();
            device.fire(i, 0);
            List<PseudoTerminal.Written> written = box.await(3 + 2 * i);
            widths[i] = written.get(2 + 2 * i).nanos() - written.get(1 + 2 * i).nanos();
        }
        Arrays.sort(widths);
        // A busy machine makes some longer, and our own reading of the on byte late makes some look shorter.
        assertThat(widths[widths.length / 2]).isGreaterThan(2_800_000L);
        assertThat(widths[2]).isLessThan(3_600_000L);
    }

    @Test
    void givesAThousandPulsesEachWithItsEnd() throws IOException {
        open(100_000);
        for (int i = 0; i < 1_000; i++) {
            awaitReady();
            device.fire(i, 0);
        }
        List<PseudoTerminal.Written> written = box.await(2_001);
        assertThat(box.high(1)).isFalse();
        assertThat(box.written()).hasSize(2_001);
        for (int i = 0; i < 2_001; i++) {
            assertThat(written.get(i).value()).isEqualTo(i % 2);
        }
        assertThat(alarms).isEmpty();
    }

    @Test
    void isBusyWhileTheLineIsHigh() throws IOException {
        open(100 * MS);
        device.fire(1, 0);
        assertThat(device.ready()).isFalse();
        assertThatThrownBy(() -> device.fire(2, 0))
                .isInstanceOf(DeviceFailure.class)
                .hasMessageContaining("the line is not free");
        assertThat(device.ready()).isFalse();
        awaitReady();
        assertThat(box.await(3)).extracting(PseudoTerminal.Written::value).containsExactly(0, 1, 0);
    }

    @Test
    void takesTheLineLowInTheMiddleOfAPulse() throws IOException {
        open(100 * MS);
        device.fire(1, 0);
        box.await(2);
        long startNanos = System.nanoTime();
        device.makeSafe();
        assertThat(System.nanoTime() - startNanos).isLessThan(50 * MS);
        // By itself it would end 100 ms after its begin.
        assertThat(box.await(3).get(2).nanos() - startNanos).isLessThan(60 * MS);
        assertThat(box.high(1)).isFalse();
    }

    @Test
    void beginsNoPulseRightAfterItWasMadeSafe() throws IOException {
        open(MS);
        device.makeSafe();
        assertThat(device.ready()).isFalse();
        assertThatThrownBy(() -> device.fire(1, 0))
                .isInstanceOf(DeviceFailure.class)
                .hasMessageMatching(".*(made safe|not free).*");
        assertThat(box.high(1)).isFalse();
        assertThat(box.values()).doesNotContain(1);
        awaitReady();
    }

    /** A loop thread that was held up between the latch and the device, for longer than any quiet time. */
    @Test
    void beginsNoPulseAfterAStopHoweverLateUntilItIsArmedAgain() throws IOException {
        open(MS);
        device.makeSafe();
        awaitReady();
        assertThatThrownBy(() -> device.fire(1, 0))
                .isInstanceOf(DeviceFailure.class)
                .hasMessageContaining("made safe");
        assertThat(box.values()).doesNotContain(1);
        device.armed();
        awaitReady();
        device.fire(2, 0);
        assertThat(box.await(4)).extracting(PseudoTerminal.Written::value).containsExactly(0, 0, 1, 0);
    }

    @Test
    void isLowAfterItWasClosedInTheMiddleOfAPulse() throws IOException {
        open(100 * MS);
        device.fire(1, 0);
        device.close();
        assertThat(device.ready()).isFalse();
        assertThat(device.alive(System.nanoTime())).isFalse();
        assertThat(box.await(3)).extracting(PseudoTerminal.Written::value).containsExactly(0, 1, 0);
    }

    @Test
    void noticesAPulledCableWithin200MsAndRestsThen() throws IOException {
        open(MS);
        Thread io = ioThread();
        box.hangUp();
        long startNanos = System.nanoTime();
        while (alarms.isEmpty() && System.nanoTime() - startNanos < 2_000 * MS) {
            Thread.onSpinWait();
        }
        assertThat(System.nanoTime() - startNanos).isLessThan(200 * MS);
        assertThat(alarms).singleElement().asString().startsWith("DEVICE_FAULT serial-ttl " + box.path());
        assertThat(device.ready()).isFalse();
        assertThat(device.alive(System.nanoTime())).isFalse();
        assertThatThrownBy(() -> device.fire(1, 0)).isInstanceOf(DeviceFailure.class);
        device.makeSafe();
        ends(io);
        assertThat(alarms).hasSize(1);
    }

    @Test
    void noticesACablePulledInTheMiddleOfAPulse() throws IOException {
        open(20 * MS);
        device.fire(1, 0);
        box.hangUp();
        ends(ioThread());
        assertThat(alarms).hasSize(1);
        assertThat(device.ready()).isFalse();
    }

    @Test
    void hardlyUsesTheProcessorAtRest() throws Exception {
        open(MS);
        Thread io = ioThread();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getThreadCpuTime(io.getId());
        io.join(300);
        assertThat(threads.getThreadCpuTime(io.getId()) - before).isLessThan(30 * MS);
        assertThat(io.isAlive()).isTrue();
    }

    @Test
    void dropsWhatTheBoxSends() throws IOException {
        open(MS);
        int sent = 0;
        long startNanos = System.nanoTime();
        while (sent < 20_000 && System.nanoTime() - startNanos < 5_000 * MS) {
            sent += box.write(new byte[1_000]);
            Thread.onSpinWait();
        }
        assertThat(sent).isGreaterThanOrEqualTo(20_000);
        awaitReady();
        device.fire(1, 0);
        assertThat(box.await(3)).extracting(PseudoTerminal.Written::value).containsExactly(0, 1, 0);
        assertThat(alarms).isEmpty();
    }

    @Test
    void doesNotHangInAWriteToABoxThatTakesNothing() throws IOException {
        try (PseudoTerminal deaf = PseudoTerminal.openUnread()) {
            SerialTtlStimulator stuck = new SerialTtlStimulator(deaf.settings(MS), System::nanoTime);
            stuck.open((reason, detail) -> alarms.add(reason + " " + detail));
            assertThat(deaf.clog()).isPositive();
            long startNanos = System.nanoTime();
            assertThatThrownBy(() -> stuck.fire(1, 0)).isInstanceOf(DeviceFailure.class);
            assertThat(System.nanoTime() - startNanos).isLessThan(500 * MS);
            while (alarms.isEmpty() && System.nanoTime() - startNanos < 2_000 * MS) {
                Thread.onSpinWait();
            }
            assertThat(alarms).singleElement().asString().endsWith("takes no more bytes");
            assertThat(stuck.ready()).isFalse();
            stuck.close();
        }
    }

    @Test
    void saysThatItIsNotAliveWhenItsOwnThreadHangs() throws IOException {
        try (PseudoTerminal deaf = PseudoTerminal.openUnread()) {
            SerialTtlStimulator stuck = new SerialTtlStimulator(deaf.settings(MS), System::nanoTime);
            stuck.open((reason, detail) -> {});
            assertThat(deaf.clog()).isPositive();
            long startNanos = System.nanoTime();
            stuck.makeSafe();
            assertThat(System.nanoTime() - startNanos).isLessThan(50 * MS);
            while (stuck.alive(System.nanoTime()) && System.nanoTime() - startNanos < 2_000 * MS) {
                Thread.onSpinWait();
            }
            assertThat(System.nanoTime() - startNanos).isBetween(200 * MS, 700 * MS);
            assertThat(stuck.ready()).isFalse();
            startNanos = System.nanoTime();
            stuck.close();
            assertThat(System.nanoTime() - startNanos).isLessThan(2_000 * MS);
        }
    }

    private static Thread ioThread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("phasor-serial-ttl"))
                .findAny()
                .orElseThrow();
    }

    private static void ends(Thread io) {
        try {
            io.join(2_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(io.isAlive()).isFalse();
    }
}
