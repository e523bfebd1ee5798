package org.phasor.dsp;

import java.util.Random;

/**
 * Test signals: a tone in noise, from a seed.
 *
 * <p>{@code Signals.tone(10, 1000).amplitude(5).noise(2).seed(7)}
 */
public final class Signals {

    public final double hz;
    public final double rateHz;
    private double amplitude = 10;
    private double phaseRad;
    private double offset;
    private double noise;
    private long seed = 1;

    private Signals(double hz, double rateHz) {
        this.hz = hz;
        this.rateHz = rateHz;
    }

    public static Signals tone(double hz, double rateHz) {
        return new Signals(hz, rateHz);
    }

    /** Half peak to peak, in microvolts. */
    public Signals amplitude(double microvolts) {
        amplitude = microvolts;
        return this;
    }

    /** Of the first sample; 0 is a positive peak. */
    public Signals phase(double rad) {
        phaseRad = rad;
        return this;
    }

    public Signals offset(double microvolts) {
        offset = microvolts;
        return this;
    }

    /** Standard deviation of white Gaussian noise, in microvolts. */
    public Signals noise(double microvolts) {
        noise = microvolts;
        return this;
    }

    public Signals seed(long value) {
        seed = value;
        return this;
    }

    /** The tone's phase at a sample, which may lie between two. */
    public double phaseRadAt(double index) {
        return Phase.wrap(phaseRad + 2 * Math.PI * hz * index / rateHz);
    }

    public double[] samples(int count) {
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
