package org.phasor.lsl;

/**
 * What an outlet keeps for one receiver at most.
 *
 * @param bufferSamples that wait for it; > 0
 * @param chunkSamples that are held before they are written together when none is pushed through; 0 for any number
 */
record OutletLimits(int bufferSamples, int chunkSamples) {

    private static final double SAMPLES_PER_SECOND_WHEN_IRREGULAR = 100;

    static OutletLimits of(OutletOptions options, double nominalRateHz) {
        double rateHz = nominalRateHz > 0 ? nominalRateHz : SAMPLES_PER_SECOND_WHEN_IRREGULAR;
        return new OutletLimits(Math.max(1, (int) (options.bufferSeconds() * rateHz)), options.chunkSamples());
    }
}
