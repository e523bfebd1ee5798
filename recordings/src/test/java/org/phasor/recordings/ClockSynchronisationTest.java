package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ClockSynchronisationTest {

    private static List<ClockOffset> drifting(double start, int n, double offset, double drift, long seed) {
        Random random = new Random(seed);
        List<ClockOffset> offsets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            offsets.add(new ClockOffset(start + 5 * i, offset + drift * 5 * i + random.nextGaussian() * 2e-5));
        }
        return offsets;
    }

    private static double corrected(List<ClockOffset> offsets, double stamp) {
        return ClockSynchronisation.of(offsets).walk().toRecorderSeconds(stamp);
    }

    @Test
    void leavesStampsAloneWithoutOffsets() {
        assertThat(corrected(List.of(), 5)).isEqualTo(5);
    }

    @Test
    void addsASingleOffset() {
        assertThat(corrected(List.of(new ClockOffset(10, -3)), 5)).isEqualTo(2);
    }

    @Test
    void followsADriftAtUnixTimes() {
        List<ClockOffset> offsets = drifting(1.7e9, 100, -1.699e9, 3e-5, 1);
        assertThat(corrected(offsets, 1.7e9 + 250)).isCloseTo(1e6 + 250 + 3e-5 * 250, within(2e-5));
    }

    @Test
    void isNotBentByOutliers() {
        List<ClockOffset> offsets = drifting(100, 60, 7, 1e-5, 2);
        offsets.set(20, new ClockOffset(offsets.get(20).collectedSeconds(), 7.9));
        offsets.set(59, new ClockOffset(offsets.get(59).collectedSeconds(), -4));
        assertThat(corrected(offsets, 250)).isCloseTo(257 + 1e-5 * 150, within(3e-5));
    }

    @Test
    void usesOffsetsCollectedAtOneTime() {
        List<ClockOffset> same = List.of(new ClockOffset(4, 1), new ClockOffset(4, 1), new ClockOffset(4, 1));
        assertThat(corrected(same, 10)).isCloseTo(11, within(1e-9));
    }

    @Test
    void startsAnewWhereTheSourcesClockWasReset() {
        List<ClockOffset> offsets = drifting(5000, 30, -4000, 0, 3);
        offsets.addAll(drifting(10, 30, 1140, 0, 4));
        ClockSynchronisation clock = ClockSynchronisation.of(offsets);
        assertThat(clock.segments()).isEqualTo(2);
        ClockSynchronisation.Walk walk = clock.walk();
        assertThat(walk.toRecorderSeconds(5100)).isCloseTo(1100, within(1e-4));
        assertThat(walk.toRecorderSeconds(12)).isCloseTo(1152, within(1e-4));
        assertThat(walk.segment()).isEqualTo(1);
    }

    @Test
    void doesNotTakeForeverOverAbsurdOffsets() {
        Random random = new Random(9);
        List<ClockOffset> offsets = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            offsets.add(new ClockOffset(i, random.nextGaussian() * 1e300));
        }
        offsets.add(new ClockOffset(Double.NaN, Double.POSITIVE_INFINITY));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> ClockSynchronisation.of(offsets).walk().toRecorderSeconds(3));
    }
}
