package org.phasor.ui;

import java.util.concurrent.atomic.AtomicLongArray;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.rig.Frame;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.RigBinding;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;

/**
 * What the scope keeps of a run: the last {@value #SECONDS} seconds of one signal and of its pulses. Written by the
 * observer's thread alone, in bounded time, without locks or allocation; read by the scope's thread, which may come late
 * and then skips.
 */
final class ScopeTap implements FrameObserver {

    /** How much of the signal can be looked back at. */
    static final int SECONDS = 10;

    // Fields of a row of samples().
    static final int TIME_NANOS = 0;
    static final int VALUE = 1;
    static final int FLAGS = 2;
    static final int PHASE_RAD = 3;
    static final int AMPLITUDE_MICROVOLTS = 4;
    private static final int SAMPLE_FIELDS = 5;

    /** In {@link #FLAGS}: the signal cannot be joined to what came before. */
    static final int BROKEN = 1;

    /** In {@link #FLAGS}: there is an estimate of the phase. */
    static final int ESTIMATED = 2;

    // Fields of a row of marks(); the time is when the pulse meets the brain.
    static final int DECISION_ID = 1;
    static final int OUTCOME = 2;
    static final int PULSE = 3;
    static final int MEASURED = 4;
    static final int BOUND = 5;
    private static final int MARK_FIELDS = 6;

    /** As {@link #OUTCOME}: decided, and its outcome is not known yet. */
    static final int PLANNED = -1;

    private static final int MARKS = 1024;
    private static final double SPARE = 1.1;

    /** At rates beyond 90 kHz less than {@link #SECONDS} are kept: 40 MB are enough for a window. */
    private static final double MOST_SAMPLES = 1e6;

    private final ScopeSignal signal;
    private final double rateHz;
    private final long outputDelayNanos;
    private final long patternGapNanos;
    private final double lookAheadMs;
    private final boolean hasPhase;
    private final SingleWriterRing samples;
    private final SingleWriterRing marks = new SingleWriterRing(MARK_FIELDS, MARKS);
    private final AtomicLongArray outcomeCounts = new AtomicLongArray(Outcome.values().length);

    ScopeTap(RigBinding rig) {
        signal = ScopeSignal.of(rig);
        rateHz = rig.info().nominalRateHz();
        outputDelayNanos = rig.settings().stimulator().outputDelayNanos();
        patternGapNanos = rig.settings().stimulator().pattern().gapNanos();
        lookAheadMs = rig.settings().trigger().horizonMs() + outputDelayNanos / 1e6;
        hasPhase = !rig.settings().signals().isEmpty();
        samples =
                new SingleWriterRing(SAMPLE_FIELDS, (int) Math.min(MOST_SAMPLES, Math.ceil(SECONDS * rateHz * SPARE)));
    }

    @Override
    public void observe(Frame frame) {
        Sample sample = frame.sample;
        double value = signal.value(sample);
        PhaseEstimate estimate = frame.estimates.length > 0 ? frame.estimates[0] : null;
        boolean estimated = estimate != null && estimate.valid;
        boolean broken = sample.has(Sample.GAP | Sample.UNANCHORED);
        samples.claim();
        samples.set(TIME_NANOS, sample.timeNanos);
        samples.set(VALUE, sample.has(Sample.UNANCHORED) ? Double.NaN : value);
        samples.set(FLAGS, (broken ? BROKEN : 0L) | (estimated ? ESTIMATED : 0L));
        samples.set(PHASE_RAD, estimated ? estimate.phaseRad : Double.NaN);
        samples.set(AMPLITUDE_MICROVOLTS, estimated ? estimate.amplitudeMicrovolts : Double.NaN);
        samples.publish();
        if (frame.decision.action == Decision.Action.FIRE) {
            mark(frame.decision.commandNanos, frame.decision.id, 0, PLANNED, 0, 0);
        }
    }

    @Override
    public void observe(Delivery delivery) {
        // A pulse stands where it was, a refused one where it would have been.
        long commandNanos = delivery.outcome.counts() ? delivery.gateNanos : delivery.plannedNanos;
        int outcome = delivery.outcome.ordinal();
        boolean given = delivery.outcome.given();
        // One device call may give several pulses; what is refused is one mark, however many it would have been.
        int pulses = given ? delivery.pulses : 1;
        for (int i = 0; i < pulses; i++) {
            long nanos = commandNanos + i * patternGapNanos;
            mark(nanos, delivery.decisionId, delivery.pulse + i, outcome, delivery.measured, delivery.bound);
        }
        // This thread is the only writer.
        outcomeCounts.setOpaque(outcome, outcomeCounts.getPlain(outcome) + pulses);
    }

    private void mark(long commandNanos, long decisionId, int pulse, int outcome, long measured, long bound) {
        marks.claim();
        marks.set(TIME_NANOS, commandNanos + outputDelayNanos);
        marks.set(DECISION_ID, decisionId);
        marks.set(OUTCOME, outcome);
        marks.set(PULSE, pulse);
        marks.set(MEASURED, measured);
        marks.set(BOUND, bound);
        marks.publish();
    }

    /** A row per frame: {@link #TIME_NANOS}, {@link #VALUE} (NaN where there is none), {@link #FLAGS}, and the estimate. */
    SingleWriterRing samples() {
        return samples;
    }

    /**
     * A row per final decision, and one more for each of its pulses, or for the refusal of the rest, when that is known:
     * time, {@link #DECISION_ID}, {@link #OUTCOME}, {@link #PULSE}, and what a veto {@link #MEASURED} and its {@link #BOUND}.
     */
    SingleWriterRing marks() {
        return marks;
    }

    /** How many pulses were given so, or refusals of it. Any thread. */
    long count(Outcome outcome) {
        return outcomeCounts.getOpaque(outcome.ordinal());
    }

    ScopeSignal signal() {
        return signal;
    }

    /** Whether there is a signal whose phase is estimated. */
    boolean hasPhase() {
        return hasPhase;
    }

    /** How far ahead of its sample an estimate looks. */
    double lookAheadMs() {
        return lookAheadMs;
    }

    double rateHz() {
        return rateHz;
    }
}
