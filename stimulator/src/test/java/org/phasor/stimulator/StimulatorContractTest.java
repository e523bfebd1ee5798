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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every bench device that gives pulses owes. Runs for each entry of {@link Stimulators#FIRING}. */
@Timeout(20)
class StimulatorContractTest {

    private DatagramSocket receiver;

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
    }

    private Stimulator make(String name) {
        return Stimulators.firing(
                new StimulatorSettings(
                        name, Optional.empty(), List.of(), 0, "127.0.0.1", receiver.getLocalPort(), List.of()),
                System::nanoTime);
    }

    /** Pulses that came out at the far end. */
    private int given(Stimulator device) throws IOException {
        if (device instanceof SimulatedStimulator simulated) {
            return simulated.fired();
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
    void isABenchDeviceOfThatName(String name) {
        try (Stimulator device = make(name)) {
            assertThat(device.name()).isEqualTo(name);
            assertThat(device.live()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void opensWithoutAPulse(String name) throws IOException {
        try (Stimulator device = make(name)) {
            assertThat(device.ready()).isFalse();
            assertThatThrownBy(() -> device.fire(1, 0)).isInstanceOf(DeviceFailure.class);
            device.open();
            assertThat(device.ready()).isTrue();
            assertThat(given(device)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void firesOncePerCall(String name) throws IOException {
        try (Stimulator device = make(name)) {
            device.open();
            device.fire(1, 0);
            assertThat(given(device)).isEqualTo(1);
            for (int i = 0; i < 10; i++) {
                device.fire(i + 2, i % 3);
            }
            assertThat(given(device)).isEqualTo(device instanceof SimulatedStimulator ? 11 : 10);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void reportsAFailedPulse(String name) throws IOException {
        Stimulator device = make(name);
        device.open();
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
        opened.open();
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
            device.open();
            // Datagrams that find the receiver's buffer full are dropped by the system.
            for (int i = 0; i < 20_000; i++) {
                device.fire(i, i % 5);
            }
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 20_000; i++) {
                device.fire(i, i % 5);
            }
            long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            assertThat(bytes / 20_000.0).isLessThan(1);
        }
    }
}
