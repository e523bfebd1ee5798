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
 *       line. A tenth of a second of residuals beyond that on one side moves the line by their mean, as a few lost samples would;
 *       so does, once the line is sure, a tenth of a second in which their recent mean is off by more than 1 ms and chance. A second of
 *       residuals beyond the 1 ms on one side means that the line is wrong: it starts anew at their mean. All three are a
 *       {@link Sample#GAP}.
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
 * <p>A time can be believed when enough stamps have come since the line began or moved, and its standard deviation is small enough:
 * {@link TimeTrust} has the rule. Until then, and again from the first sign that the line is wrong, samples are {@link Sample#UNSURE}:
 * 0.4 s after the start or a GAP where stamps are steady, and for ever where they jitter so much that even 10 s of them do not give a
 * time.
 *
 * <p>Between GAPs time never goes back. Incoming GAP flags are kept and change nothing else; incoming UNSURE flags are cleared.
 */
public final class SampleClock {

    private static final double MEMORY_SECONDS = 10;
    private static final double SHIFT_SECONDS = 0.1;
    private static final double SMALL_CORRECTION_NANOS = 1e6;
    private static final double LARGEST_SECONDS = 9e9;
    private static final int EARLY_STAMPS_TO_BELIEVE = 3;

    /** 3.6 degrees at 10 Hz. */
    private static final double USUAL_MAX_DEVIATION_NANOS = 1e6;

    private final double rateHz;
    private final double nominalPeriodNanos;
    private final int samplesToShift;
    private final StampLine line;
    private final FormerLine formerLine;
    private final OneSidedRun outliers = new OneSidedRun();
    private final OneSidedRun offset = new OneSidedRun();
    private final TimeTrust trust;
    private final StreamBreaks breaks;

    private boolean started;
    private long originNanos;
    private double correctionSeconds;
    private long lastTimeNanos;
    private int earlyStamps;
    private long gaps;

    /** Sure of a time from a standard deviation of 1 ms on. */
    public SampleClock(double nominalRateHz) {
        this(nominalRateHz, USUAL_MAX_DEVIATION_NANOS);
    }

    /**
     * @param nominalRateHz as the stream declares it, > 0
     * @param maxDeviationNanos the largest standard deviation of a time that is not {@link Sample#UNSURE}, > 0
     */
    public SampleClock(double nominalRateHz, double maxDeviationNanos) {
        if (!(nominalRateHz > 0) || Double.isInfinite(nominalRateHz)) {
            throw new IllegalArgumentException("nominalRateHz = " + nominalRateHz + ": must be finite and > 0");
        }
        if (!(maxDeviationNanos > 0)) {
            throw new IllegalArgumentException("maxDeviationNanos = " + maxDeviationNanos + ": must be > 0");
        }
        rateHz = nominalRateHz;
        nominalPeriodNanos = 1e9 / nominalRateHz;
        samplesToShift = (int) Math.max(EARLY_STAMPS_TO_BELIEVE, Math.ceil(SHIFT_SECONDS * nominalRateHz));
        double memory = Math.max(10, MEMORY_SECONDS * nominalRateHz);
        line = new StampLine(nominalPeriodNanos, memory);
        formerLine = new FormerLine(nominalPeriodNanos, memory);
        trust = new TimeTrust(nominalRateHz, maxDeviationNanos, smallestBoundNanos());
        breaks = new StreamBreaks(nominalPeriodNanos, memory);
    }

    /** Writes {@link Sample#timeNanos}, adds GAP and UNANCHORED, sets or clears UNSURE. To be called once for every sample, in order. */
    public void stamp(Sample sample) {
        double seconds = sample.stampSeconds + sample.clockCorrectionSeconds;
        boolean meaningful = !sample.has(Sample.UNANCHORED) && Math.abs(seconds) <= LARGEST_SECONDS;
        sample.flags &= ~Sample.UNSURE;
        if (!meaningful) {
            sample.flags |= Sample.UNANCHORED;
        }
        if (!started) {
            if (meaningful) {
                start(sample);
            } else {
                sample.timeNanos = sample.arrivalNanos;
            }
            sample.flags |= Sample.UNSURE;
            return;
        }
        line.advance();
        formerLine.advance();
        breaks.advance();
        boolean gap = false;
        if (meaningful) {
            gap = followCorrection(sample.clockCorrectionSeconds);
            double stampNanos = correctedNanos(sample) - originNanos;
            gap |= followStamp(stampNanos);
        }
        long timeNanos = originNanos + Math.round(line.positionNanos());
        if (gap) {
            gaps++;
            sample.flags |= Sample.GAP;
            trust.stepped();
            breaks.broke(sample.index, lastTimeNanos, timeNanos);
        } else if (timeNanos <= lastTimeNanos) {
            timeNanos = lastTimeNanos + 1;
        }
        lastTimeNanos = timeNanos;
        sample.timeNanos = timeNanos;
        judge(sample);
    }

    private void judge(Sample sample) {
        boolean sure = trust.judge(line.relativeDeviation());
        if (!sure) {
            sample.flags |= Sample.UNSURE;
        }
        if (sure || trust.longSinceStep()) {
            breaks.settle(line, uncertaintyNanos());
        }
        if (!trust.doubts()) {
            breaks.whole(line);
        }
    }

    private void start(Sample sample) {
        started = true;
        originNanos = correctedNanos(sample);
        correctionSeconds = sample.clockCorrectionSeconds;
        line.startAt(0);
        breaks.whole(line);
        trust.stepped();
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
        breaks.shift(changeNanos);
        trust.stepped();
        return Math.abs(changeNanos) > jumpNanos();
    }

    /** Rules 1 to 3. Whether the line was moved. */
    private boolean followStamp(double stampNanos) {
        double residual = stampNanos - line.positionNanos();
        double formerResidual = formerLine.residual(stampNanos);
        if (Math.abs(formerResidual) <= largestOrdinaryNanos() && Math.abs(formerResidual) < Math.abs(residual)) {
            formerLine.takeUp(line);
            line.learn(formerResidual);
            forgetRuns();
            return true;
        }
        double jump = jumpNanos();
        trust.learnSize(Math.min(Math.abs(residual), jump));
        if (residual > jump) {
            formerLine.remember(line, stampNanos);
            line.moveTo(stampNanos);
            forgetRuns();
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
        return learn(residual);
    }

    /** Rule 1. Whether the line was moved. */
    private boolean learn(double residual) {
        double ordinary = largestOrdinaryNanos();
        outliers.add(residual, ordinary);
        offset.add(residual, smallestBoundNanos());
        trust.learn(residual, ordinary, outliers.length());
        if (outliers.length() >= samplesToShift) {
            line.shift(outliers.mean());
        } else if (trust.shifted()) {
            line.shift(trust.shiftNanos());
        } else if (offset.length() >= 10L * samplesToShift) {
            line.startAt(line.positionNanos() + offset.mean());
        } else {
            if (!trust.holdsTheLine()) {
                line.learn(Math.max(-ordinary, Math.min(ordinary, residual)));
            }
            return false;
        }
        forgetRuns();
        return true;
    }

    private void forgetRuns() {
        earlyStamps = 0;
        outliers.clear();
        offset.clear();
    }

    private double largestOrdinaryNanos() {
        return Math.max(smallestBoundNanos(), 4 * trust.meanResidualNanos());
    }

    private double smallestBoundNanos() {
        return Math.max(1e6, nominalPeriodNanos / 10);
    }

    private double jumpNanos() {
        return Math.max(Math.max(20e6, 4 * nominalPeriodNanos), 6 * trust.meanResidualNanos());
    }

    /** How fast samples really come, within 5 % of the declared rate; that before the first. */
    public double effectiveRateHz() {
        return started ? 1e9 / line.periodNanos() : rateHz;
    }

    /** Mean distance of the stamps from the line, over some seconds: their jitter. */
    public double meanResidualNanos() {
        return trust.meanResidualNanos();
    }

    /** Standard deviation of the newest time, chunks that share a stamp's jitter taken into account. */
    public double uncertaintyNanos() {
        return trust.deviationNanos(line.relativeDeviation());
    }

    /** GAP flags set here so far. */
    public long gaps() {
        return gaps;
    }

    /** Stretches of one or more such gaps that are over, so that it is known what was lost in them. */
    public long settledGaps() {
        return breaks.count();
    }

    /** The last of {@link #settledGaps}; with number 0 before the first. Allocates. */
    public SampleGap newestGap() {
        return breaks.newest();
    }

    /** Samples that were lost in all {@link #settledGaps}; losses of 1 ms or less are not told from jitter. */
    public long lostSamples() {
        return breaks.lostSamples();
    }

    /** No more samples will come: counts a stretch of gaps that was not over. */
    public void end() {
        if (started) {
            breaks.settle(line, uncertaintyNanos());
        }
    }
}
