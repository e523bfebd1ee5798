package org.phasor.dsp.evaluation;

import java.util.Locale;
import org.phasor.dsp.TruePhase;

/**
 * How well the truth itself is defined on this recording.
 *
 * @param prominenceDb how far the peak stands above the 1/f background
 * @param meanAngularVariance how far the 15 filters of the multi-filter truth disagree, over the scored samples, 0 to 1; NaN
 *     where the peak or the rate does not let them be made
 * @param known whether the truth is no filter's view but the phase that the signal was made with
 */
public record TruthQuality(double prominenceDb, double meanAngularVariance, boolean known) {

    private static final double NO_PEAK_DB = 3;
    private static final double ILL_DEFINED_VARIANCE = 0.07;
    private static final double POORLY_DEFINED_VARIANCE = 0.05;

    /**
     * The multi-filter truth's circular SD in degrees against a phase that is known, by mean angular variance. Measured on 42
     * synthetic signals of 300 s: a drifting coherent oscillator and a damped stochastic one, each at −10 to 15 dB, three seeds;
     * both kinds lie on one curve within about 5 degrees up to 0.08.
     */
    private static final double[][] TRUTH_SD_DEG = {
        {0, 0},
        {0.005, 12},
        {0.013, 20},
        {0.031, 33},
        {0.044, 43},
        {0.056, 53},
        {0.065, 62},
        {0.076, 69},
        {0.087, 90},
        {0.111, 115}
    };

    static TruthQuality of(double prominenceDb, TruePhase multi, int[] scored, boolean known) {
        double sum = 0;
        for (int sample : scored) {
            sum += multi.angularVariance()[sample];
        }
        return new TruthQuality(prominenceDb, sum / scored.length, known);
    }

    /** What the truth's own circular SD in degrees was on synthetic signals whose filters disagree as much; NaN when not known. */
    public double expectedTruthSdDeg() {
        double variance = Math.min(meanAngularVariance, TRUTH_SD_DEG[TRUTH_SD_DEG.length - 1][0]);
        for (int i = 1; i < TRUTH_SD_DEG.length; i++) {
            double[] low = TRUTH_SD_DEG[i - 1];
            double[] high = TRUTH_SD_DEG[i];
            if (variance <= high[0]) {
                return low[1] + (variance - low[0]) / (high[0] - low[0]) * (high[1] - low[1]);
            }
        }
        return Double.NaN;
    }

    /** Whether errors against this truth mean little. */
    public boolean illDefined() {
        return !known && (prominenceDb < NO_PEAK_DB || meanAngularVariance >= ILL_DEFINED_VARIANCE);
    }

    private String expectedInWords() {
        double[] last = TRUTH_SD_DEG[TRUTH_SD_DEG.length - 1];
        return meanAngularVariance > last[0]
                ? String.format(Locale.ROOT, "more than %.0f", last[1])
                : String.format(Locale.ROOT, "about %.0f", expectedTruthSdDeg());
    }

    /** One line for a person. */
    public String words() {
        if (known) {
            return String.format(Locale.ROOT, "known exactly: peak %.1f dB over the background", prominenceDb);
        }
        String measured = Double.isNaN(meanAngularVariance)
                ? String.format(Locale.ROOT, "peak %.1f dB over the background", prominenceDb)
                : String.format(
                        Locale.ROOT,
                        "peak %.1f dB over the background, the 15 filters' mean angular variance %.3f;"
                                + " on synthetic signals with such a variance their mean was %s deg (SD) off the known phase",
                        prominenceDb,
                        meanAngularVariance,
                        expectedInWords());
        if (prominenceDb < NO_PEAK_DB) {
            return "ILL-DEFINED: hardly a peak, so hardly a phase to find (" + measured + ")";
        }
        if (meanAngularVariance >= ILL_DEFINED_VARIANCE) {
            return "ILL-DEFINED: the filters that make the truth disagree among themselves (" + measured + ")";
        }
        return (meanAngularVariance >= POORLY_DEFINED_VARIANCE ? "poorly defined: " : "defined: ") + measured;
    }
}
