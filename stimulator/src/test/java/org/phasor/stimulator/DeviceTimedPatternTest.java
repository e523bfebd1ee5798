package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rest of a pattern is counted right at every moment. */
@Timeout(20)
class DeviceTimedPatternTest {

    private final DeviceTimedPattern box = new DeviceTimedPattern(new PulsePattern(4, 10 * MILLI, true));

    @Test
    void hasNoRestBeforeTheFirst() {
        assertThat(box.rest(5)).isZero();
    }

    @Test
    void hasTheWholeRestWhileTheCallIsUnderWay() {
        box.begins();
        assertThat(box.rest(5)).isEqualTo(3);
        assertThat(box.rest(3600_000 * MILLI)).isEqualTo(3);
    }

    @Test
    void losesOneAtEachGap() {
        box.begins();
        box.begun(7);
        int[] rest = {3, 2, 1, 0, 0};
        for (int i = 0; i < rest.length; i++) {
            assertThat(box.rest(7 + i * 10 * MILLI)).isEqualTo(rest[i]);
            assertThat(box.rest(7 + (i + 1) * 10 * MILLI - 1)).isEqualTo(rest[i]);
        }
        assertThat(box.rest(Long.MAX_VALUE)).isZero();
    }

    @Test
    void hasTheWholeRestWhenTheClockWentBack() {
        box.begins();
        box.begun(7);
        assertThat(box.rest(-3600_000 * MILLI)).isEqualTo(3);
    }

    @Test
    void hasNoRestOfWhatWeTimeOrOfASinglePulse() {
        for (PulsePattern pattern :
                new PulsePattern[] {new PulsePattern(4, 10 * MILLI, false), new PulsePattern(1, 0, true)}) {
            DeviceTimedPattern none = new DeviceTimedPattern(pattern);
            none.begins();
            assertThat(none.rest(0)).isZero();
            none.begun(0);
            assertThat(none.rest(1)).isZero();
        }
    }
}
