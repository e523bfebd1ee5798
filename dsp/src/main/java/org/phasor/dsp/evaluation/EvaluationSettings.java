package org.phasor.dsp.evaluation;

/**
 * What is evaluated. Immutable.
 *
 * @param bandLowHz the band of interest, > 0
 * @param bandHighHz its upper edge, > bandLowHz
 * @param searchLowHz where the individual peak is searched
 * @param searchHighHz upper edge of the search
 * @param truth what the estimates are held against
 */
public record EvaluationSettings(
        double bandLowHz, double bandHighHz, double searchLowHz, double searchHighHz, TruthKind truth) {

    /** A band no wider than this is a guess at the peak; a wider one is a range to search. */
    private static final double NARROW_BAND_HZ = 5;

    private static final double MARGIN_HZ = 1;

    /** Below, too little of the 1/f background is left under the search. */
    private static final double LOWEST_SEARCH_HZ = 4;

    public EvaluationSettings {
        if (!(bandLowHz > 0 && bandHighHz > bandLowHz && bandHighHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "band = " + bandLowHz + "," + bandHighHz + " Hz: must be 0 < low < high");
        }
        if (!(searchLowHz > 0 && searchHighHz > searchLowHz && searchHighHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "search = " + searchLowHz + "," + searchHighHz + " Hz: must be 0 < low < high");
        }
    }

    /**
     * With the search range that goes with the band: a band up to 5 Hz wide is widened by 1 Hz on each side (8 to 13 Hz: 7 to 14),
     * but not below 4 Hz; a wider one (5 to 11 Hz) is searched as it is.
     */
    public static EvaluationSettings of(double bandLowHz, double bandHighHz, TruthKind truth) {
        boolean narrow = bandHighHz - bandLowHz <= NARROW_BAND_HZ;
        double low = narrow ? Math.max(Math.min(bandLowHz, LOWEST_SEARCH_HZ), bandLowHz - MARGIN_HZ) : bandLowHz;
        return new EvaluationSettings(bandLowHz, bandHighHz, low, narrow ? bandHighHz + MARGIN_HZ : bandHighHz, truth);
    }

    public EvaluationSettings withTruth(TruthKind value) {
        return new EvaluationSettings(bandLowHz, bandHighHz, searchLowHz, searchHighHz, value);
    }

    public EvaluationSettings withSearch(double lowHz, double highHz) {
        return new EvaluationSettings(bandLowHz, bandHighHz, lowHz, highHz, truth);
    }
}
