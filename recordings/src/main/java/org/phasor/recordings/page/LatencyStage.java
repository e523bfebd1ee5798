package org.phasor.recordings.page;

import java.util.OptionalDouble;

/**
 * How long one stage took, over a run: percentiles and a histogram whose bins are equally wide on a logarithmic axis,
 * {@value #BINS_PER_DECADE} to a decade. Immutable; nobody changes the array.
 *
 * @param key as in the JSON
 * @param words from where to where
 * @param n how many values
 * @param p50Micros empty when there are too few values for it, as for the others
 * @param bins how many values in each, the first from {@value #FIRST_MICROS} µs, values below it among them; the last up
 *     to 100 s, values above it among them
 */
public record LatencyStage(
        String key,
        String words,
        long n,
        OptionalDouble p50Micros,
        OptionalDouble p99Micros,
        OptionalDouble p999Micros,
        OptionalDouble maxMicros,
        long[] bins) {

    public static final double FIRST_MICROS = 0.01;
    public static final int BINS_PER_DECADE = 10;
    private static final int DECADES = 10;

    /** So many bins there are. */
    public static final int BINS = DECADES * BINS_PER_DECADE;

    public LatencyStage {
        if (bins.length != BINS) {
            throw new IllegalArgumentException("bins = " + bins.length + ": must be " + BINS);
        }
    }

    /** Into which bin a value falls. */
    public static int binOf(double micros) {
        if (!(micros > FIRST_MICROS)) {
            return 0;
        }
        int bin = (int) Math.floor(Math.log10(micros / FIRST_MICROS) * BINS_PER_DECADE);
        return Math.max(0, Math.min(BINS - 1, bin));
    }

    /** The lower edge of a bin; of one more than there are, the upper edge of the last. */
    public static double edgeMicros(int bin) {
        return FIRST_MICROS * Math.pow(10, (double) bin / BINS_PER_DECADE);
    }
}
