package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every device that gives pulses owes. Runs for each entry of {@link Stimulators#FIRING}. */
@Timeout(20)
class StimulatorContractTest {

    /** The shortest: these tests wait until a pulse has ended. */
    private static final long WIDTH_NANOS = 100_000;

    private DatagramSocket receiver;
    private PseudoTerminal box;

    static Stream<String> all() {
        return Stimulators.FIRING.keySet().stream();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        receiver.setSoTimeout(100);
    }

    @AfterEach
    void hangUp() {
        receiver.close();
        if (box != null) {
            box.close();
        }
    }

    private Stimulator make(String name) {
        if (name.equals(Stimulators.SERIAL_TTL)) {
            box = box == null ? PseudoTerminal.open() : box;
            return Stimulators.firing(StimulatorSettings.serial(box.settings(WIDTH_NANOS)), System::nanoTime);
        }
        return Stimulators.firing(
                StimulatorSettings.bench(name, "127.0.0.1", receiver.getLocalPort(), List.of()), System::nanoTime);
    }

    private static void awaitReady(Stimulator device) {
        long endNanos = System.nanoTime() + 5_000_000_000L;
        while (!device.ready() && System.nanoTime() < endNanos) {
            Thread.onSpinWait();
        }
        assertThat(device.ready()).isTrue();
    }

    /** Pulses that came out at the far end, for a datagram since the last call. */
    private int given(Stimulator device) throws IOException {
        if (device instanceof SimulatedStimulator simulated) {
            return simulated.fired();
        }
        if (device instanceof SerialTtlStimulator) {
            assertThat(box.high(1)).isFalse();
            return (int) box.values().stream().filter(value -> value == 1).count();
        }
        int received = 0;
        try {
            while (true) {
                receiver.receive(new DatagramPacket(new byte[100], 100));
                received++;
            }
        } catch (SocketTimeoutException none) {
            return received;
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isOfThatNameAndKnowsWhetherItIsLive(String name) {
        try (Stimulator device = make(name)) {
            assertThat(device.name()).isEqualTo(name);
            assertThat(device.live()).isEqualTo(Stimulators.isLive(name));
            assertThat(device.watchdogTask().isPresent()).isEqualTo(device.live());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAliveWhileOpenAndFiresAgainOnceItIsArmedAfterItWasMadeSafe(String name) throws IOException {
        try (Stimulator device = make(name)) {
            device.open((r, d) -> {});
            assertThat(device.alive(System.nanoTime())).isTrue();
            device.makeSafe();
            device.makeSafe();
            awaitReady(device);
            assertThat(device.alive(System.nanoTime())).isTrue();
            device.armed();
            device.fire(1, 0);
            assertThat(given(device)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void opensWithoutAPulse(String name) throws IOException {
        try (Stimulator device = make(name)) {
            assertThat(device.ready()).isFalse();
            assertThatThrownBy(() -> device.fire(1, 0)).isInstanceOf(DeviceFailure.class);
            device.open((r, d) -> {});
            assertThat(device.ready()).isTrue();
            assertThat(given(device)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void firesOncePerCall(String name) throws IOException {
        try (Stimulator device = make(name)) {
            device.open((r, d) -> {});
            device.fire(1, 0);
            assertThat(given(device)).isEqualTo(1);
            for (int i = 0; i < 10; i++) {
                awaitReady(device);
                device.fire(i + 2, i % 3);
            }
            assertThat(given(device)).isEqualTo(device instanceof UdpStimulator ? 10 : 11);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void reportsAFailedPulse(String name) throws IOException {
        Stimulator device = make(name);
        device.open((r, d) -> {});
        device.close();
        assertThatThrownBy(() -> device.fire(1, 0))
                .isInstanceOf(DeviceFailure.class)
                .hasMessageContaining(name)
                .hasMessageContaining("not open");
        assertThat(given(device)).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void closesWithoutAPulseAndTwice(String name) throws IOException {
        Stimulator device = make(name);
        device.close();
        Stimulator opened = make(name);
        opened.open((r, d) -> {});
        opened.close();
        opened.close();
        assertThat(opened.ready()).isFalse();
        assertThat(given(opened)).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void allocatesNothingPerPulse(String name) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Stimulator device = make(name)) {
            device.open((r, d) -> {});
            // A pulse of a box has to end before the next.
            int pulses = device.live() ? 2_000 : 20_000;
            // Datagrams that find the receiver's buffer full are dropped by the system.
            fire(device, pulses);
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            fire(device, pulses);
            long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(bytes / (double) pulses).isLessThan(1);
        }
    }

    private static void fire(Stimulator device, int pulses) {
        for (int i = 0; i < pulses; i++) {
            while (!device.ready()) {
                Thread.onSpinWait();
            }
            device.fire(i, i % 5);
        }
    }
}
