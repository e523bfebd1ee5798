package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BlankIntervalsTest {

    private static final long MS = 1_000_000;

    @Test
    void holdsExactlyTheTimesOfItsIntervals() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            BlankIntervals blanks = new BlankIntervals();
            List<long[]> all = new ArrayList<>();
            for (long now = 0; now < 4000 * MS; now += MS) {
                if (random.nextInt(60) == 0) {
                    long from = now + (random.nextInt(600) - 100) * MS;
                    long to = from + random.nextInt(40) * MS;
                    blanks.add(from, to);
                    all.add(new long[] {from, to});
                }
                long at = now;
                assertThat(blanks.contains(now))
                        .as("seed %d at %d ms", seed, now / MS)
                        .isEqualTo(all.stream().anyMatch(i -> i[0] <= at && at <= i[1]));
            }
        }
    }

    @Test
    void blanksRatherMoreThanLessWhenThereAreTooMany() {
        BlankIntervals blanks = new BlankIntervals();
        int pulses = 3 * BlankIntervals.CAPACITY;
        Random random = new Random(3);
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < pulses; i++) {
            long from = random.nextInt(100_000) * MS;
            starts.add(from);
            blanks.add(from, from + 5 * MS);
        }
        starts.sort(null);
        int between = 0;
        for (long from : starts) {
            assertThat(blanks.contains(from)).isTrue();
            assertThat(blanks.contains(from + 5 * MS)).isTrue();
            between += blanks.contains(from + 100 * MS) ? 1 : 0;
        }
        assertThat(between).as("pulses with a blank 100 ms later").isLessThan(pulses);
    }

    @Test
    void anInstantIsAnInterval() {
        BlankIntervals blanks = new BlankIntervals();
        blanks.add(7, 7);
        assertThat(blanks.contains(6)).isFalse();
        assertThat(blanks.contains(7)).isTrue();
        assertThat(blanks.contains(8)).isFalse();
        assertThatThrownBy(() -> blanks.add(8, 7)).hasMessage("blank from 8 to 7 ns: must not end first");
    }
}
