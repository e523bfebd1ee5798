package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.RigClock;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RehearsalTest {

    private static StimulatorSettings settings(String fire, int udpPort, SerialTtlSettings serial) {
        StimulatorSettings plain = StimulatorSettings.simulated(List.of());
        return new StimulatorSettings(
                fire,
                plain.supervise(),
                List.of(),
                0,
                "127.0.0.1",
                udpPort,
                List.of(),
                plain.pattern(),
                java.util.Optional.ofNullable(serial),
                plain.declared());
    }

    @Test
    void sendsNothingToThePortOfTheRigFile() throws Exception {
        try (DatagramChannel ears = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            int port = ((InetSocketAddress) ears.getLocalAddress()).getPort();
            ears.configureBlocking(false);
            Interlock.rehearseDevice(settings(Stimulators.UDP, port, null), RigClock.SYSTEM);
            assertThat(ears.receive(ByteBuffer.allocate(100))).isNull();
        }
    }

    @Test
    void writesNothingToTheSerialLineOfTheRigFile() {
        try (PseudoTerminal box = PseudoTerminal.open()) {
            Interlock.rehearseDevice(settings(Stimulators.SERIAL_TTL, 1, box.settings(5_000_000)), RigClock.SYSTEM);
            // Waits for what could still be under way.
            assertThat(box.high(1)).isFalse();
            assertThat(box.values()).isEmpty();
        }
    }

    @Test
    void itsDevicesAreOfThreeKinds() {
        assertThat(List.of(
                        Rehearsal.nothing(0).getClass(),
                        Rehearsal.nothing(1).getClass(),
                        Rehearsal.nothing(2).getClass()))
                .doesNotHaveDuplicates();
        assertThat(Rehearsal.nothing(0).live()).isFalse();
    }
}
