/**
 * The estimators of phase: one table ({@link org.phasor.dsp.estimator.PhaseEstimators}), one contract
 * ({@link org.phasor.dsp.PhaseEstimator}); each with its source. {@link org.phasor.dsp.estimator.SignalChain} puts one behind its
 * conditioning, as a rig runs it. Each estimator is one file that is named in the table; beside it stand its settings
 * ({@code …Settings}), what trains it ({@code …Training}) and the steps that it is made of. Nothing else is seen from outside.
 *
 * <p>The loop thread calls; constructors and training allocate, what runs per sample does not.
 */
package org.phasor.dsp.estimator;
