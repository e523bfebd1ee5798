package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.phasor.trigger.Decision;

/** A replay that finds two decisions different must not print the same words for both. */
class ReplayWordsTest {

    private static String after(Consumer<Decision> change) {
        Decision d = new Decision();
        d.trial = 3;
        d.attempt = 1;
        change.accept(d);
        return Replay.words(d);
    }

    @Test
    void whatIsComparedIsSaid() {
        String before = after(d -> {});
        List<Consumer<Decision>> changes = List.of(
                d -> d.id = 7,
                d -> d.commandNanos = 7,
                d -> d.condition = 7,
                d -> d.atOnce = !d.atOnce,
                d -> d.intent = Decision.Intent.SHAM,
                d -> d.trial = 7,
                d -> d.attempt = 7,
                d -> d.stage = 7,
                d -> d.amplitudeWindow = 7,
                d -> d.intervalNanos = 7,
                d -> d.intensityPercentRmt = 7,
                d -> d.targetPhaseRad = 0.7);
        assertThat(changes).allSatisfy(change -> assertThat(after(change)).isNotEqualTo(before));
    }
}
