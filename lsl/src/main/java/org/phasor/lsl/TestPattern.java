package org.phasor.lsl;

/**
 * The two samples that open every feed, by which a receiver sees that it decodes as the sender encodes. Values as in
 * native liblsl.
 */
final class TestPattern {

    static final double STAMP_SECONDS = 123456.789;

    /** The offsets of the first and the second sample. */
    static final int[] OFFSETS = {4, 2};

    private TestPattern() {}

    static double[] values(ChannelFormat format, int channels, int offset) {
        double[] values = new double[channels];
        for (int k = 0; k < channels; k++) {
            double magnitude = magnitude(format, (long) offset + k);
            // Subtracted, for a wrapped-around 0 is no negative zero in an integer format.
            values[k] = k % 2 == 0 ? magnitude : 0 - magnitude;
        }
        return values;
    }

    static String[] texts(int channels) {
        String[] texts = new String[channels];
        for (int k = 0; k < channels; k++) {
            texts[k] = Integer.toString(k % 2 == 0 ? k + 10 : -(k + 10));
        }
        return texts;
    }

    private static double magnitude(ChannelFormat format, long n) {
        return switch (format) {
            case FLOAT32 -> (float) n;
            case DOUBLE64 -> 16_777_217L + n;
            case INT32 -> (65_537L + n) % Integer.MAX_VALUE;
            case INT16 -> (257L + n) % Short.MAX_VALUE;
            case INT8 -> (1L + n) % Byte.MAX_VALUE;
            case INT64 -> 2_147_483_649L + n;
            case STRING -> throw new IllegalArgumentException("text streams have texts");
        };
    }
}
