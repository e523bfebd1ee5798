package org.phasor.stimulator;

/**
 * One call of a device, as the device itself noted it.
 *
 * @param instant a count of everything that happened in the world, which no clock jump turns back
 * @param nanos the rig's clock when the call came in
 * @param pulses what the call gives
 * @param gapNanos between them
 */
record FiredPulse(long instant, long nanos, int pulses, long gapNanos) {}
