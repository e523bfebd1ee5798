/**
 * Samples come in: from an LSL stream, a synthetic signal or (from {@code recordings}) a file, onto the rig's clock.
 */
package org.phasor.acquisition;
