/**
 * The one gate to a device: the interlock. Interface and drivers are package-private.
 */
package org.phasor.stimulator;
