package org.phasor.lsl;

/**
 * How an inlet receives.
 *
 * @param bufferSeconds what the sender may queue for us before it drops the oldest (at 100 samples per second for
 *     irregular streams); > 0
 * @param recover reconnect by the stream's source_id when the connection is lost; otherwise the first loss is final
 * @param timeSync measure the clock offset to the sender
 */
public record InletOptions(double bufferSeconds, boolean recover, boolean timeSync) {

    public static final InletOptions DEFAULTS = new InletOptions(360, true, true);

    public InletOptions {
        if (!(bufferSeconds > 0)) {
            throw new IllegalArgumentException("bufferSeconds = " + bufferSeconds + ": must be > 0");
        }
    }

    public InletOptions withRecovery(boolean recovery) {
        return new InletOptions(bufferSeconds, recovery, timeSync);
    }
}
