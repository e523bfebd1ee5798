package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of README.md as code that runs: what stands between the marks here stands there. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ReadmeExamplesTest {

    private static Outlet send(Lsl lsl) throws Exception {
        // send
        StreamInfo info = StreamInfo.builder("Rig", "EEG")
                .channels(
                        List.of(new ChannelInfo("C3", "microvolts", "EEG"), new ChannelInfo("C4", "microvolts", "EEG")))
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(1000)
                .sourceId("rig-01")
                .build();
        Outlet outlet = lsl.outlet(info, OutletOptions.DEFAULTS);
        outlet.push(new double[] {1.5, -2.5}, LslClock.seconds());
        // end
        return outlet;
    }

    private static double[] receive(Lsl lsl, Outlet outlet) throws Exception {
        // receive
        String wanted = Predicates.equalTo("name", "Rig") + " and type='EEG'";
        StreamInfo found =
                lsl.resolver().resolve(wanted, 1, Duration.ofSeconds(5)).get(0);
        Inlet inlet = lsl.inlet(found, InletOptions.DEFAULTS);
        SampleBuffer buffer = SampleBuffer.of(inlet.info(), 2.0);
        inlet.start(buffer);
        double[] values = new double[64 * inlet.info().channelCount()];
        double[] stamps = new double[64];
        // end
        outlet.push(new double[] {3, 4}, LslClock.seconds());
        assertThat(buffer.take(values, stamps, Duration.ofSeconds(5))).isEqualTo(1);
        return values;
    }

    @Test
    void theExamplesRun() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            assertThat(receive(lsl, send(lsl))).startsWith(3, 4);
        }
    }

    /** To the letter, however the lines are broken. */
    @Test
    void theReadmeHoldsThem() throws Exception {
        String readme = Files.readString(Path.of("README.md")).replaceAll("\\s+", "");
        String source = Files.readString(Path.of("src/test/java/org/phasor/lsl/ReadmeExamplesTest.java"));
        for (String name : List.of("send", "receive")) {
            int start = source.indexOf("// " + name + "\n") + name.length() + 4;
            String example =
                    source.substring(start, source.indexOf("// end\n", start)).replaceAll("\\s+", "");
            assertThat(example).hasSizeGreaterThan(200);
            assertThat(readme).contains(example);
        }
    }
}
