package org.phasor.dsp;

/**
 * A piece of one signal, whole, for training. Nobody changes the arrays.
 *
 * @param microvolts without drift, as {@link Signal#microvolts}
 * @param rawMicrovolts drift and all, as {@link Signal#rawMicrovolts}; of the same length
 * @param clean which samples can be trusted; of the same length
 * @param rateHz samples per second
 * @param peakHz the individual peak
 * @param bandLowHz the band of interest
 * @param bandHighHz its upper edge
 */
public record TrainingSignal(
        double[] microvolts,
        double[] rawMicrovolts,
        boolean[] clean,
        double rateHz,
        double peakHz,
        double bandLowHz,
        double bandHighHz) {

    public TrainingSignal {
        if (microvolts.length != rawMicrovolts.length || microvolts.length != clean.length) {
            throw new IllegalArgumentException("training signal of " + microvolts.length + ", " + rawMicrovolts.length
                    + " and " + clean.length + " samples: must be equally long");
        }
    }

    public TrainingSignal withBand(double lowHz, double highHz) {
        return new TrainingSignal(microvolts, rawMicrovolts, clean, rateHz, peakHz, lowHz, highHz);
    }

    public int length() {
        return microvolts.length;
    }

    public double seconds() {
        return microvolts.length / rateHz;
    }
}
