package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** O8, O13, I9: streams and port ranges at their limits. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ExtremeStreamsTest {

    private static final InletOptions ONCE = new InletOptions(10, false, false);

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 0, 110", "FLOAT32, 0, 100", "STRING, 0, 110", "STRING, 0, 100", "INT16, 10000, 110",
        "INT16, 10000, 100", "DOUBLE64, 100000, 110", "DOUBLE64, 100000, 100", "STRING, 10000, 110",
                "STRING, 10000, 100"
    })
    @DisplayName("O8, I9: from no channel to samples larger than any buffer")
    void carriesStreamsOfAnyWidth(ChannelFormat format, int channels, int protocol) throws Exception {
        LslSettings settings = TestNetwork.settings().withTuning(LslTuning.DEFAULTS.withProtocolVersion(protocol));
        Received received = new Received();
        try (Lsl lsl = new PureJavaLsl(settings);
                Outlet outlet = lsl.outlet(TestNetwork.eeg(format, channels, 100), OutletOptions.DEFAULTS);
                Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), ONCE)) {
            inlet.start(received);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            double[] numbers = new double[channels];
            String[] texts = new String[channels];
            for (int i = 0; i < channels; i++) {
                numbers[i] = i % 30_000 - 15_000;
                texts[i] = "channel " + i;
            }
            for (int n = 0; n < 3; n++) {
                if (format.isText()) {
                    outlet.push(texts, 10 + n);
                } else {
                    outlet.push(numbers, 10 + n);
                }
            }
            if (format.isText()) {
                assertThat(received.awaitTexts(3))
                        .extracting(Received.Texts::stampSeconds)
                        .containsExactly(10.0, 11.0, 12.0);
                assertThat(received.texts().get(2).values()).containsExactly(texts);
            } else {
                assertThat(received.awaitSamples(3))
                        .extracting(Received.Sample::stampSeconds)
                        .containsExactly(10.0, 11.0, 12.0);
                assertThat(received.samples().get(2).values())
                        .hasSize(channels)
                        .isEqualTo(java.util.Arrays.stream(numbers).boxed().toList());
            }
        }
    }

    @Test
    @DisplayName("O13: more streams than ports are served on others where that is allowed, and all are found")
    void servesMoreStreamsThanThePortRangeHolds() throws Exception {
        LslSettings settings = TestNetwork.settings();
        LslSettings few = settings.withPorts(new LslSettings.Ports(
                settings.ports().multicast(), settings.ports().base(), 4, true));
        try (Lsl lsl = new PureJavaLsl(few)) {
            Set<String> served = new HashSet<>();
            Set<Integer> ports = new HashSet<>();
            for (int i = 0; i < 10; i++) {
                StreamInfo info = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS)
                        .info();
                served.add(info.uid());
                ports.add(info.v4DataPort());
            }
            assertThat(ports).hasSize(10);
            assertThat(lsl.resolver().resolve("", 10, Duration.ofSeconds(5)))
                    .extracting(StreamInfo::uid)
                    .containsExactlyInAnyOrderElementsOf(served);
        }
    }

    @Test
    @DisplayName("O13: where no other port is allowed the outlet says so, and takes nothing with it")
    void refusesMoreStreamsThanThePortRangeHolds() throws Exception {
        LslSettings settings = TestNetwork.settings().withIpv6(Ipv6Use.DISABLE);
        LslSettings.Ports three = new LslSettings.Ports(
                settings.ports().multicast(), settings.ports().base(), 3, false);
        try (Lsl lsl = new PureJavaLsl(settings.withPorts(three))) {
            List<Outlet> outlets = new ArrayList<>();
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 3; i++) {
                    outlets.add(lsl.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS));
                }
                assertThatThrownBy(() -> lsl.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("no free TCP port in " + three.base() + " to " + (three.base() + 2));
                outlets.forEach(Outlet::close);
                outlets.clear();
            }
        }
    }
}
