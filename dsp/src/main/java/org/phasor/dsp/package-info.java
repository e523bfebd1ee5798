/**
 * Phase: from raw channels to one signal in microvolts, to its phase now and a little ahead; truth and circular statistics.
 *
 * <p>Phase 0 is the positive peak, ±π the trough, −π/2 the rising and +π/2 the falling zero crossing: {@code cos(phase)}.
 * Radians here; degrees in files and on screen.
 */
package org.phasor.dsp;
