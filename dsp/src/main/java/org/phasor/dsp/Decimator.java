package org.phasor.dsp;

/**
 * Means of Q samples, one for every Q: the signal for an estimator that runs slower than the stream. One thread. Allocates nothing
 * after construction.
 *
 * <p>Samples are counted from the start or the last break, so it does not matter how they came. The mean's time is half of
 * Q - 1 samples before its newest; it holds the faults of all its samples.
 */
public final class Decimator {

    private final int factor;
    private int count;
    private boolean broken;
    private int faults;
    private double sum;
    private double rawSum;
    private double neighbourSum;

    public Decimator(int factor) {
        this.factor = factor;
    }

    /**
     * The number of samples per mean that comes nearest to the rate the settings ask for, at least 1.
     *
     * @throws IllegalArgumentException in one line, when half the rate that is left does not hold the band
     */
    static int factor(SignalSettings settings, double rateHz) {
        if (settings.conditioning().decimateToHz().isEmpty()) {
            return 1;
        }
        double targetHz = settings.conditioning().decimateToHz().getAsDouble();
        double leastHz = 2 * settings.bandHighHz();
        double factor = Math.max(1, Math.rint(rateHz / targetHz));
        if (!(targetHz > 0) || !(rateHz / factor > leastHz)) {
            throw new IllegalArgumentException("decimate-hz = " + targetHz + ": leaves "
                    + (targetHz > 0 ? rateHz / factor : 0) + " Hz, must be > " + leastHz
                    + " Hz, twice the band's upper edge");
        }
        return (int) factor;
    }

    /**
     * Takes in the newest sample.
     *
     * @param out written whole when there is a mean, left alone otherwise
     * @return whether there is one
     */
    public boolean take(Signal in, Signal out) {
        if (in.breaks()) {
            broken = true;
            clear();
        }
        if (!in.usable()) {
            return false;
        }
        count++;
        faults |= in.faults;
        sum += in.microvolts;
        rawSum += in.rawMicrovolts;
        neighbourSum += in.neighbourMicrovolts;
        if (count < factor) {
            return false;
        }
        out.microvolts = sum / factor;
        out.rawMicrovolts = rawSum / factor;
        out.neighbourMicrovolts = neighbourSum / factor;
        out.afterGap = broken;
        out.faults = faults & ~SignalFault.GAP.bit() | (broken ? SignalFault.GAP.bit() : 0);
        broken = false;
        clear();
        return true;
    }

    private void clear() {
        count = 0;
        faults = 0;
        sum = 0;
        rawSum = 0;
        neighbourSum = 0;
    }
}
