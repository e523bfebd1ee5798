package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.AllocationCounter;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;

@Timeout(60)
class ExpectedErrorTest {

    private static final double RATE_HZ = 500;
    private static final double LOOK_AHEAD = 0.01;

    private final ExpectedError error =
            new ExpectedError(10, RATE_HZ, LOOK_AHEAD, Double.POSITIVE_INFINITY, new double[0]);
    private final Signal signal = new Signal();
    private final PhaseEstimate out = new PhaseEstimate();
    private final Random random = new Random(5);

    /** One frame of a tone whose estimate is off by a normal error; the amplitude wanders slowly between 5 and 15. */
    private void frame(ExpectedError of, int i, double biasRad, double errorAtTenRad) {
        double amplitude = 10 + 5 * Math.sin(2 * Math.PI * 0.03 * i / RATE_HZ);
        double t = i / RATE_HZ;
        signal.microvolts = amplitude * Math.cos(2 * Math.PI * 10 * t);
        double phase =
                2 * Math.PI * 10 * (t + LOOK_AHEAD) + biasRad + random.nextGaussian() * errorAtTenRad * 10 / amplitude;
        out.set(Phase.wrap(phase), 10, amplitude, Double.NaN);
        of.judge(signal, out);
    }

    @Test
    void isNotKnownBeforeTenSecondsWereCompared() {
        for (int i = 0; i < 10 * RATE_HZ; i++) {
            frame(error, i, 0, 0.3);
            assertThat(out.expectedErrorRad).isNaN();
        }
        for (int i = (int) (10 * RATE_HZ); i < 12 * RATE_HZ; i++) {
            frame(error, i, 0, 0.3);
        }
        assertThat(out.expectedErrorRad).isPositive();
    }

    @Test
    void isTheErrorThatWasSeenAtThatAmplitude() {
        for (int i = 0; i < 300 * RATE_HZ; i++) {
            frame(error, i, 0, 0.5);
            if (i > 200 * RATE_HZ) {
                double own = 0.5 * 10 / out.amplitudeMicrovolts;
                assertThat(out.expectedErrorRad)
                        .as("amplitude %s", out.amplitudeMicrovolts)
                        .isCloseTo(own, within(0.3 * own));
            }
        }
    }

    @Test
    void aBiasCounts() {
        for (int i = 0; i < 60 * RATE_HZ; i++) {
            frame(error, i, 0.6, 0.01);
        }
        assertThat(out.expectedErrorRad).isCloseTo(Math.sqrt(-2 * Math.log(Math.cos(0.6))), within(0.08));
    }

    @Test
    void exactEstimatesComeOutNearZero() {
        for (int i = 0; i < 120 * RATE_HZ; i++) {
            frame(error, i, 0, 0);
        }
        assertThat(out.expectedErrorRad).isLessThan(0.15);
    }

    @Test
    void largerAmplitudesNeverLookWorse() {
        for (int i = 0; i < 40 * RATE_HZ; i++) {
            frame(error, i, 0, random.nextBoolean() ? 1.2 : 0.1);
        }
        double before = Double.POSITIVE_INFINITY;
        for (double amplitude = 1; amplitude < 30; amplitude += 0.25) {
            signal.microvolts = 0;
            out.set(0, 10, amplitude, Double.NaN);
            error.judge(signal, out);
            assertThat(out.expectedErrorRad).isLessThanOrEqualTo(before);
            before = out.expectedErrorRad;
        }
    }

    @Test
    void learnsNothingFromFaultsAndBreaks() {
        for (int i = 0; i < 60 * RATE_HZ; i++) {
            frame(error, i, 0, 0.2);
        }
        double[] before = error.state();
        for (int i = 0; i < 60 * RATE_HZ; i++) {
            signal.faults = i % 300 == 0 ? SignalFault.BLANKED.bit() : 0;
            signal.afterGap = i % 500 == 17;
            frame(error, i, 2, 0);
            signal.faults = 0;
            signal.afterGap = false;
        }
        assertThat(error.state()).containsExactly(before);
    }

    @Test
    void isNaNForAnInvalidEstimate() {
        for (int i = 0; i < 60 * RATE_HZ; i++) {
            frame(error, i, 0, 0.2);
        }
        out.invalidate();
        error.judge(signal, out);
        assertThat(out.expectedErrorRad).isNaN();
    }

    @Test
    void goesOnFromAStoredStateAndFreezes() {
        for (int i = 0; i < 60 * RATE_HZ; i++) {
            frame(error, i, 0, 0.4);
        }
        ExpectedError frozen = new ExpectedError(10, RATE_HZ, LOOK_AHEAD, 0, error.state());
        frame(frozen, 0, 0, 0.4);
        assertThat(out.expectedErrorRad).as("known at once").isPositive();
        for (int i = 0; i < 60 * RATE_HZ; i++) {
            frame(frozen, i, 3, 0);
        }
        assertThat(frozen.state()).containsExactly(error.state());
        assertThatThrownBy(() -> new ExpectedError(10, RATE_HZ, 0, 0, new double[3]))
                .hasMessage("calibration: errors have 3 numbers: must be 18");
    }

    @Test
    void isKnownBeforeItFreezes() {
        ExpectedError soon = new ExpectedError(10, RATE_HZ, LOOK_AHEAD, 5, new double[0]);
        for (int i = 0; i < 14 * RATE_HZ; i++) {
            frame(soon, i, 0, 0.4);
        }
        assertThat(out.expectedErrorRad).isPositive();
        double[] known = soon.state();
        for (int i = 0; i < 10 * RATE_HZ; i++) {
            frame(soon, i, 1, 0.4);
        }
        assertThat(soon.state()).containsExactly(known);
    }

    @Test
    void refusesAStateThatWouldCallAnythingExact() {
        for (int i = 0; i < 60 * RATE_HZ; i++) {
            frame(error, i, 0, 0.4);
        }
        // Mean amplitude, weight, by amplitude weights and cosines.
        for (int place : new int[] {0, 1, 2, 5, 10, 13, 17}) {
            for (double value : new double[] {-5_000, 1e300, -1e300}) {
                double[] state = error.state();
                state[place] = value;
                if (place > 0 || value < 0) {
                    assertThatThrownBy(() -> new ExpectedError(10, RATE_HZ, LOOK_AHEAD, 0, state))
                            .as("%d: %s", place, value)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith("calibration: errors cannot be: must be ");
                }
            }
        }
        double[] still = error.state();
        still[0] = 0;
        assertThatThrownBy(() -> new ExpectedError(10, RATE_HZ, LOOK_AHEAD, 0, still))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void atLowRatesNothingIsComparedAcrossAGap() {
        // A kernel that ends before an estimate begins: only its ring says that a gap lies between.
        ExpectedError slow = new ExpectedError(10, 100, 0.9, Double.POSITIVE_INFINITY, new double[0]);
        double[] before = slow.state();
        for (int i = 0; i < 20_000; i++) {
            signal.microvolts = 10 * Math.cos(2 * Math.PI * 10.3 * i / 100);
            signal.afterGap = i % 150 == 0;
            out.set(0, 10, 10, Double.NaN);
            slow.judge(signal, out);
        }
        assertThat(slow.state()).containsExactly(before);
    }

    @Test
    void allocatesNothing() {
        int[] count = {0};
        assertThat(AllocationCounter.bytesPerCall(() -> frame(error, count[0]++, 0, 0.2)))
                .isLessThan(1);
    }
}
