package org.phasor.lsl;

/**
 * One receiver of an outlet, at one moment.
 *
 * @param id counts the outlet's receivers from 1, in the order of their coming
 * @param address its host and port, as {@code 192.168.0.7:50312}
 * @param waitingSamples pushed and not yet written to its socket
 * @param droppedSamples lost to it so far because it was too slow
 */
public record ConsumerState(long id, String address, int waitingSamples, long droppedSamples) {}
