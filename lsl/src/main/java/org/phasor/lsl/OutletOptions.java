package org.phasor.lsl;

/**
 * How an outlet serves.
 *
 * @param bufferSeconds what a consumer may fall behind before its oldest samples are dropped (at 100 samples per
 *     second for irregular streams); > 0
 */
public record OutletOptions(double bufferSeconds) {

    public static final OutletOptions DEFAULTS = new OutletOptions(360);

    public OutletOptions {
        if (!(bufferSeconds > 0)) {
            throw new IllegalArgumentException("bufferSeconds = " + bufferSeconds + ": must be > 0");
        }
    }
}
