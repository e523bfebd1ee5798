package org.phasor.recordings;

/**
 * One measurement of a stream's clock against the clock of the machine that recorded it.
 *
 * @param collectedSeconds when it was measured, on the clock of the stream's source
 * @param offsetSeconds what to add to the source's stamps to get the recorder's clock
 */
public record ClockOffset(double collectedSeconds, double offsetSeconds) {}
