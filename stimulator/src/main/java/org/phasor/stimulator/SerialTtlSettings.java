package org.phasor.stimulator;

/**
 * How a box on a serial line gives a TTL pulse: one byte takes its lines high, another low again. Immutable.
 *
 * @param port what the system calls it, as {@code /dev/ttyUSB0} or {@code COM3}
 * @param baud bits a second; many boxes do not care
 * @param onByte 0 to 255: the byte that takes the lines high
 * @param offByte 0 to 255: the byte that takes them low
 * @param widthNanos how long they stay high, 0.1 to 100 ms
 */
public record SerialTtlSettings(String port, int baud, int onByte, int offByte, long widthNanos) {

    public static final int DEFAULT_BAUD = 115_200;
    public static final int DEFAULT_ON = 1;
    public static final int DEFAULT_OFF = 0;

    /** Two samples and more at 1 kHz: an amplifier's trigger channel does not miss it. */
    public static final long DEFAULT_WIDTH_NANOS = 5_000_000;

    static final long SHORTEST_NANOS = 100_000;
    private static final long LONGEST_NANOS = 100_000_000;

    /**
     * @throws IllegalArgumentException one line naming the key, its value and what was expected
     */
    public SerialTtlSettings {
        if (port.isBlank()) {
            throw new IllegalArgumentException(
                    "serialPort = \"\": must name the line, as \"/dev/ttyUSB0\" or \"COM3\"");
        }
        if (baud < 300 || baud > 4_000_000) {
            throw new IllegalArgumentException("serialBaud = " + baud + ": must be 300 to 4000000");
        }
        requireByte("serialOn", onByte);
        requireByte("serialOff", offByte);
        if (onByte == offByte) {
            throw new IllegalArgumentException("serialOff = " + offByte + ": must differ from serial-on");
        }
        if (widthNanos < SHORTEST_NANOS || widthNanos > LONGEST_NANOS) {
            throw new IllegalArgumentException("serialWidthMs = " + widthNanos / 1e6 + ": must be 0.1 to 100");
        }
    }

    /** How long after the end of a pulse the line may not be free yet: two bytes of ten bits, and a thread's time. */
    long freeingNanos() {
        long twoBytesNanos = (20 * 1_000_000_000L + baud - 1) / baud;
        return 1_000_000L + twoBytesNanos;
    }

    private static void requireByte(String key, int value) {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException(key + " = " + value + ": must be 0 to 255");
        }
    }
}
