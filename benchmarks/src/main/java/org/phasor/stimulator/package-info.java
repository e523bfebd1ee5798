/**
 * Measurements of devices, which nobody outside their package can name.
 */
package org.phasor.stimulator;
