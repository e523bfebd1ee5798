package org.phasor.acquisition;

import org.phasor.lsl.LslClock;

/**
 * Gives every sample its time on the rig's clock: the line through its stamps, corrected ({@link StampLine}). Sees
 * samples only, one after the other, so its times depend neither on chunks nor on arrivals, and a replay has the same.
 * Called by the loop thread; allocates nothing.
 *
 * <p>Early and late stamps are trusted alike. Stamps taken at arrival are late by their mean delay; no filter can tell
 * that from a slower amplifier, the measured loop delay holds it. The rules:
 *
 * <ol>
 *   <li>A residual counts up to four mean residuals (at least 1 ms or a tenth of a period): outliers hardly bend the
 *       line. A tenth of a second of residuals beyond that on one side moves the line by their mean. A second of residuals
 *       beyond the 1 ms on one side means that the line is wrong: it starts anew at their mean.
 *   <li>A stamp later than the line by more than max(20 ms, 4 periods, 6 mean residuals) is taken for lost samples: a
 *       {@link Sample#GAP}, and the line goes on from that stamp with its period. The former line is remembered for
 *       twice the distance: when stamps come back to it, it was a stall of the sender, not a loss; the former line
 *       is taken up again, with another GAP since time stepped back.
 *   <li>A stamp earlier than the line by as much is an outlier and gets the line's time. The third in a row is a GAP
 *       from which the line goes on.
 *   <li>When the clock correction changes by more than 1 ms the line moves with it at once, as a GAP if the change
 *       is beyond the distance of rule 2; smaller changes are followed in some seconds.
 *   <li>A stamp that is {@link Sample#UNANCHORED}, not finite, or beyond 9 * 10^9 s means nothing: the sample
 *       is marked UNANCHORED and gets the line's time, before the first good stamp its arrival.
 * </ol>
 *
 * <p>Between GAPs time never goes back. Incoming GAP flags are kept and change nothing else.
 */
public final class SampleClock {

    private static final double MEMORY_SECONDS = 10;
    private static final double RESIDUAL_MEMORY_SECONDS = 5;
    private static final double SHIFT_SECONDS = 0.1;
    private static final double SMALL_CORRECTION_NANOS = 1e6;
    private static final double LARGEST_SECONDS = 9e9;
    private static final int EARLY_STAMPS_TO_BELIEVE = 3;
    private static final double NORMAL_DEVIATION_PER_MEAN_RESIDUAL = 1.2533;

    private final double rateHz;
    private final double nominalPeriodNanos;
    private final int samplesToShift;
    private final StampLine line;
    private final StampLine formerLine;
    private final OneSidedRun outliers = new OneSidedRun();
    private final OneSidedRun offset = new OneSidedRun();

    private boolean started;
    private long originNanos;
    private double correctionSeconds;
    private long lastTimeNanos;
    private double meanResidualNanos;
    private long residuals;
    private int earlyStamps;
    private long formerLineSamples;
    private long gaps;

    /**
     * @param nominalRateHz as the stream declares it, > 0
     */
    public SampleClock(double nominalRateHz) {
        if (!(nominalRateHz > 0) || Double.isInfinite(nominalRateHz)) {
            throw new IllegalArgumentException("nominalRateHz = " + nominalRateHz + ": must be finite and > 0");
        }
        rateHz = nominalRateHz;
        nominalPeriodNanos = 1e9 / nominalRateHz;
        samplesToShift = (int) Math.max(EARLY_STAMPS_TO_BELIEVE, Math.ceil(SHIFT_SECONDS * nominalRateHz));
        double memory = Math.max(10, MEMORY_SECONDS * nominalRateHz);
        line = new StampLine(nominalPeriodNanos, memory);
        formerLine = new StampLine(nominalPeriodNanos, memory);
    }

    /** Writes {@link Sample#timeNanos} and adds flags. To be called once for every sample, in order. */
    public void stamp(Sample sample) {
        double seconds = sample.stampSeconds + sample.clockCorrectionSeconds;
        boolean meaningful = !sample.has(Sample.UNANCHORED) && Math.abs(seconds) <= LARGEST_SECONDS;
        if (!meaningful) {
            sample.flags |= Sample.UNANCHORED;
        }
        if (!started) {
            if (meaningful) {
                start(sample);
            } else {
                sample.timeNanos = sample.arrivalNanos;
            }
            return;
        }
        line.advance();
        boolean gap = false;
        if (meaningful) {
            gap = followCorrection(sample.clockCorrectionSeconds);
            double stampNanos = correctedNanos(sample) - originNanos;
            gap |= followStamp(stampNanos);
        } else if (formerLineSamples > 0) {
            formerLine.advance();
            formerLineSamples--;
        }
        long timeNanos = originNanos + Math.round(line.positionNanos());
        if (gap) {
            gaps++;
            sample.flags |= Sample.GAP;
        } else if (timeNanos <= lastTimeNanos) {
            timeNanos = lastTimeNanos + 1;
        }
        lastTimeNanos = timeNanos;
        sample.timeNanos = timeNanos;
    }

    private void start(Sample sample) {
        started = true;
        originNanos = correctedNanos(sample);
        correctionSeconds = sample.clockCorrectionSeconds;
        line.startAt(0);
        lastTimeNanos = originNanos;
        sample.timeNanos = originNanos;
    }

    private static long correctedNanos(Sample sample) {
        return LslClock.toNanos(sample.stampSeconds) + LslClock.toNanos(sample.clockCorrectionSeconds);
    }

    /** Rule 4. */
    private boolean followCorrection(double seconds) {
        double changeNanos = (seconds - correctionSeconds) * 1e9;
        correctionSeconds = seconds;
        if (Math.abs(changeNanos) <= SMALL_CORRECTION_NANOS) {
            return false;
        }
        line.shift(changeNanos);
        formerLine.shift(changeNanos);
        return Math.abs(changeNanos) > jumpNanos();
    }

    private boolean followStamp(double stampNanos) {
        double residual = stampNanos - line.positionNanos();
        if (formerLineSamples > 0) {
            formerLine.advance();
            formerLineSamples--;
            double formerResidual = stampNanos - formerLine.positionNanos();
            if (Math.abs(formerResidual) <= largestOrdinaryNanos() && Math.abs(formerResidual) < Math.abs(residual)) {
                line.copyFrom(formerLine);
                line.learn(formerResidual);
                formerLineSamples = 0;
                forgetRuns();
                return true;
            }
        }
        double jump = jumpNanos();
        learnResidual(Math.min(Math.abs(residual), jump));
        if (residual > jump) {
            leave(stampNanos);
            return true;
        }
        if (residual < -jump) {
            if (++earlyStamps < EARLY_STAMPS_TO_BELIEVE) {
                return false;
            }
            line.moveTo(stampNanos);
            forgetRuns();
            return true;
        }
        earlyStamps = 0;
        learn(residual);
        return false;
    }

    /** Rule 2: goes on from a late stamp, remembering where the line was. */
    private void leave(double stampNanos) {
        if (formerLineSamples == 0) {
            formerLine.copyFrom(line);
        }
        double distanceSamples = 2 * (stampNanos - formerLine.positionNanos()) / nominalPeriodNanos + 10;
        formerLineSamples = (long) Math.min(distanceSamples, 20 * MEMORY_SECONDS * rateHz);
        line.moveTo(stampNanos);
        forgetRuns();
    }

    /** Rule 1. */
    private void learn(double residual) {
        double ordinary = largestOrdinaryNanos();
        outliers.add(residual, ordinary);
        offset.add(residual, smallestBoundNanos());
        if (outliers.length() >= samplesToShift) {
            line.shift(outliers.mean());
            forgetRuns();
        } else if (offset.length() >= 10L * samplesToShift) {
            line.startAt(line.positionNanos() + offset.mean());
            forgetRuns();
        } else {
            line.learn(Math.max(-ordinary, Math.min(ordinary, residual)));
        }
    }

    private void forgetRuns() {
        earlyStamps = 0;
        outliers.clear();
        offset.clear();
    }

    private void learnResidual(double size) {
        residuals = Math.min(residuals + 1, Math.max(10, (long) (RESIDUAL_MEMORY_SECONDS * rateHz)));
        meanResidualNanos += (size - meanResidualNanos) / residuals;
    }

    private double largestOrdinaryNanos() {
        return Math.max(smallestBoundNanos(), 4 * meanResidualNanos);
    }

    private double smallestBoundNanos() {
        return Math.max(1e6, nominalPeriodNanos / 10);
    }

    private double jumpNanos() {
        return Math.max(Math.max(20e6, 4 * nominalPeriodNanos), 6 * meanResidualNanos);
    }

    /** How fast samples really come, within 5 % of the declared rate; that before the first. */
    public double effectiveRateHz() {
        return started ? 1e9 / line.periodNanos() : rateHz;
    }

    /** Mean distance of the stamps from the line, over some seconds: their jitter. */
    public double meanResidualNanos() {
        return meanResidualNanos;
    }

    /** Standard deviation of the newest time, if the stamps' jitter is independent from sample to sample. */
    public double uncertaintyNanos() {
        return NORMAL_DEVIATION_PER_MEAN_RESIDUAL * meanResidualNanos * line.relativeDeviation();
    }

    /** GAP flags set here so far. */
    public long gaps() {
        return gaps;
    }
}
