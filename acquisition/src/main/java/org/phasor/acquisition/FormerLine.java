package org.phasor.acquisition;

/** The line that a {@link SampleClock} left for a late stamp, for as long as stamps may still come back to it. */
final class FormerLine {

    private static final double LONGEST_SECONDS = 200;

    private final double nominalPeriodNanos;
    private final StampLine line;
    private long samplesLeft;

    FormerLine(double nominalPeriodNanos, double memorySamples) {
        this.nominalPeriodNanos = nominalPeriodNanos;
        line = new StampLine(nominalPeriodNanos, memorySamples);
    }

    /** Remembers a line, or goes on remembering an earlier one, for twice its distance from the stamp it is left for. */
    void remember(StampLine left, double stampNanos) {
        if (samplesLeft == 0) {
            line.copyFrom(left);
        }
        double distanceSamples = 2 * (stampNanos - line.positionNanos()) / nominalPeriodNanos + 10;
        samplesLeft = (long) Math.min(distanceSamples, LONGEST_SECONDS * 1e9 / nominalPeriodNanos);
    }

    /** One sample on. */
    void advance() {
        if (samplesLeft > 0) {
            line.advance();
            samplesLeft--;
        }
    }

    void shift(double nanos) {
        line.shift(nanos);
    }

    /** How far after it a stamp lies; NaN when none is remembered. */
    double residual(double stampNanos) {
        return samplesLeft > 0 ? stampNanos - line.positionNanos() : Double.NaN;
    }

    /** Gives it back, and forgets it. */
    void takeUp(StampLine to) {
        to.copyFrom(line);
        samplesLeft = 0;
    }
}
