package org.phasor.stimulator;

/**
 * A cell of a {@link TrainTable}: how long a train may last.
 *
 * @param text as in the table: {@code 4.2}, {@code 3.2/32} with pulses, {@code >5} the longest tested
 * @param longestNanos from the first pulse to one gap after the last
 * @param mostPulses {@link Integer#MAX_VALUE} where the table has none
 * @param tested the longest tested, without an adverse sign: what lies beyond is unknown, not unsafe
 */
record TrainCell(String text, long longestNanos, int mostPulses, boolean tested) {

    static TrainCell of(String text) {
        boolean tested = text.startsWith(">");
        String[] parts = (tested ? text.substring(1) : text).split("/");
        int pulses = parts.length > 1 ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE;
        return new TrainCell(text, Math.round(Double.parseDouble(parts[0]) * 1e9), pulses, tested);
    }

    boolean holds(long pulses, long gapNanos) {
        return pulses <= mostPulses && pulses * gapNanos <= longestNanos;
    }
}
