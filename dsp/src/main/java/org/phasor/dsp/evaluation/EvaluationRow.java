package org.phasor.dsp.evaluation;

import java.util.Optional;

/**
 * How one estimator did at one delay, on the samples of one gate.
 *
 * @param name in the table of estimators
 * @param delayMs how far ahead of the newest sample it was asked
 * @param gate which samples count
 * @param errors estimate less truth: positive is ahead
 * @param histogram how many errors fall into each of 36 bins of 10 degrees, the first from −180
 * @param validPart the part of the gate's samples at which it gave an estimate, 0 to 1
 * @param overDefault its circular SD less the default estimator's, on the same samples; absent for the default itself, where the
 *     default was not run, and at gate {@link ErrorGate#OWN50}, whose samples differ
 */
public record EvaluationRow(
        String name,
        double delayMs,
        ErrorGate gate,
        BlockBootstrap errors,
        int[] histogram,
        double validPart,
        Optional<PairedBootstrap> overDefault) {

    public static final int HISTOGRAM_BINS = 36;
}
