package org.phasor.acquisition;

/**
 * A straight line through the stamps of a stream: recursive least squares on offset and period with exponential
 * forgetting. It starts as the plain least-squares line through what has come so far and ends as a critically damped
 * second-order tracker with the memory given. Times are nanoseconds after an origin that the user keeps.
 */
final class StampLine {

    /** Real periods lie this close to the declared one. */
    private static final double LARGEST_RATE_ERROR = 0.05;

    /** Variance of the period at the start: large, so that the second stamp gives the period. */
    private static final double NOTHING_KNOWN = 1000;

    private final double nominalPeriodNanos;
    private final double forgetting;

    private double positionNanos;
    private double periodNanos;

    // Covariance of position and period, in units of the variance of one stamp.
    private double varPosition;
    private double covariance;
    private double varPeriod;

    StampLine(double nominalPeriodNanos, double memorySamples) {
        this.nominalPeriodNanos = nominalPeriodNanos;
        forgetting = 1 / (1 - 1 / memorySamples);
    }

    /** Begins at a first stamp, with the declared period until the next. */
    void startAt(double nanos) {
        periodNanos = nominalPeriodNanos;
        varPeriod = NOTHING_KNOWN;
        moveTo(nanos);
    }

    /** Goes on from another stamp with the period known so far. */
    void moveTo(double nanos) {
        positionNanos = nanos;
        varPosition = 1;
        covariance = 0;
    }

    /** Moves the whole line by a distance that is known exactly. */
    void shift(double nanos) {
        positionNanos += nanos;
    }

    /** One sample on. */
    void advance() {
        positionNanos += periodNanos;
        varPosition = (varPosition + 2 * covariance + varPeriod) * forgetting;
        covariance = (covariance + varPeriod) * forgetting;
        varPeriod *= forgetting;
    }

    /** Bends the line by how far the stamp lay after it. */
    void learn(double residualNanos) {
        double positionGain = varPosition / (varPosition + 1);
        double periodGain = covariance / (varPosition + 1);
        positionNanos += positionGain * residualNanos;
        periodNanos += periodGain * residualNanos;
        double bound = LARGEST_RATE_ERROR * nominalPeriodNanos;
        periodNanos = Math.max(nominalPeriodNanos - bound, Math.min(nominalPeriodNanos + bound, periodNanos));
        varPeriod -= periodGain * covariance;
        covariance *= 1 - positionGain;
        varPosition *= 1 - positionGain;
    }

    void copyFrom(StampLine other) {
        positionNanos = other.positionNanos;
        periodNanos = other.periodNanos;
        varPosition = other.varPosition;
        covariance = other.covariance;
        varPeriod = other.varPeriod;
    }

    double positionNanos() {
        return positionNanos;
    }

    double periodNanos() {
        return periodNanos;
    }

    /** Standard deviation of the position in units of that of one stamp. */
    double relativeDeviation() {
        return Math.sqrt(varPosition);
    }
}
