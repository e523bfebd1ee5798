/**
 * Assembled: rig file, frame, loop thread, pipeline, session.
 */
package org.phasor.rig;
