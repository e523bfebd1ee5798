package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StreamProbeTest {

    private final Lsl lsl = new PureJavaLsl(LslSettings.loopbackOnly());
    private final String name = "it's probed " + UUID.randomUUID();

    @AfterEach
    void close() {
        lsl.close();
    }

    private Outlet serve(double rateHz) throws Exception {
        return lsl.outlet(
                StreamInfo.builder(name, "EEG")
                        .channelCount(2)
                        .format(ChannelFormat.FLOAT32)
                        .nominalRateHz(rateHz)
                        .build(),
                OutletOptions.DEFAULTS);
    }

    /** 500 samples at 500 Hz, of which 10 in two places are left out; then the outlet closes. */
    private static void send(Outlet outlet) {
        try {
            outlet.awaitConsumer(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            return;
        }
        long start = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            for (long left = 1; left > 0; ) {
                left = start + i * 2_000_000L - System.nanoTime();
                LockSupport.parkNanos(left);
            }
            boolean left = i >= 200 && i < 207 || i >= 300 && i < 303;
            if (!left) {
                outlet.push(new double[] {i, -i}, 100 + i / 500.0 + (i % 2) * 1e-4);
            }
        }
        outlet.close();
    }

    @Test
    void measuresRateJitterGapsAndClock() throws Exception {
        Outlet outlet = serve(500);
        Thread sender = new Thread(() -> send(outlet), "test-sender");
        sender.setDaemon(true);
        sender.start();
        ProbeResult result = StreamProbe.measure(lsl, name, 20);
        assertThat(result.samples()).isEqualTo(490);
        assertThat(result.stampRateHz()).isCloseTo(489 / (499 / 500.0), offset(0.2));
        // Of real time on a busy machine: loose.
        assertThat(result.receivedRateHz()).isBetween(100.0, 2000.0);
        assertThat(result.stampJitter().p50()).isCloseTo(100, offset(1.0));
        assertThat(result.stampJitter().p99()).isCloseTo(100, offset(1.0));
        assertThat(result.arrivalJitter().p99())
                .isGreaterThanOrEqualTo(result.arrivalJitter().p50());
        assertThat(result.gaps()).isEqualTo(2);
        assertThat(result.dropped()).isEqualTo(10);
        assertThat(result.clock().offsetMicros()).isCloseTo(0, offset(1000.0));
        assertThat(result.clock().roundTripMicros()).isPositive();
        assertThat(result.lossWhy()).contains(name);
        StringWriter text = new StringWriter();
        result.print(new PrintWriter(text, true));
        assertThat(text.toString()).contains("by arrivals", "gaps            2, 10 samples dropped", "ended");
        JsonObject json = result.toJson();
        assertThat(json.get("droppedSamples").getAsInt()).isEqualTo(10);
        assertThat(json.getAsJsonObject("stampJitterMicros").get("p50").getAsDouble())
                .isCloseTo(100, offset(1.0));
    }

    @Test
    void saysWhatItCannotKnow() throws Exception {
        serve(0);
        ProbeResult result = StreamProbe.measure(lsl, name, 0.05);
        StringWriter text = new StringWriter();
        result.print(new PrintWriter(text, true));
        assertThat(text.toString())
                .contains("irregular, unknown Hz", "offset unknown us")
                .doesNotContain("ended");
        assertThat(result.toJson().get("receivedRate").isJsonNull()).isTrue();
    }

    @Test
    void wantsOneStreamOfThatName() throws Exception {
        assertThatThrownBy(() -> StreamProbe.measure(lsl, name, 1)).hasMessageContaining("no LSL stream of that name");
        serve(100);
        serve(100);
        assertThatThrownBy(() -> StreamProbe.measure(lsl, name, 1)).hasMessageContaining("2 LSL streams");
    }
}
