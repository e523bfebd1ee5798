package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.phasor.lsl.TimeCorrection;

class CorrectionInUseTest {

    private static final long ARRIVAL = 100_000_000_000L;

    private final CorrectionInUse correction = new CorrectionInUse();

    private static TimeCorrection measured(double offsetSeconds, double roundTripSeconds) {
        return new TimeCorrection(offsetSeconds, roundTripSeconds, 0);
    }

    @Test
    void isZeroForAnEvidentlySharedClock() {
        assertThat(correction.of(99.951, true, ARRIVAL, null)).isZero();
        assertThat(correction.of(12, true, ARRIVAL, null)).as("chosen once").isZero();
    }

    @Test
    void isTheDistanceToTheArrivalForAForeignClock() {
        assertThat(correction.of(40, true, ARRIVAL, null)).isEqualTo(60);
        assertThat(correction.of(40.002, true, ARRIVAL + 3_000_000, null)).isEqualTo(60);
    }

    @Test
    void aBacklogIsNotTakenForAnotherClockWhenTheOffsetIsMeasured() {
        // The stamp is 300 ms old: the receiver began late.
        assertThat(correction.of(99.7, true, ARRIVAL, measured(-0.0001, 0.0002)))
                .isZero();
    }

    @Test
    void aMeasuredForeignClockIsTakenFromTheStart() {
        assertThat(correction.of(39.7, true, ARRIVAL, measured(60.002, 0.0005))).isEqualTo(60.002);
    }

    @Test
    void waitsForAnAnchoredStamp() {
        assertThat(correction.of(0.01, false, ARRIVAL, null)).isZero();
        assertThat(correction.of(0.02, false, ARRIVAL, measured(7, 0.001))).isZero();
        assertThat(correction.of(Double.NaN, true, ARRIVAL, null)).isZero();
        assertThat(correction.of(40, true, ARRIVAL, null)).isEqualTo(60);
    }

    @Test
    void yieldsToTheFirstMeasurement() {
        assertThat(correction.of(40, true, ARRIVAL, null)).isEqualTo(60);
        assertThat(correction.of(40.002, true, ARRIVAL, measured(59.996, 0.0005)))
                .isEqualTo(59.996);
    }

    /** Whatever the way there and back, a measurement errs by half its round trip at most. */
    @Test
    void neverJittersForASenderOnTheSameClock() {
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            double there = 1e-4 * random.nextDouble();
            double back = 1e-4 * random.nextDouble();
            TimeCorrection newest = measured((back - there) / 2, there + back);
            assertThat(correction.of(100, true, ARRIVAL, newest)).isZero();
        }
    }

    @Test
    void followsADriftingSenderWithinARoundTripInFewSteps() {
        Random random = new Random(4);
        double last = Double.NaN;
        int steps = 0;
        for (int i = 0; i < 1800; i++) {
            // 30 ppm for an hour, measured every 2 s over a network of about 0.3 ms.
            double truth = 60 + 30e-6 * 2 * i;
            double there = 1e-4 + 1e-4 * random.nextDouble();
            double back = 1e-4 + 1e-4 * random.nextDouble();
            double used = correction.of(40, true, ARRIVAL, measured(truth + (back - there) / 2, there + back));
            assertThat(used).isCloseTo(truth, offset(there + back));
            steps += used != last ? 1 : 0;
            last = used;
        }
        assertThat(steps).isBetween(200, 1000);
    }

    @Test
    void ignoresAMeasurementThatIsNoNumber() {
        assertThat(correction.of(100, true, ARRIVAL, measured(Double.NaN, 0.001)))
                .isZero();
        assertThat(correction.of(100, true, ARRIVAL, measured(Double.POSITIVE_INFINITY, 0.001)))
                .isZero();
        assertThat(correction.of(100, true, ARRIVAL, measured(5, Double.NaN))).isZero();
        assertThat(correction.of(100, true, ARRIVAL, measured(5, -1))).isEqualTo(5);
    }
}
