/**
 * The scope: brain waves and pulses together, drawn at the screen's pace.
 */
package org.phasor.ui;
