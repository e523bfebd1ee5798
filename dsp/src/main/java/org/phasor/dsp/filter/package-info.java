/**
 * Filters on whole arrays: IIR band-passes as second-order sections, FIR band-passes, zero-phase filtering, and what a filter
 * does to a frequency. Offline code that allocates freely; nothing here is called per sample.
 */
package org.phasor.dsp.filter;
