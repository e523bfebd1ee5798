package org.phasor.lsl;

/**
 * One measurement of the offset between a sender's clock and ours.
 *
 * @param offsetSeconds add to the sender's stamps to get our time
 * @param roundTripSeconds of the probe it was taken from: bounds the error
 * @param remoteSeconds the sender's clock when it was measured
 */
public record TimeCorrection(double offsetSeconds, double roundTripSeconds, double remoteSeconds) {}
