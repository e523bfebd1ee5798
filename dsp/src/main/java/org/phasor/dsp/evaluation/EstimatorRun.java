package org.phasor.dsp.evaluation;

/**
 * What one estimator said at the scored samples. Nobody changes the arrays.
 *
 * @param name in the table of estimators
 * @param delayMs how far ahead of the newest sample it was asked
 * @param phaseRad by scored sample; NaN where it gave no valid estimate
 * @param amplitudeMicrovolts its own, causal; NaN there too
 */
public record EstimatorRun(String name, double delayMs, double[] phaseRad, double[] amplitudeMicrovolts) {}
