/**
 * What cannot be brain: one small check per kind of artefact, and all of them on one signal. Called per sample by the loop thread;
 * causal, and nothing is allocated after construction.
 */
package org.phasor.dsp.artefact;
