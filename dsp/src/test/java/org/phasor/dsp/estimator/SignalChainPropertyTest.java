package org.phasor.dsp.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.ArtefactLimits;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.Signals;

/** On streams with everything that can go wrong: no estimate is valid while any of it lies within its window. */
@Timeout(60)
class SignalChainPropertyTest {

    private static final double RATE_HZ = 500;
    private static final int SAMPLES = 60_000;
    private static final int FLAT_SAMPLES = 25;

    /** A stream, and of each sample whether it may be in a window, and whether a window may begin before it. */
    private static final class Stream {
        private final double[] values;
        private final int[] flags = new int[SAMPLES];
        private final boolean[] blanked = new boolean[SAMPLES];
        private final boolean[] bad = new boolean[SAMPLES];
        private final long[][] blanks = new long[SAMPLES][];
        private final Random random;

        private Stream(int seed) {
            random = new Random(seed);
            values = Signals.tone(10, RATE_HZ).noise(2).seed(seed).offset(500).samples(SAMPLES);
            int at = 2 * (int) RATE_HZ + random.nextInt(500);
            while (at < SAMPLES - 200) {
                happens(at);
                at += random.nextInt(4) == 0 ? random.nextInt(300) : random.nextInt(4000);
            }
        }

        private void happens(int at) {
            int length = 1 + random.nextInt(60);
            switch (random.nextInt(6)) {
                case 0 -> flags[at] |= Sample.GAP;
                case 1 -> spoil(at, length, Double.NaN);
                case 2 -> {
                    flags[at] |= Sample.UNANCHORED;
                    bad[at] = true;
                }
                case 3 -> {
                    int told = Math.max(0, at - random.nextInt(100));
                    blanks[told] = new long[] {ChainRun.nanos(at, RATE_HZ), ChainRun.nanos(at + length, RATE_HZ)};
                    for (int i = at; i <= at + length; i++) {
                        blanked[i] = true;
                        bad[i] = true;
                        values[i] += 1e5;
                    }
                }
                case 4 -> spoil(at, length, 5500 * (random.nextBoolean() ? 1 : -1));
                default -> {
                    int until = Math.min(SAMPLES, at + FLAT_SAMPLES + length);
                    for (int i = at; i < until; i++) {
                        values[i] = 501.5;
                    }
                }
            }
        }

        private void spoil(int at, int length, double value) {
            for (int i = at; i < at + length; i++) {
                values[i] = value;
                bad[i] = true;
            }
        }

        /** Values that stay the same, as they came out of all that happened. */
        private void markFlatLines() {
            int unchanged = 0;
            for (int i = 1; i < SAMPLES; i++) {
                // An unanchored sample is no predecessor.
                boolean severed =
                        flags[i] != 0 || (flags[i - 1] & Sample.UNANCHORED) != 0 || blanked[i] || blanked[i - 1];
                unchanged = !severed && values[i] == values[i - 1] ? unchanged + 1 : 0;
                bad[i] |= unchanged >= FLAT_SAMPLES;
            }
        }

        private boolean windowIsClean(int newest, int length) {
            for (int i = newest - length + 1; i <= newest; i++) {
                boolean severed = i > newest - length + 1 && (flags[i] & Sample.GAP) != 0;
                if (i < 0 || bad[i] || severed) {
                    return false;
                }
            }
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void neverValidWithAnythingBadInTheWindow(int seed) {
        boolean decimated = seed % 2 == 0;
        int window = decimated ? 2 * 256 : 512;
        ConditioningSettings settings = ConditioningSettings.DEFAULTS;
        if (decimated) {
            settings = settings.withDecimateToHz(250).withNotchHz(List.of(50.0));
        }
        if (seed % 3 == 0) {
            settings = settings.withArtefacts(ArtefactLimits.DEFAULTS
                    .withGradientMicrovoltsPerMs(500)
                    .withRailMicrovolts(5000)
                    .withPeakToPeakMicrovolts(4000));
        }
        Stream stream = new Stream(seed);
        stream.markFlatLines();
        ChainRun run = new ChainRun(10, RATE_HZ, 0.005, settings);
        ChainRun again = new ChainRun(10, RATE_HZ, 0.005, settings);
        int valid = 0;
        for (int i = 0; i < SAMPLES; i++) {
            PhaseEstimate out = step(run, stream, i);
            PhaseEstimate same = step(again, stream, i);
            assertThat(same.valid).isEqualTo(out.valid);
            assertThat(Double.compare(same.phaseRad, out.phaseRad)).isZero();
            assertThat(same.faults).isEqualTo(out.faults);
            if (out.valid) {
                valid++;
                assertThat(stream.windowIsClean(i, window))
                        .as("seed %d: window of sample %d", seed, i)
                        .isTrue();
                assertThat(out.faults & ~SignalFault.GAP.bit()).isZero();
            }
            boolean blankedBit = (out.faults & SignalFault.BLANKED.bit()) != 0;
            boolean anchored = (stream.flags[i] & Sample.UNANCHORED) == 0;
            assertThat(blankedBit).as("seed %d: blank at sample %d", seed, i).isEqualTo(stream.blanked[i] && anchored);
            if (stream.bad[i]) {
                assertThat(out.faults).as("seed %d sample %d", seed, i).isNotZero();
            }
        }
        assertThat(valid).as("seed %d", seed).isGreaterThan(SAMPLES / 10);
    }

    private static PhaseEstimate step(ChainRun run, Stream stream, int i) {
        if (stream.blanks[i] != null) {
            run.chain.blank(stream.blanks[i][0], stream.blanks[i][1]);
        }
        return run.take(i, stream.values[i], stream.flags[i]);
    }
}
