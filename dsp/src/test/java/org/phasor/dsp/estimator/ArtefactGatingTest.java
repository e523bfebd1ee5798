package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.SharedRecording;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.Signals;

/**
 * What the default limits gate, as the trigger sees it: no pulse at a sample with a fault or without a valid estimate. The judge
 * of a recording is its median and median absolute deviation as a whole, which no causal check can know.
 */
@Timeout(60)
class ArtefactGatingTest {

    private static final double RATE_HZ = 250;

    @Test
    void gatesARecordingFullOfArtefacts() {
        int beyond = 0;
        int gated = 0;
        int flagged = 0;
        for (int channel = 0; channel < 8; channel++) {
            double[] x = SharedRecording.artefactsMicrovolts(channel);
            boolean[] judged = beyondFiveDeviations(x, x);
            Gates gates = new Gates(x, 10, RATE_HZ);
            beyond += count(judged, i -> true);
            gated += count(judged, i -> gates.closed[i]);
            flagged += count(judged, i -> gates.faults[i] != 0);
        }
        assertThat(beyond).isGreaterThan(300);
        assertThat(gated / (double) beyond).isGreaterThanOrEqualTo(0.95);
        assertThat(flagged / (double) beyond).isGreaterThanOrEqualTo(0.80);
    }

    @ParameterizedTest
    @EnumSource
    void takesFewGoodSamplesForArtefacts(SharedRecording recording) {
        double[] x = recording.microvolts();
        Gates gates = new Gates(x, recording.peakHz, recording.rateHz);
        assertThat(gates.shareWithFaults()).isLessThan(0.05);
        assertThat(gates.shareClosed()).as("its first second included").isLessThan(0.055);
    }

    @Test
    void gatesStepsBurstsAndFlatLines() {
        double[] clean = Signals.tone(10, RATE_HZ).noise(4).seed(3).samples(60_000);
        double[] x = clean.clone();
        boolean[] flat = new boolean[x.length];
        Random random = new Random(6);
        for (int start = 3000; start < x.length; start += 3000) {
            switch (start / 3000 % 3) {
                case 0 -> addFrom(x, start, random.nextBoolean() ? 300 : -300);
                case 1 -> addBurst(x, start, 500, random);
                default -> holdValue(x, flat, start, 500);
            }
        }
        Gates gates = new Gates(x, 10, RATE_HZ);
        assertThat(gates.share(flat, (int) (0.05 * RATE_HZ))).isGreaterThanOrEqualTo(0.95);
        // Against each level, and not against the one before it.
        double[] levelled = x.clone();
        for (int start = 3000; start < x.length; start += 3000) {
            double[] piece = Arrays.copyOfRange(x, start, start + 3000);
            double level = median(piece);
            for (int i = start; i < start + 3000; i++) {
                levelled[i] = x[i] - level;
            }
        }
        boolean[] judged = beyondFiveDeviations(levelled, clean);
        assertThat(count(judged, i -> true)).isGreaterThan(500);
        assertThat(count(judged, i -> gates.closed[i]) / (double) count(judged, i -> true))
                .isGreaterThanOrEqualTo(0.95);
        assertThat(gates.shareClosed()).as("of all samples").isLessThan(0.55);
    }

    @Test
    void isOpenAgainFourSecondsAfterAStep() {
        double[] x = Signals.tone(10, RATE_HZ).noise(2).seed(3).samples(10_000);
        addFrom(x, 5000, 300);
        Gates gates = new Gates(x, 10, RATE_HZ);
        for (int i = 5000; i < 5000 + 3 * RATE_HZ; i++) {
            assertThat(gates.faults[i]).as("sample %d", i).isEqualTo(SignalFault.AMPLITUDE.bit());
        }
        // Two seconds until the level is accepted, one to learn its spread, one (256 samples) for the window.
        int open = (int) (5000 + 3 * RATE_HZ + 256 + 2);
        for (int i = open; i < x.length; i++) {
            assertThat(gates.closed[i]).as("sample %d", i).isFalse();
        }
    }

    @Test
    void aPopRingsInNoFilter() {
        double[] clean = Signals.tone(10, RATE_HZ).noise(1).seed(3).samples(5000);
        double[] popped = clean.clone();
        popped[4000] += 5000;
        ConditioningSettings settings = ConditioningSettings.DEFAULTS.withNotchHz(List.of(50.0));
        ChainRun with = new ChainRun(10, RATE_HZ, 0, settings);
        ChainRun without = new ChainRun(10, RATE_HZ, 0, settings);
        for (int i = 0; i < clean.length; i++) {
            PhaseEstimate a = with.take(i, popped[i], 0);
            PhaseEstimate b = without.take(i, clean[i], 0);
            assertThat(a.valid).as("sample %d", i).isEqualTo(b.valid && (i < 4000 || i >= 4256));
            if (a.valid) {
                assertThat(a.phaseRad - b.phaseRad).isBetween(-0.01, 0.01);
            }
        }
    }

    private static void addFrom(double[] x, int start, double step) {
        for (int i = start; i < x.length; i++) {
            x[i] += step;
        }
    }

    private static void addBurst(double[] x, int start, int length, Random random) {
        for (int i = start; i < start + length; i++) {
            x[i] += 100 * random.nextGaussian();
        }
    }

    private static void holdValue(double[] x, boolean[] flat, int start, int length) {
        for (int i = start; i < start + length; i++) {
            x[i] = x[start];
            flat[i] = i > start;
        }
    }

    private static boolean[] beyondFiveDeviations(double[] x, double[] judge) {
        double median = median(judge);
        double deviation =
                median(Arrays.stream(judge).map(v -> Math.abs(v - median)).toArray());
        boolean[] beyond = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            beyond[i] = Math.abs(x[i] - median) > 5 * deviation;
        }
        return beyond;
    }

    private static double median(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static int count(boolean[] marks, IntPredicate and) {
        int count = 0;
        for (int i = 0; i < marks.length; i++) {
            count += marks[i] && and.test(i) ? 1 : 0;
        }
        return count;
    }

    /** What the chain said of a whole signal. */
    private static final class Gates {
        private final boolean[] closed;
        private final int[] faults;

        private Gates(double[] x, double peakHz, double rateHz) {
            closed = new boolean[x.length];
            faults = new int[x.length];
            ChainRun run = new ChainRun(peakHz, rateHz, 0, ConditioningSettings.DEFAULTS);
            for (int i = 0; i < x.length; i++) {
                PhaseEstimate out = run.take(i, x[i], 0);
                faults[i] = out.faults;
                closed[i] = !out.valid || out.faults != 0;
            }
        }

        private double shareWithFaults() {
            return Arrays.stream(faults).filter(f -> f != 0).count() / (double) faults.length;
        }

        private double shareClosed() {
            return count(closed, i -> true) / (double) closed.length;
        }

        /** Closed among the marked samples, but for the first of each run of them. */
        private double share(boolean[] marks, int skipped) {
            int of = 0;
            int found = 0;
            int run = 0;
            for (int i = 0; i < marks.length; i++) {
                run = marks[i] ? run + 1 : 0;
                if (run > skipped + 1) {
                    of++;
                    found += closed[i] ? 1 : 0;
                }
            }
            return found / (double) of;
        }
    }
}
