/**
 * Measurements of the loop thread, which nobody outside its package can name.
 */
package org.phasor.rig;
