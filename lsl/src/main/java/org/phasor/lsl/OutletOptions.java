package org.phasor.lsl;

/**
 * How an outlet serves.
 *
 * @param bufferSeconds what a consumer may fall behind before its oldest samples are dropped (at 100 samples per
 *     second for irregular streams); > 0
 * @param chunkSamples how many samples that are not pushed through are held to be sent together, for consumers that do
 *     not ask for a number themselves; 0 to hold them until one is pushed through
 *     or the buffer is full
 */
public record OutletOptions(double bufferSeconds, int chunkSamples) {

    public static final OutletOptions DEFAULTS = new OutletOptions(360);

    public OutletOptions {
        if (!(bufferSeconds > 0)) {
            throw new IllegalArgumentException("bufferSeconds = " + bufferSeconds + ": must be > 0");
        }
        if (chunkSamples < 0) {
            throw new IllegalArgumentException("chunkSamples = " + chunkSamples + ": must be >= 0");
        }
    }

    /** Holds what is not pushed through until something is. */
    public OutletOptions(double bufferSeconds) {
        this(bufferSeconds, 0);
    }

    public OutletOptions withChunkSamples(int other) {
        return new OutletOptions(bufferSeconds, other);
    }
}
