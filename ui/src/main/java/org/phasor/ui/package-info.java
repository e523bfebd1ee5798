/**
 * The scope: brain waves and pulses together, drawn at the screen's pace.
 *
 * <p>Which thread may touch what: the observer's thread writes {@link org.phasor.ui.ScopeTap} and nothing else; the JavaFX
 * thread reads it and owns the view and all that is drawn; the command's thread opens and closes the window through {@link
 * org.phasor.ui.JavaFxScope} and waits for neither longer than it says. Nobody waits for the screen.
 */
package org.phasor.ui;
