package org.phasor.dsp;

import java.util.Random;

/**
 * Test signals: a tone in noise, from a seed.
 *
 * <p>{@code Signals.tone(10, 1000).amplitude(5).noise(2).seed(7)}
 */
final class Signals {

    final double hz;
    final double rateHz;
    private double amplitude = 10;
    private double phaseRad;
    private double offset;
    private double noise;
    private long seed = 1;

    private Signals(double hz, double rateHz) {
        this.hz = hz;
        this.rateHz = rateHz;
    }

    static Signals tone(double hz, double rateHz) {
        return new Signals(hz, rateHz);
    }

    /** Half peak to peak, in microvolts. */
    Signals amplitude(double microvolts) {
        amplitude = microvolts;
        return this;
    }

    /** Of the first sample; 0 is a positive peak. */
    Signals phase(double rad) {
        phaseRad = rad;
        return this;
    }

    Signals offset(double microvolts) {
        offset = microvolts;
        return this;
    }

    /** Standard deviation of white Gaussian noise, in microvolts. */
    Signals noise(double microvolts) {
        noise = microvolts;
        return this;
    }

    Signals seed(long value) {
        seed = value;
        return this;
    }

    /** The tone's phase at a sample, which may lie between two. */
    double phaseRadAt(double index) {
        return Phase.wrap(phaseRad + 2 * Math.PI * hz * index / rateHz);
    }

    double[] samples(int count) {
        Random random = new Random(seed);
        double[] x = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = offset + amplitude * StrictMath.cos(phaseRadAt(i));
            if (noise > 0) {
                x[i] += noise * random.nextGaussian();
            }
        }
        return x;
    }

    @Override
    public String toString() {
        return "tone of " + hz + " Hz, amplitude " + amplitude + ", noise " + noise + ", seed " + seed;
    }
}
