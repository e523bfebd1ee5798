package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TriggerLevelTest {

    private static final long MS = 1_000_000L;

    /** The samples, one a millisecond, in which the channel is high. */
    private static List<Integer> high(TriggerInputSettings settings, int samples, long... commandNanos) {
        TriggerLevel level = new TriggerLevel(settings);
        List<Integer> high = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < samples; i++) {
            while (next < commandNanos.length && commandNanos[next] <= i * MS) {
                level.command(commandNanos[next++]);
            }
            if (level.at(i * MS) == 1) {
                high.add(i);
            }
        }
        return high;
    }

    @Test
    void risesOnTheFirstSampleAtOrAfterTheDelayAndStaysForFiveMilliseconds() {
        TriggerInputSettings delayed = new TriggerInputSettings(16700, 3, 0, 1);
        assertThat(high(delayed, 100, 10 * MS)).containsExactly(13, 14, 15, 16, 17);
        assertThat(high(delayed, 100, 10 * MS + 1)).containsExactly(14, 15, 16, 17, 18);
        assertThat(high(delayed, 100, 20 * MS - 1)).containsExactly(23, 24, 25, 26, 27);
    }

    @Test
    void showsAPatternThatOneCommandGives() {
        TriggerInputSettings three = new TriggerInputSettings(16700, 0, 0, 1).withPattern(3, 20 * MS);
        assertThat(high(three, 100, 10 * MS))
                .containsExactly(10, 11, 12, 13, 14, 30, 31, 32, 33, 34, 50, 51, 52, 53, 54);
    }

    @Test
    void drawsTheSameJitterFromTheSameSeedWithinItsBound() {
        TriggerInputSettings jittered = new TriggerInputSettings(16700, 3, 4, 7);
        long[] commands = new long[50];
        for (int i = 0; i < commands.length; i++) {
            commands[i] = (i + 1) * 20 * MS;
        }
        List<Integer> high = high(jittered, 1100, commands);
        assertThat(high(jittered, 1100, commands)).isEqualTo(high);
        assertThat(high(new TriggerInputSettings(16700, 3, 4, 8), 1100, commands))
                .isNotEqualTo(high);
        assertThat(high.stream()
                        .filter(i -> !high.contains(i - 1))
                        .map(i -> i % 20)
                        .distinct()
                        .sorted())
                .containsExactly(4, 5, 6, 7);
    }

    @Test
    void refusesWhatIsNoTriggerInput() {
        assertThatThrownBy(() -> new TriggerInputSettings(0, 3, 0, 1))
                .hasMessage("trigger-port = 0: must be 1 to 65535");
        assertThatThrownBy(() -> new TriggerInputSettings(1, -1, 0, 1))
                .hasMessage("trigger-delay-ms = -1.0: must be 0 to 1000");
        assertThatThrownBy(() -> new TriggerInputSettings(1, 0, Double.NaN, 1))
                .hasMessage("trigger-jitter-ms = NaN: must be 0 to 1000");
    }
}
