/**
 * How well the estimators do on a recording of one's own: each is run over it as the rig would run it and held against a truth
 * that knows the future. Offline, on whole arrays; deterministic.
 */
package org.phasor.dsp.evaluation;
