package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.dsp.Phase;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalFault;

/** The estimator "adaptive" through storms of what no brain sends. */
@Timeout(60)
class AdaptiveStormPropertyTest {

    private static final double RATE_HZ = AdaptiveSubject.RATE_HZ;
    private static final double[] WORST = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -1e300,
        1e6,
        -1e6,
        1e9,
        Double.MIN_VALUE
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void recoversFromAnything(long seed) {
        Random random = new Random(seed);
        double[] x = AdaptiveSubject.brain(70, RATE_HZ, seed);
        AdaptiveSubject storm = new AdaptiveSubject(AdaptiveSubject.settings(), RefreshRunner.INLINE);
        AdaptiveSubject calm = new AdaptiveSubject(AdaptiveSubject.settings(), RefreshRunner.INLINE);
        int begin = (int) ((random.nextInt(3) == 0 ? 0 : 10) * RATE_HZ);
        int end = (int) (40 * RATE_HZ);
        int badFrom = -x.length;
        int left = 0;
        int kind = 0;
        double[] amplitudes = new double[x.length];
        double[] differences = new double[x.length];
        int compared = 0;
        for (int i = 0; i < x.length; i++) {
            if (i < end) {
                calm.pass(x[i], Double.NaN);
            } else {
                calm.take(x[i]);
            }
            boolean breaksOut = i == begin || random.nextInt((int) (3 * RATE_HZ)) == 0;
            if (i >= begin && i < end && left == 0 && breaksOut) {
                left = 1 + random.nextInt(random.nextInt(5) == 0 ? (int) (2 * RATE_HZ) : 20);
                kind = random.nextInt(4);
            }
            boolean said = false;
            if (left > 0 && i < end) {
                left--;
                double garbage = garbage(random);
                said = kind != 3 || !(Math.abs(garbage) <= 1e9);
                int fault = SignalFault.values()[2 + random.nextInt(8)].bit();
                switch (kind) {
                    case 0 -> storm.take(Double.NaN, Double.NaN, SignalFault.NOT_FINITE.bit(), false);
                    case 1 -> storm.take(x[i], Double.NaN, SignalFault.GAP.bit(), true);
                    case 2 -> storm.take(garbage, Double.NaN, fault, random.nextBoolean());
                    default -> storm.take(garbage);
                }
            } else {
                storm.take(x[i]);
            }
            badFrom = said ? i : badFrom;
            // The last bad sample leaves the window and the half second before it.
            if (i - badFrom < 1.1 * RATE_HZ) {
                assertThat(storm.out.valid).as("seed %d, sample %d", seed, i).isFalse();
            }
            if (i >= end + 10 * RATE_HZ && storm.out.valid && calm.out.valid) {
                amplitudes[compared] = calm.out.amplitudeMicrovolts;
                differences[compared++] = Math.abs(Phase.wrap(storm.out.phaseRad - calm.out.phaseRad));
            }
        }
        storm.estimator
                .state()
                .forEach((name, values) -> assertThat(Arrays.stream(values).allMatch(Double::isFinite))
                        .as("seed %d: %s", seed, name)
                        .isTrue());
        assertThat(compared).as("seed %d", seed).isGreaterThan((int) (17 * RATE_HZ));
        double[] sorted = Arrays.copyOf(amplitudes, compared);
        Arrays.sort(sorted);
        double most = 0;
        for (int i = 0; i < compared; i++) {
            most = amplitudes[i] >= sorted[compared / 2] ? Math.max(most, differences[i]) : most;
        }
        // The two have learned from different seconds, so their weights differ: these seeds' worst is 5.2.
        assertThat(Math.toDegrees(most)).as("seed %d", seed).isLessThan(8);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void whatABadValueIsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        double[] x = AdaptiveSubject.brain(30, RATE_HZ, seed);
        double[] noise = AdaptiveSubject.brain(30, RATE_HZ, seed + 100);
        AdaptiveSubject one = new AdaptiveSubject(AdaptiveSubject.withNeighbour(), RefreshRunner.INLINE);
        AdaptiveSubject two = new AdaptiveSubject(AdaptiveSubject.withNeighbour(), RefreshRunner.INLINE);
        int valid = 0;
        for (int i = 0; i < x.length; i++) {
            boolean bad = random.nextInt((int) (2 * RATE_HZ)) == 0;
            boolean neighbourBad = random.nextInt((int) (3 * RATE_HZ)) == 0;
            int fault = bad ? SignalFault.BLANKED.bit() : 0;
            double neighbour = 0.5 * x[i] + noise[i];
            one.take(bad ? garbage(random) : x[i], neighbourBad ? Double.NaN : neighbour, fault, false);
            two.take(bad ? garbage(random) : x[i], neighbourBad ? 2e300 : neighbour, fault, false);
            valid += one.out.valid ? 1 : 0;
            assertThat(two.out.valid).as("seed %d, sample %d", seed, i).isEqualTo(one.out.valid);
            assertThat(Double.compare(two.out.phaseRad, one.out.phaseRad))
                    .as("seed %d, sample %d", seed, i)
                    .isZero();
        }
        assertThat(valid).as("seed %d", seed).isGreaterThan((int) RATE_HZ);
        Map<String, double[]> state = one.estimator.state();
        two.estimator
                .state()
                .forEach((name, values) ->
                        assertThat(values).as("seed %d: %s", seed, name).containsExactly(state.get(name)));
    }

    private static double garbage(Random random) {
        return WORST[random.nextInt(WORST.length)];
    }
}
