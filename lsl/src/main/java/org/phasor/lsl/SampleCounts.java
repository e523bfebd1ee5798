package org.phasor.lsl;

/**
 * What became of the samples of a stream that a {@link SampleBuffer} holds: received = taken + skipped + dropped +
 * waiting.
 *
 * @param received all of them
 * @param waiting to be taken
 * @param dropped because the buffer was full
 * @param skipped by the reader's wish
 * @param gaps stamps that jumped, forward or back, by more than four sample intervals and 20 ms
 * @param unanchored received without a stamp that means anything
 * @param losses of the connection
 */
public record SampleCounts(
        long received, long waiting, long dropped, long skipped, long gaps, long unanchored, long losses) {}
