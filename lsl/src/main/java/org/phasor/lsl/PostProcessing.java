package org.phasor.lsl;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Smooths the stamps of one stream as native liblsl does, with the same numbers, for analysis and display. The steps
 * are applied in their order: clock offset, line fit, no going back.
 *
 * <p><b>Never for scheduling.</b> The fit settles within tens of seconds, bends when samples are lost, and says nothing
 * of when a sample was taken; a pulse is timed by stamps as they came and by {@link Inlet#timeCorrection()}.
 *
 * <p>For one thread. Nothing allocates.
 */
public final class PostProcessing {

    /** What can be done to a stamp. */
    public enum Step {
        /** Adds the clock offset: the sender's time becomes ours. The offset in use is renewed twice a second at most. */
        CLOCK_SYNC,
        /** Replaces stamps by a line through them ({@link StampSmoother}); leaves those of irregular streams alone. */
        DEJITTER,
        /** Raises a stamp that is less than the one before to that one. */
        MONOTONIZE
    }

    /** Native liblsl's {@code SmoothingHalftime}. */
    public static final double DEFAULT_HALFTIME_SECONDS = 90;

    private static final int SAMPLES_BETWEEN_OFFSETS = 50;
    private static final double SECONDS_BETWEEN_OFFSETS = 0.5;

    private final boolean clockSync;
    private final boolean monotonize;
    private final StampSmoother smoother;
    private final Supplier<TimeCorrection> corrections;
    private final DoubleSupplier clockSeconds;

    private double offsetSeconds = Double.NaN;
    private int samplesSinceOffset;
    private double nextOffsetSeconds = Double.NEGATIVE_INFINITY;
    private double lastSeconds = Double.NEGATIVE_INFINITY;

    /**
     * The steps for the samples of an inlet.
     *
     * @throws IllegalArgumentException without a step
     */
    public static PostProcessing of(Inlet inlet, Step first, Step... more) {
        return new PostProcessing(
                EnumSet.of(first, more),
                inlet.info().nominalRateHz(),
                DEFAULT_HALFTIME_SECONDS,
                inlet::timeCorrection,
                LslClock::seconds);
    }

    /** Steps that need no clock offset. */
    public static PostProcessing withoutClock(boolean dejitter, boolean monotonize, double nominalRateHz) {
        Set<Step> steps = EnumSet.noneOf(Step.class);
        if (dejitter) {
            steps.add(Step.DEJITTER);
        }
        if (monotonize) {
            steps.add(Step.MONOTONIZE);
        }
        return new PostProcessing(steps, nominalRateHz, DEFAULT_HALFTIME_SECONDS, () -> null, () -> 0);
    }

    /**
     * @param nominalRateHz of the stream, 0 when irregular
     * @param halftimeSeconds in which a sample's weight in the line fit falls to a half; > 0
     * @param corrections gives the newest clock offset, null while there is none; asked for each sample when
     *     {@link Step#CLOCK_SYNC} is wanted
     * @param clockSeconds any clock that runs on: says when to renew the offset
     */
    public PostProcessing(
            Set<Step> steps,
            double nominalRateHz,
            double halftimeSeconds,
            Supplier<TimeCorrection> corrections,
            DoubleSupplier clockSeconds) {
        clockSync = steps.contains(Step.CLOCK_SYNC);
        monotonize = steps.contains(Step.MONOTONIZE);
        smoother = steps.contains(Step.DEJITTER) ? new StampSmoother(nominalRateHz, halftimeSeconds) : null;
        this.corrections = Objects.requireNonNull(corrections, "corrections");
        this.clockSeconds = Objects.requireNonNull(clockSeconds, "clockSeconds");
    }

    /**
     * The next sample's stamp, processed.
     *
     * @param stampSeconds as received; NaN, for a sample without one, passes and changes nothing
     * @return NaN while the clock offset is needed and not known: native liblsl would wait here
     */
    public double next(double stampSeconds) {
        if (clockSync) {
            renewOffset();
        }
        double value = clockSync ? stampSeconds + offsetSeconds : stampSeconds;
        if (Double.isNaN(value)) {
            skip(1);
            return Double.NaN;
        }
        if (smoother != null) {
            value = smoother.next(value);
        }
        if (monotonize) {
            value = Math.max(lastSeconds, value);
            lastSeconds = value;
        }
        return value;
    }

    /** {@link #next} for each of the first stamps of an array, in place. */
    public void apply(double[] stampsSeconds, int count) {
        for (int i = 0; i < count; i++) {
            stampsSeconds[i] = next(stampsSeconds[i]);
        }
    }

    /** A correction that is gone means that the sender was lost: what was fitted to its clock is void. */
    private void renewOffset() {
        TimeCorrection newest = corrections.get();
        if (newest == null) {
            if (!Double.isNaN(offsetSeconds)) {
                reset();
            }
            return;
        }
        samplesSinceOffset++;
        boolean due = samplesSinceOffset > SAMPLES_BETWEEN_OFFSETS && clockSeconds.getAsDouble() > nextOffsetSeconds;
        if (due || Double.isNaN(offsetSeconds)) {
            offsetSeconds = newest.offsetSeconds();
            samplesSinceOffset = 0;
            nextOffsetSeconds = clockSeconds.getAsDouble() + SECONDS_BETWEEN_OFFSETS;
        }
    }

    /** Samples that were received and thrown away by us, as by {@link SampleBuffer#skipAll()}: the line goes on. */
    public void skip(long samples) {
        if (smoother != null) {
            smoother.skip(samples);
        }
    }

    /** Begins anew: for a sender that has come back ({@link InletListener#onRecovered}), maybe with another clock. */
    public void reset() {
        offsetSeconds = Double.NaN;
        lastSeconds = Double.NEGATIVE_INFINITY;
        if (smoother != null) {
            smoother.reset();
        }
    }
}
