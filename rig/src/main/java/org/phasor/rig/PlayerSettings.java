package org.phasor.rig;

import java.util.Optional;

/**
 * How a recording or a synthetic signal is played as an amplifier.
 *
 * @param name of the stream; empty: the source's own
 * @param chunk samples per delivery, >= 1
 * @param delayMs every delivery comes so much later than its newest sample, >= 0
 * @param jitterMs and up to so much later again, at random, >= 0
 * @param speed times the recording's rate, > 0; the stream's rate is declared accordingly
 * @param loop from the start again at the end
 * @param seed of the jitter
 */
public record PlayerSettings(
        Optional<String> name, int chunk, double delayMs, double jitterMs, double speed, boolean loop, long seed) {

    public PlayerSettings {
        require(chunk >= 1, "chunk", chunk, ">= 1");
        require(delayMs >= 0 && Double.isFinite(delayMs), "delay-ms", delayMs, ">= 0");
        require(jitterMs >= 0 && Double.isFinite(jitterMs), "jitter-ms", jitterMs, ">= 0");
        require(speed > 0 && Double.isFinite(speed), "speed", speed, "> 0");
    }

    /** In real time, sample by sample, as soon as taken. */
    public static PlayerSettings plain(int chunk) {
        return new PlayerSettings(Optional.empty(), chunk, 0, 0, 1, false, 1);
    }

    private static void require(boolean holds, String key, double value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException(key + " = " + value + ": must be " + bound);
        }
    }
}
