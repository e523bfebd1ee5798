package org.phasor.recordings;

import org.phasor.trigger.Decision;

/**
 * A final decision that is not HOLD, with the frame it was made on.
 *
 * @param frame index of the frame
 * @param decision to be read only
 */
public record PlannedDecision(long frame, Decision decision) {}
