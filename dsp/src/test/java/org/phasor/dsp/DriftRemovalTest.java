package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DriftRemovalTest {

    @Test
    void takesTheMeanOfTenPeriods() {
        assertThat(new DriftRemoval(10.5, 1000).lengthSamples()).isEqualTo(952);
        assertThat(new DriftRemoval(10.8, 256).lengthSamples()).isEqualTo(237);
    }

    @Test
    void equalsTheReferenceFromTheFirstValueOn() {
        // i = np.arange(40); x = np.cos(2*np.pi*10.5*i/100)*(1+.05*i)+3+.2*i+(i*i%7)*.1
        // frontend.front(x, 10, 20): y[t] = x[t] - mean(x[t-4..t]), growing window at the start
        DriftRemoval drift = new DriftRemoval(20, 10);
        double[] y = new double[40];
        for (int i = 0; i < 40; i++) {
            y[i] = drift.remove(
                    Math.cos(2 * Math.PI * 10.5 * i / 100) * (1 + 0.05 * i) + 3 + 0.2 * i + i * i % 7 * 0.1);
        }
        double[] first = {
            0.0,
            0.06483138149723722,
            0.005818329589401941,
            -0.5433454653914519,
            -0.7505547257712724,
            -0.36667505031377406,
            0.02193893786320722
        };
        for (int i = 0; i < first.length; i++) {
            assertThat(y[i]).isCloseTo(first[i], within(1e-13));
        }
        assertThat(y[39]).isCloseTo(1.5102525817989516, within(1e-13));
    }

    @Test
    void doesNotDriftItselfOverTenMillionSamplesOnAnOffsetOfAVolt() {
        assertThat(largestErrorMicrovolts(i -> 1e6 + 1e-2 * i)).isLessThan(1e-8);
    }

    @Test
    void doesNotDriftItselfWhereTheOffsetSwings() {
        // A plain running sum is 5e-8 off here: its rounding no longer cancels when the sum's exponent changes.
        assertThat(largestErrorMicrovolts(i -> 1e6 * StrictMath.sin(i * 8.6e-4)))
                .isLessThan(1e-8);
    }

    /** Against sums made anew, over ten million samples of 50 microvolts of noise on an offset. */
    private static double largestErrorMicrovolts(IntToDoubleFunction offset) {
        Random random = new Random(3);
        DriftRemoval drift = new DriftRemoval(10.5, 1000);
        int length = drift.lengthSamples();
        double[] newest = new double[length];
        double most = 0;
        for (int i = 0; i < 10_000_000; i++) {
            double value = offset.applyAsDouble(i) + 50 * random.nextDouble();
            newest[i % length] = value;
            double y = drift.remove(value);
            if (i % 99_991 == 99_990 || i > 9_999_900) {
                double fromNow = 0;
                for (double v : newest) {
                    fromNow += v - value;
                }
                most = Math.max(most, Math.abs(y + fromNow / length));
            }
        }
        return most;
    }

    @Test
    void forgetsAnAbsurdValue() {
        DriftRemoval struck = new DriftRemoval(10, 100);
        DriftRemoval spared = new DriftRemoval(10, 100);
        for (int i = 0; i < 1000; i++) {
            double value = 40 * Math.sin(i * 0.3);
            double y = struck.remove(i == 150 ? 1e18 : value);
            double expected = spared.remove(value);
            if (i > 150 + 2 * struck.lengthSamples()) {
                assertThat(y).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void startsAnewAfterARestart() {
        DriftRemoval fresh = new DriftRemoval(10, 100);
        DriftRemoval used = new DriftRemoval(10, 100);
        for (int i = 0; i < 157; i++) {
            used.remove(1e5 + i);
        }
        used.restart();
        for (int i = 0; i < 350; i++) {
            double value = Math.sin(i * 0.3) * i;
            assertThat(used.remove(value)).isEqualTo(fresh.remove(value));
        }
    }

    @Test
    void leavesThePhaseAtTheCentreAlone() {
        DriftRemoval drift = new DriftRemoval(10, 1000);
        double[] x = Signals.tone(10, 1000).offset(4000).samples(3000);
        for (int i = 0; i < x.length; i++) {
            double y = drift.remove(x[i]);
            if (i >= 1000) {
                assertThat(y).isCloseTo(x[i] - 4000, within(1e-9));
            }
        }
    }

    @Test
    void refusesAWindowWithoutBounds() {
        assertThatThrownBy(() -> new DriftRemoval(1e-9, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be 1 to 10000000");
        assertThatThrownBy(() -> new DriftRemoval(Double.NaN, 1000)).isInstanceOf(IllegalArgumentException.class);
    }
}
