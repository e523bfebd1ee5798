package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I8, O14: senders that go and come back. */
@Timeout(value = 25, unit = TimeUnit.SECONDS)
class RecoveryTest {

    private static final InletOptions RECOVERING = new InletOptions(360, true, true);
    private static final StreamInfo STREAM = TestNetwork.eeg(ChannelFormat.INT16, 1, 100).toBuilder()
            .name("it's \"mine\"")
            .build();

    private final Received received = new Received();
    private LslSettings settings;
    private Lsl lsl;

    @BeforeEach
    void open() throws IOException {
        settings = TestNetwork.settings();
        lsl = new PureJavaLsl(settings);
    }

    @AfterEach
    void close() {
        lsl.close();
    }

    private Inlet connect(Outlet outlet, InletOptions options) throws Exception {
        Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), options);
        inlet.start(received);
        assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        return inlet;
    }

    @Test
    void findsARestartedSenderBySourceId() throws Exception {
        Outlet first = lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        Inlet inlet = connect(first, RECOVERING);
        first.push(new double[] {1}, 10);
        received.awaitSamples(1);
        first.close();
        received.awaitLoss();
        Outlet second = lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        assertThat(second.awaitConsumer(Duration.ofSeconds(10))).isTrue();
        second.push(new double[] {2}, Outlet.DEDUCED);
        second.push(new double[] {3}, 20);
        received.awaitSamples(3);
        assertThat(received.recoveries()).isEqualTo(1);
        assertThat(received.losses()).hasSize(1);
        assertThat(inlet.info().uid()).isEqualTo(second.info().uid());
        assertThat(received.samples().get(1).anchored())
                .as("the anchor is gone")
                .isFalse();
        assertThat(received.samples().get(2).anchored()).isTrue();
    }

    @Test
    void doesNotRecoverWithoutSourceIdOrWish() throws Exception {
        Outlet nameless = lsl.outlet(STREAM.toBuilder().sourceId("").build(), OutletOptions.DEFAULTS);
        connect(nameless, RECOVERING);
        nameless.close();
        assertThat(received.awaitLoss()).hasSize(1);
        Outlet named = lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        Inlet inlet = connect(named, RECOVERING.withRecovery(false));
        named.close();
        lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        Thread.sleep(300);
        inlet.close();
        assertThat(received.losses()).hasSize(2);
        assertThat(received.recoveries()).isZero();
    }

    @Test
    void doesNotChooseBetweenTwoCandidates() throws Exception {
        Outlet first = lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        Inlet inlet = connect(first, RECOVERING);
        Outlet twin = lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        Outlet other = lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        first.close();
        received.awaitLoss();
        assertThat(twin.awaitConsumer(Duration.ofSeconds(2))).isFalse();
        assertThat(other.hasConsumers()).isFalse();
        long before = System.nanoTime();
        inlet.close();
        assertThat(System.nanoTime() - before).as("closed while searching").isLessThan(2_000_000_000L);
        assertThat(received.recoveries()).isZero();
    }

    @Test
    void noticesASenderThatDiedWithoutAWord() throws Exception {
        LslSettings.Timing t = LslSettings.Timing.DEFAULTS;
        LslSettings watchful = settings.withTiming(new LslSettings.Timing(
                t.multicastWaveSeconds(),
                t.unicastWaveSeconds(),
                t.clockWaveSeconds(),
                t.clockProbes(),
                t.clockProbeSeconds(),
                t.clockReplySeconds(),
                t.clockMinProbes(),
                0.3,
                0.25));
        Outlet real = lsl.outlet(STREAM, OutletOptions.DEFAULTS);
        try (Lsl watching = new PureJavaLsl(watchful)) {
            Received quiet = new Received();
            Inlet ofALivingSender = watching.inlet(TestNetwork.onLoopback(real.info()), RECOVERING);
            ofALivingSender.start(quiet);
            byte[] opening = opening();
            FakeOutlet mute = new FakeOutlet(STREAM, "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee", out -> {
                out.write(opening);
                out.flush();
                Thread.sleep(20_000);
            });
            try (mute) {
                Inlet inlet = watching.inlet(mute.info(), RECOVERING.withRecovery(false));
                inlet.start(received);
                assertThat(received.awaitLoss()).singleElement().asString().contains("no longer answers");
            }
            assertThat(quiet.losses()).as("silent, but alive").isEmpty();
        }
    }

    private static byte[] opening() {
        EncodedSamples patterns = new EncodedSamples(ChannelFormat.INT16, java.nio.ByteOrder.LITTLE_ENDIAN);
        for (int offset : TestPattern.OFFSETS) {
            patterns.add(TestPattern.values(ChannelFormat.INT16, 1, offset), 0, 1, false, TestPattern.STAMP_SECONDS);
        }
        byte[] header = "LSL/110 200 OK\r\nByte-Order: 1234\r\nData-Protocol-Version: 110\r\n\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] samples = patterns.copy(0, patterns.end(1));
        byte[] all = java.util.Arrays.copyOf(header, header.length + samples.length);
        System.arraycopy(samples, 0, all, header.length, samples.length);
        return all;
    }
}
