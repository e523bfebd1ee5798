package org.phasor.rig;

/**
 * A trigger input of an amplifier that is played on this machine.
 *
 * @param port on loopback that takes the datagrams of the {@code udp} device, 1 to 65,535
 * @param delayMs from a datagram's arrival to the pulse, 0 to 1000
 * @param jitterMs up to so much later again, at random, 0 to 1000
 * @param seed of that jitter
 * @param pulses that one datagram gives: more than one stands for a stimulator that times its patterns by itself; >= 1
 * @param gapNanos from one of these to the next; > 0 for more than one
 */
public record TriggerInputSettings(int port, double delayMs, double jitterMs, long seed, int pulses, long gapNanos) {

    /** @throws IllegalArgumentException naming the value and its bounds */
    public TriggerInputSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("trigger-port = " + port + ": must be 1 to 65535");
        }
        if (!(delayMs >= 0 && delayMs <= 1000)) {
            throw new IllegalArgumentException("trigger-delay-ms = " + delayMs + ": must be 0 to 1000");
        }
        if (!(jitterMs >= 0 && jitterMs <= 1000)) {
            throw new IllegalArgumentException("trigger-jitter-ms = " + jitterMs + ": must be 0 to 1000");
        }
        if (pulses < 1 || pulses > 1 && gapNanos <= 0) {
            throw new IllegalArgumentException(
                    "pulses = " + pulses + ", gapNanos = " + gapNanos + ": must be >= 1, > 0");
        }
    }

    /** One pulse for each datagram. */
    public TriggerInputSettings(int port, double delayMs, double jitterMs, long seed) {
        this(port, delayMs, jitterMs, seed, 1, 0);
    }

    /** The same for a stimulator that gives so many pulses at one command. */
    TriggerInputSettings withPattern(int count, long gap) {
        return new TriggerInputSettings(port, delayMs, jitterMs, seed, count, gap);
    }
}
