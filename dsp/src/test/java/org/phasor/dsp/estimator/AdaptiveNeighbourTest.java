package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.Phase;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SharedRecording;

/** The estimator "adaptive" with a second channel. */
@Timeout(60)
class AdaptiveNeighbourTest {

    private static final int CZ = 3;
    private static final double RATE_HZ = AdaptiveSubject.RATE_HZ;

    /** The reference has the same at its valid samples; at all, with those that it calls invalid, 37.44 and 36.01. */
    @Test
    void bringsO2NearerToItsTruth() {
        SharedRecording o2 = SharedRecording.O2;
        double[] x = o2.microvolts();
        double[] cz = o2.channel(CZ);
        assertThat(circularSdDeg(
                        o2, new AdaptiveSubject(AdaptiveSubject.settings(), 256, 0, RefreshRunner.INLINE), x, cz))
                .isCloseTo(37.312, within(0.001));
        assertThat(circularSdDeg(
                        o2, new AdaptiveSubject(AdaptiveSubject.withNeighbour(), 256, 0, RefreshRunner.INLINE), x, cz))
                .isCloseTo(35.864, within(0.001));
    }

    private static double circularSdDeg(
            SharedRecording recording, AdaptiveSubject subject, double[] x, double[] other) {
        int[] samples = recording.oracleSamples();
        double[] truth = recording.oracle("truth_multi_rad");
        double[] errors = new double[samples.length];
        int next = 0;
        int compared = 0;
        for (int i = 0; next < samples.length; i++) {
            subject.pass(x[i], other[i]);
            if (i == samples[next]) {
                subject.estimator.estimate(subject.out);
                if (subject.out.valid) {
                    errors[compared++] = Phase.wrap(subject.out.phaseRad - truth[next]);
                }
                next++;
            }
        }
        assertThat(compared).isGreaterThan(samples.length * 97 / 100);
        return Math.toDegrees(
                CircularStatistics.of(Arrays.copyOf(errors, compared)).circularSdRad());
    }

    @Test
    void isDoneWithoutWhileItIsBad() {
        double[] x = AdaptiveSubject.brain(30, RATE_HZ, 3);
        double[] noise = AdaptiveSubject.brain(30, RATE_HZ, 4);
        AdaptiveSubject subject = new AdaptiveSubject(AdaptiveSubject.withNeighbour(), RefreshRunner.INLINE);
        AdaptiveSubject other = new AdaptiveSubject(AdaptiveSubject.withNeighbour(), RefreshRunner.INLINE);
        int lost = x.length * 2 / 3;
        for (int i = 0; i < x.length; i++) {
            double neighbour = 0.5 * x[i] + noise[i];
            subject.take(x[i], i < lost ? neighbour : Double.NaN);
            // What the neighbour is while it cannot be used does not matter: here it is held too long to be true.
            other.take(x[i], i < lost ? neighbour : Double.POSITIVE_INFINITY);
            assertThat(subject.out.valid).isEqualTo(i > 0 && other.out.valid);
            if (i > lost) {
                assertThat(subject.out.valid).isTrue();
                assertThat(subject.out.phaseRad).isEqualTo(other.out.phaseRad);
            }
        }
        double learned = subject.estimator.learnedSeconds();
        assertThat(learned).isBetween(19.0, 20.0);
    }

    @Test
    void aStateOfOneChannelIsAStartForTwo() {
        double[] x = AdaptiveSubject.brain(30, RATE_HZ, 3);
        double[] noise = AdaptiveSubject.brain(30, RATE_HZ, 4);
        Map<String, double[]> state = new AdaptiveSubject(AdaptiveSubject.settings(), RefreshRunner.INLINE)
                .takeAll(x, 0, x.length)
                .estimator
                .state();
        AdaptiveSubject both = new AdaptiveSubject(
                AdaptiveSubject.with(state)
                        .withConditioning(AdaptiveSubject.withNeighbour().conditioning()),
                RefreshRunner.INLINE);
        for (int i = 0; i < x.length; i++) {
            both.take(x[i], 0.5 * x[i] + noise[i]);
            assertThat(both.out.valid).isEqualTo(i >= 1.6 * RATE_HZ - 1);
        }
        Map<String, double[]> after = both.estimator.state();
        assertThat(after.get("autocovariance")).hasSize(4 * state.get("autocovariance").length);
        assertThat(after.get("guard-levels")).hasSize(4).doesNotContain(0);
        assertThat(both.estimator.learnedSeconds()).isGreaterThan(55);
    }
}
