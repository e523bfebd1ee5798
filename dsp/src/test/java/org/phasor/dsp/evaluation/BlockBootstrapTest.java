package org.phasor.dsp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.Phase;

@Timeout(30)
class BlockBootstrapTest {

    private static final int PER_BLOCK = 100;

    /** Wrapped normal errors whose block means scatter: neighbours are not independent. */
    private static double[] errors(int blocks, double bias, double sd, double blockSd, long seed) {
        Random random = new Random(seed);
        double[] errors = new double[blocks * PER_BLOCK];
        double shift = 0;
        for (int i = 0; i < errors.length; i++) {
            shift = i % PER_BLOCK == 0 ? blockSd * random.nextGaussian() : shift;
            errors[i] = Phase.wrap(bias + shift + sd * random.nextGaussian());
        }
        return errors;
    }

    private static int[] blocks(int errors) {
        int[] blockOf = new int[errors];
        Arrays.setAll(blockOf, i -> i / PER_BLOCK);
        return blockOf;
    }

    private static boolean[] all(int errors) {
        boolean[] counts = new boolean[errors];
        Arrays.fill(counts, true);
        return counts;
    }

    private static BlockBootstrap of(double[] errors) {
        return BlockBootstrap.of(errors, blocks(errors.length), all(errors.length));
    }

    @Test
    void findsBiasSpreadAndLocking() {
        BlockBootstrap found = of(errors(200, 0.3, 0.5, 0, 7));
        assertThat(found.errors().biasRad()).isCloseTo(0.3, within(0.01));
        assertThat(found.errors().circularSdRad()).isCloseTo(0.5, within(0.01));
        assertThat(found.errors().plv()).isCloseTo(Math.exp(-0.125), within(0.01));
        assertThat(found.errors().meanAbsoluteRad()).isBetween(0.4, 0.6);
        assertThat(found.blocks()).isEqualTo(200);
    }

    @Test
    void mostIntervalsHoldTheTruth() {
        double sd = Math.sqrt(0.4 * 0.4 + 0.3 * 0.3);
        int biases = 0;
        int spreads = 0;
        for (long seed = 1; seed <= 40; seed++) {
            BlockBootstrap found = of(errors(60, -0.2, 0.4, 0.3, seed));
            biases += found.biasRad().contains(-0.2) ? 1 : 0;
            spreads += found.circularSdRad().contains(sd) ? 1 : 0;
        }
        assertThat(biases).as("of 40 at 95 %%").isBetween(34, 40);
        assertThat(spreads).as("of 40 at 95 %%").isBetween(33, 40);
    }

    @Test
    void blocksThatScatterWidenTheInterval() {
        Interval independent = of(errors(60, 0, 0.5, 0, 3)).biasRad();
        Interval inBlocks = of(errors(60, 0, 0.4, 0.3, 3)).biasRad();
        assertThat(inBlocks.high() - inBlocks.low()).isGreaterThan(3 * (independent.high() - independent.low()));
    }

    @Test
    void anIntervalAcrossHalfATurnIsNotTorn() {
        Interval bias = of(errors(60, Math.PI, 0.3, 0.2, 5)).biasRad();
        assertThat(bias.high() - bias.low()).isLessThan(0.3);
    }

    @Test
    void givesTheSameTwice() {
        double[] errors = errors(20, 0.1, 0.5, 0.2, 9);
        assertThat(of(errors)).isEqualTo(of(errors));
    }

    @Test
    void whatDoesNotCountIsAsIfItWereNot() {
        double[] errors = errors(20, 0.1, 0.5, 0.2, 9);
        double[] spoilt = errors.clone();
        boolean[] counts = all(errors.length);
        for (int i = 0; i < errors.length; i += 3) {
            errors[i] = Double.NaN;
            spoilt[i] = 3;
            counts[i] = false;
        }
        assertThat(BlockBootstrap.of(spoilt, blocks(errors.length), counts)).isEqualTo(of(errors));
    }

    @Test
    void oneBlockHasNoInterval() {
        BlockBootstrap found = of(errors(1, 0.1, 0.5, 0, 9));
        assertThat(found.errors().n()).isEqualTo(PER_BLOCK);
        assertThat(found.circularSdRad().low()).isNaN();
    }

    @Test
    void theDifferenceHasTheSignOfTheWorse() {
        double[] worse = errors(60, 0, 0.6, 0.1, 1);
        double[] better = errors(60, 0, 0.5, 0.1, 2);
        PairedBootstrap paired = PairedBootstrap.ofCircularSd(worse, better, blocks(worse.length), all(worse.length));
        assertThat(paired.differenceRad()).isCloseTo(0.1, within(0.02));
        assertThat(paired.interval().contains(paired.differenceRad())).isTrue();
        assertThat(paired.beyondChance()).isTrue();
        PairedBootstrap turned = PairedBootstrap.ofCircularSd(better, worse, blocks(worse.length), all(worse.length));
        assertThat(turned.differenceRad()).isEqualTo(-paired.differenceRad());
    }

    @Test
    void whatBothFindHardCancelsOut() {
        Random random = new Random(4);
        double[] a = errors(60, 0, 0.4, 0.6, 8);
        double[] b = a.clone();
        Arrays.setAll(b, i -> Phase.wrap(a[i] + 0.05 * random.nextGaussian()));
        PairedBootstrap paired = PairedBootstrap.ofCircularSd(b, a, blocks(a.length), all(a.length));
        Interval alone = of(a).circularSdRad();
        assertThat(paired.interval().high() - paired.interval().low()).isLessThan(0.1 * (alone.high() - alone.low()));
    }

    @Test
    void equalEstimatorsDoNotDiffer() {
        double[] a = errors(30, 0, 0.5, 0.1, 1);
        PairedBootstrap paired = PairedBootstrap.ofCircularSd(a, a, blocks(a.length), all(a.length));
        assertThat(paired.differenceRad()).isZero();
        assertThat(paired.beyondChance()).isFalse();
    }

    @Test
    void onlySamplesThatBothKnowAreCompared() {
        double[] a = errors(30, 0, 0.5, 0.1, 1);
        double[] b = a.clone();
        for (int i = 0; i < a.length; i += 2) {
            b[i] = Double.NaN;
        }
        PairedBootstrap paired = PairedBootstrap.ofCircularSd(a, b, blocks(a.length), all(a.length));
        assertThat(paired.samples()).isEqualTo(a.length / 2);
        assertThat(paired.differenceRad()).isZero();
    }
}
