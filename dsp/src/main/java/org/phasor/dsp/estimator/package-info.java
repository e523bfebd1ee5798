/** The estimators of phase: one table, one contract; each with its source. */
package org.phasor.dsp.estimator;
