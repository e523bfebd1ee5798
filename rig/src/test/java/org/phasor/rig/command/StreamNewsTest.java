package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.phasor.acquisition.SampleGap;
import org.phasor.rig.StreamHealth;

class StreamNewsTest {

    private final List<String> said = new ArrayList<>();
    private final StreamNews news = new StreamNews(1, said::add);

    private static StreamHealth stream(boolean sure, double errorMs, String behind, SampleGap... gaps) {
        return new StreamHealth(
                sure, errorMs, 0, gaps.length, List.of(gaps), OptionalDouble.of(behind.isEmpty() ? 0 : 3), 0, behind);
    }

    @Test
    void saysWhyThereAreNoPulsesWhileTheTimeIsUnsure() {
        news.look(stream(false, 3.456, ""), 1);
        news.look(stream(false, 3.456, ""), 2.5);
        assertThat(said).isEmpty();
        news.look(stream(false, 3.456, ""), 3);
        news.look(stream(false, 3.456, ""), 9);
        news.look(stream(true, 0.123, ""), 10);
        assertThat(said)
                .containsExactly(
                        "time       sample times are not sure: the stamps jitter or jump, they give a time to 3.46 ms"
                                + " (acquisition.max-time-error-ms = 1): NO PULSES until they are"
                                + " (half a minute of stamps may do; else better stamps, or a higher limit)",
                        "time       sample times are sure again, to 0.12 ms");
    }

    @Test
    void saysEachGapOnce() {
        SampleGap first = new SampleGap(1, 10, 10, 1_000_000_000, 2_000_000_000, 1);
        SampleGap second = new SampleGap(2, 50, 70, 3_000_000_000L, 4_000_000_000L, 0);
        news.look(stream(true, 0, "", first), 1);
        news.look(stream(true, 0, "", first), 2);
        news.look(stream(true, 0, "", first, second), 3);
        assertThat(said)
                .containsExactly(
                        "gap        1 sample was lost before frame 10, 1.000 s to 2.000 s",
                        "gap        the stamps jumped before frames 50 to 70, 3.000 s to 4.000 s");
    }

    @Test
    void saysWhoDoesNotKeepUpAndWhenThatIsOver() {
        news.look(stream(true, 0, "phasor-recorder, 4096 frames"), 1);
        news.look(stream(true, 0, "phasor-recorder, 9000 frames"), 2);
        news.look(stream(true, 0, ""), 3);
        assertThat(said)
                .containsExactly(
                        "behind     phasor-recorder, 4096 frames to do, the newest decided sample is 3.0 s old: pulses are"
                                + " vetoed as stale",
                        "behind     no more");
    }

    @Test
    void marksALineOfProgressOnlyWhenSomethingIsWrong() {
        assertThat(StreamNews.mark(stream(true, 0.1, ""))).isEmpty();
        assertThat(StreamNews.mark(stream(false, 9, "phasor-loop, 900 frames"))).isEqualTo(", TIME UNSURE, BEHIND");
        StreamHealth lossy = new StreamHealth(true, 0, 12, 1, List.of(), OptionalDouble.empty(), 0, "");
        assertThat(StreamNews.mark(lossy)).isEqualTo(", lost 12");
    }
}
