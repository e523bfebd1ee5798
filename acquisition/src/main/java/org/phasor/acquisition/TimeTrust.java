package org.phasor.acquisition;

/**
 * Whether the line of a {@link SampleClock} can be trusted, from how its stamps lie around it. Its user says when the line moved at
 * once ({@link #stepped}) and tells every residual.
 *
 * <p>The standard deviation of the line's position is that of a stamp times what least squares leaves of it, times
 * {@code sqrt((1 + r) / (1 - r))} with r the correlation of neighbouring residuals: the samples of a chunk that share one stamp's
 * jitter tell no more than one of them would (the effective number of observations of a first-order autoregressive process; Bayley and
 * Hammersley 1946, J. R. Stat. Soc. Suppl. 8:184).
 *
 * <p>The line is sure when there were stamps for 0.4 s (10 at least) since it began or moved, that deviation is at most three quarters
 * of what is allowed, and nothing speaks against it; it stays so up to the whole of what is allowed. Against it speak, until 0.1 s
 * after the last time: three residuals in a row beyond what is ordinary, on one side; and a mean residual over about the last 0.1 s that
 * lies further off than what is allowed and four of its own standard deviations. That mean also finds a small loss among jittering
 * stamps ({@link #shifted}).
 */
final class TimeTrust {

    private static final double RESIDUAL_MEMORY_SECONDS = 5;
    private static final double SETTLE_SECONDS = 0.4;
    private static final double RECENT_SECONDS = 0.1;
    private static final int LEAST_STAMPS = 10;
    private static final int OUTLIERS_TO_DOUBT = 3;
    private static final double TO_BECOME_SURE = 0.75;
    private static final double NORMAL_DEVIATION_PER_MEAN_RESIDUAL = 1.2533;

    private final double maxDeviationNanos;
    private final double smallestShiftNanos;
    private final long residualMemory;
    private final long settleStamps;
    private final long recentStamps;

    private double meanResidualNanos;
    private long residuals;

    /** Of residuals cut to what is ordinary: their mean square, and the mean product of neighbours. */
    private double meanSquare;

    private double meanProduct;
    private long products;
    private double previousResidual;

    private final RecentMean recent;
    private boolean held;
    private long stampsSinceStep;
    private long stampsSinceDoubt;
    private boolean sure;

    /** At any time since the last step. */
    private boolean wasSure;

    /** @param smallestShiftNanos a line that is off by less is left to bend */
    TimeTrust(double rateHz, double maxDeviationNanos, double smallestShiftNanos) {
        this.maxDeviationNanos = maxDeviationNanos;
        this.smallestShiftNanos = smallestShiftNanos;
        residualMemory = Math.max(LEAST_STAMPS, (long) (RESIDUAL_MEMORY_SECONDS * rateHz));
        settleStamps = Math.max(LEAST_STAMPS, Math.round(SETTLE_SECONDS * rateHz));
        recentStamps = Math.max(OUTLIERS_TO_DOUBT, Math.round(RECENT_SECONDS * rateHz));
        recent = new RecentMean(recentStamps);
        stampsSinceDoubt = recentStamps;
    }

    /** The line began, or moved at once. */
    void stepped() {
        stampsSinceStep = 0;
        recent.restart();
        held = false;
        sure = false;
        wasSure = false;
    }

    /** Takes in the size of a residual; to be told of every stamp that means something. */
    void learnSize(double sizeNanos) {
        residuals = Math.min(residuals + 1, residualMemory);
        meanResidualNanos += (sizeNanos - meanResidualNanos) / residuals;
    }

    /**
     * Takes in a stamp that the line learned from.
     *
     * @param ordinaryNanos the largest residual that is ordinary
     * @param outliersInARow beyond that, on one side, this stamp included
     */
    void learn(double residualNanos, double ordinaryNanos, long outliersInARow) {
        double ordinary = Math.max(-ordinaryNanos, Math.min(ordinaryNanos, residualNanos));
        products = Math.min(products + 1, residualMemory);
        meanSquare += (ordinary * ordinary - meanSquare) / products;
        meanProduct += (ordinary * previousResidual - meanProduct) / products;
        previousResidual = ordinary;
        stampsSinceStep++;
        boolean wasOff = recent.offStamps() > 0;
        recent.add(residualNanos, deviationOfStamp() * correlationFactor(), smallestShiftNanos);
        held = recent.offStamps() > 0 && (held || !wasOff && wasSure);
        boolean doubtful = outliersInARow >= OUTLIERS_TO_DOUBT || recent.beyondChance() > maxDeviationNanos;
        stampsSinceDoubt = doubtful ? 0 : stampsSinceDoubt + 1;
    }

    /**
     * Whether the newest stamps say that a line that was sure is off: it should not bend towards them before it is known whether
     * they come back.
     */
    boolean holdsTheLine() {
        return held;
    }

    /** Whether they have said so for a tenth of a second: then the line is off by {@link #shiftNanos}. */
    boolean shifted() {
        return held && recent.lasts();
    }

    double shiftNanos() {
        return recent.offMean();
    }

    private double deviationOfStamp() {
        return NORMAL_DEVIATION_PER_MEAN_RESIDUAL * meanResidualNanos;
    }

    /** How much less a mean of neighbouring residuals tells than one of independent ones, as a factor of its standard deviation. */
    private double correlationFactor() {
        double found = meanSquare > 0 ? Math.max(0, meanProduct / meanSquare) : 0;
        // Around a line that was fitted to them, few residuals look less alike than their stamps are.
        double correlation = products > 0 ? Math.min(1, found + (2 + 4 * found) / products) : found;
        // As many stamps as are remembered cannot tell less than one does.
        return Math.sqrt(Math.min((1 + correlation) / Math.max(1 - correlation, Double.MIN_NORMAL), residualMemory));
    }

    /**
     * Whether the newest sample's time is known well enough; once for every sample.
     *
     * @param relativeDeviation of the line's position, in units of a stamp's
     */
    boolean judge(double relativeDeviation) {
        double bound = sure ? maxDeviationNanos : TO_BECOME_SURE * maxDeviationNanos;
        sure = stampsSinceStep >= settleStamps
                && (wasSure || isSettled())
                && stampsSinceDoubt >= recentStamps
                && deviationNanos(relativeDeviation) <= bound;
        wasSure |= sure;
        return sure;
    }

    /** Whether as many chunks as stamps are needed have come, where a stamp's jitter matters: of fewer its size is not known. */
    private boolean isSettled() {
        double alike = correlationFactor() * correlationFactor();
        return deviationOfStamp() <= maxDeviationNanos / 4 || stampsSinceStep >= LEAST_STAMPS * alike;
    }

    /** The standard deviation of the line's position. */
    double deviationNanos(double relativeDeviation) {
        return deviationOfStamp() * relativeDeviation * correlationFactor();
    }

    /** Whether the newest stamps speak against the line. */
    boolean doubts() {
        return stampsSinceDoubt < recentStamps;
    }

    /** Whether so many stamps have come since the last step that another is not expected, sure or not. */
    boolean longSinceStep() {
        return stampsSinceStep >= 5 * settleStamps;
    }

    double meanResidualNanos() {
        return meanResidualNanos;
    }
}
