package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I6, O11: clock offsets. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class TimeSyncTest {

    private static final LslSettings.Timing FAST = new LslSettings.Timing(0.5, 0.75, 0.15, 8, 0.01, 0.04, 6, 5, 15);

    @Test
    void addingTheOffsetTurnsRemoteIntoLocalTime() {
        TimeCorrection c = TimeProbe.measure(" 42 100.0 1100.001 1100.002 ", 42, 100.004);
        assertThat(c.offsetSeconds()).isCloseTo(-999.9995, Offset.offset(1e-9));
        assertThat(c.roundTripSeconds()).isCloseTo(0.003, Offset.offset(1e-9));
        assertThat(c.remoteSeconds()).isCloseTo(1100.0015, Offset.offset(1e-9));
    }

    @Test
    void ignoresStaleAndSenselessReplies() {
        assertThat(TimeProbe.measure(" 41 100 1100 1100", 42, 101)).isNull();
        assertThat(TimeProbe.measure(" 42 100 1100", 42, 101)).isNull();
        assertThat(TimeProbe.measure(" 42 100 x 1100", 42, 101)).isNull();
        assertThat(TimeProbe.measure(" 42 100 NaN 1100", 42, 101)).isNull();
        assertThat(TimeProbe.measure(" 42 102 1100 1100", 42, 101))
                .as("back before it left")
                .isNull();
        assertThat(TimeProbe.measure("", 42, 101)).isNull();
    }

    @Test
    void countsFromWhenAProbeLeftNotFromWhenItWasWritten() {
        String reply = " 42 100.0 1100.001 1100.002 ";
        TimeCorrection c = TimeProbe.measure(reply, 42, 100.004, written -> written + 0.0004);
        assertThat(c.offsetSeconds()).isCloseTo(-999.9993, Offset.offset(1e-9));
        assertThat(c.roundTripSeconds()).isCloseTo(0.0026, Offset.offset(1e-9));
        assertThat(TimeProbe.measure(reply, 42, 100.004, written -> Double.NaN))
                .as("no probe of ours")
                .isNull();
    }

    @Test
    void asksAsNativeDoes() throws Exception {
        assertThat(TimeProbe.request(1804289383, 982.9385140749999))
                .isEqualTo(Vectors.text("native-inlet-timedata-request.bin"));
        assertThat(TimeProbe.measure(Vectors.text("udp-timedata-reply.bin"), 42, 869.3909))
                .isNotNull();
    }

    @Test
    void clampsAbsurdWaveNumbers() {
        assertThat(TimeProbe.reply("99999999999 1.5\r\n", 0)).startsWith(" 2147483647 1.500000000000000 ");
        assertThat(TimeProbe.reply("1 now\r\n", 0)).isNull();
    }

    /**
     * A service port whose clock is 1000 s ahead.
     *
     * @param extraSeconds added to the apparent round trip of the nth probe, at half of which the offset is wrong; null
     *     to say nothing
     */
    private static void withService(IntFunction<Double> extraSeconds, ThrowingConsumer<TimeSync> then)
            throws Exception {
        try (DatagramSocket service = new DatagramSocket(new InetSocketAddress(TestNetwork.loopback(), 0))) {
            AtomicInteger probes = new AtomicInteger();
            Thread thread = new Thread(() -> {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                try {
                    for (; ; ) {
                        packet.setLength(512);
                        service.receive(packet);
                        String[] words = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII)
                                .split("\\s+");
                        Double extra = extraSeconds.apply(probes.getAndIncrement());
                        if (extra == null) {
                            continue;
                        }
                        double now = LslClock.seconds() + 1000;
                        byte[] reply = (" " + words[1] + " " + words[2] + " " + LslNumber.format(now) + " "
                                        + LslNumber.format(now - extra))
                                .getBytes(StandardCharsets.US_ASCII);
                        service.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                    }
                } catch (java.io.IOException e) {
                    // The test is over.
                }
            });
            thread.setDaemon(true);
            thread.start();
            StreamInfo sender = TestNetwork.eeg(ChannelFormat.INT8, 1, 1).toBuilder()
                    .v4("127.0.0.1", 1, service.getLocalPort())
                    .build();
            try (TimeSync sync = new TimeSync(sender, FAST)) {
                sync.start();
                then.accept(sync);
            }
        }
    }

    private interface ThrowingConsumer<T> {
        void accept(T value) throws Exception;
    }

    private static TimeCorrection await(TimeSync sync, double seconds) {
        long deadline = System.nanoTime() + (long) (seconds * 1e9);
        while (sync.newest() == null && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return sync.newest();
    }

    @Test
    void takesTheProbeWithTheShortestRoundTrip() throws Exception {
        withService(n -> n % 8 == 3 ? 0.0 : 10.0, sync -> {
            TimeCorrection c = await(sync, 5);
            assertThat(c).isNotNull();
            assertThat(c.offsetSeconds()).isCloseTo(-1000, Offset.offset(2.0));
            assertThat(c.roundTripSeconds()).isLessThan(4);
        });
    }

    @Test
    void fewerRepliesThanSixCountForNothing() throws Exception {
        withService(
                n -> n % 8 < 5 ? 0.0 : null,
                sync -> assertThat(await(sync, 0.5)).isNull());
    }

    @Test
    void oneBadWaveKeepsTheOldOffset() throws Exception {
        AtomicBoolean mute = new AtomicBoolean();
        withService(n -> mute.get() ? null : 0.0, sync -> {
            TimeCorrection first = await(sync, 5);
            assertThat(first).isNotNull();
            mute.set(true);
            Thread.sleep(300);
            assertThat(sync.newest().offsetSeconds()).isCloseTo(first.offsetSeconds(), Offset.offset(0.01));
        });
    }

    @Test
    void forgetsTheOffsetOfASenderThatIsGone() throws Exception {
        withService(n -> 0.0, sync -> {
            assertThat(await(sync, 5)).isNotNull();
            sync.retarget(TestNetwork.eeg(ChannelFormat.INT8, 1, 1).toBuilder()
                    .v4("127.0.0.1", 1, 1)
                    .build());
            assertThat(sync.newest()).isNull();
            assertThat(await(sync, 0.4)).isNull();
        });
    }

    @Test
    void inletAndOutletOfOneMachineAgree() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS);
            Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(1, false, true));
            assertThat(inlet.timeCorrection()).isNull();
            inlet.start(new InletListener() {});
            long deadline = System.nanoTime() + 5_000_000_000L;
            while (inlet.timeCorrection() == null && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            TimeCorrection c = inlet.timeCorrection();
            assertThat(Math.abs(c.offsetSeconds())).isLessThanOrEqualTo(c.roundTripSeconds() / 2 + 1e-9);
            assertThat(c.remoteSeconds()).isCloseTo(LslClock.seconds(), Offset.offset(5.0));
        }
    }
}
