package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.Predicates;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class StreamWatchTest {

    private final StringWriter out = new StringWriter();

    private static StreamInfo stream(String name) {
        return StreamInfo.builder(name, "EEG").uid("uid-" + name).build();
    }

    private StreamWatch watch(Lsl lsl, String predicate, boolean terminal) {
        return new StreamWatch(lsl, predicate, new PrintWriter(out, true), terminal);
    }

    @Test
    void saysWhatAppearedAndWhatVanished() {
        StreamWatch watch = watch(null, "", false);
        assertThat(watch.update(List.of(stream("b"), stream("a"))))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("appeared  'a'"),
                        line -> assertThat(line).startsWith("appeared  'b'"));
        assertThat(watch.update(List.of(stream("a"), stream("b")))).isEmpty();
        assertThat(watch.update(List.of(stream("a")))).isEmpty();
        assertThat(watch.update(List.of(stream("a")))).isEmpty();
        assertThat(watch.update(List.of(stream("a"))))
                .singleElement()
                .asString()
                .startsWith("vanished  'b'");
        assertThat(watch.update(List.of(stream("a")))).isEmpty();
        assertThat(watch.update(List.of(stream("a"), stream("b")))).hasSize(1);
    }

    @Test
    void forgivesARoundWithoutAnAnswer() {
        StreamWatch watch = watch(null, "", false);
        watch.update(List.of(stream("a")));
        for (int i = 0; i < 10; i++) {
            assertThat(watch.update(List.of())).isEmpty();
            assertThat(watch.update(List.of())).isEmpty();
            assertThat(watch.update(List.of(stream("a")))).isEmpty();
        }
    }

    @Test
    void showsTheTableAndItsEvents() throws Exception {
        String name = "watched-" + UUID.randomUUID();
        try (Lsl lsl = new PureJavaLsl(LslSettings.loopbackOnly())) {
            lsl.outlet(StreamInfo.builder(name, "EEG").build(), OutletOptions.DEFAULTS);
            watch(lsl, Predicates.equalTo("name", name), false).run(1.5);
            assertThat(out.toString()).contains("appeared  '" + name).containsOnlyOnce("source id");
            out.getBuffer().setLength(0);
            watch(lsl, Predicates.equalTo("name", name), true).run(0.5);
            assertThat(out.toString()).contains("\033[H", "source id", "appeared  '" + name, "Ctrl-C stops");
        }
    }
}
