package org.phasor.trigger;

import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SplitMix64;
import org.phasor.dsp.PhaseEstimate;

/**
 * Fires at seeded, jittered intervals, whatever the phase: to measure the loop delay. For the loop thread. Has one condition, 0, and
 * looks at no estimate. Intervals are drawn to the nanosecond, so that pulses fall anywhere between two samples.
 *
 * <p>The first interval begins at the first sample that can be used. A decision is final on the first frame within the horizon of its
 * time; a sample between decision and pulse that cannot be used withdraws it, and the next interval begins there.
 */
public final class TimedPolicy implements TriggerPolicy {

    private static final int UNUSABLE = Sample.GAP | Sample.UNANCHORED | Sample.UNSURE;

    private final TimedSettings settings;
    private final SplitMix64 jitter;
    private boolean begun;
    private long nextNanos;
    private boolean pending;
    private long lastId;

    public TimedPolicy(TimedSettings settings) {
        this.settings = settings;
        jitter = new SplitMix64(settings.seed());
    }

    @Override
    public void decide(Sample sample, PhaseEstimate[] estimates, Decision out) {
        int open = Decision.GATE_ESTIMATE | Decision.GATE_AMPLITUDE | Decision.GATE_ERROR;
        if (sample.has(UNUSABLE)) {
            refuse(out, open);
            return;
        }
        open |= Decision.GATE_SAMPLE;
        if (!begun) {
            begun = true;
            plan(sample.timeNanos);
        }
        if (pending && sample.timeNanos - nextNanos >= 0) {
            pending = false;
            plan(nextNanos);
        }
        if (pending) {
            out.hold(Reason.PULSE_PENDING, 0, open);
        } else if (nextNanos - sample.timeNanos > settings.horizonNanos()) {
            out.hold(Reason.TOO_SOON, 0, open);
        } else {
            out.hold(Reason.TARGET_REACHED, 0, Decision.ALL_GATES);
            out.action = Decision.Action.FIRE;
            out.id = ++lastId;
            out.commandNanos = nextNanos;
            pending = true;
        }
    }

    private void refuse(Decision out, int open) {
        out.hold(Reason.SAMPLE_UNUSABLE, 0, open);
        if (pending) {
            out.action = Decision.Action.CANCEL;
            out.reason = Reason.SIGNAL_BROKE;
            out.id = lastId;
            out.commandNanos = nextNanos;
        }
        pending = false;
        begun = false;
    }

    private void plan(long fromNanos) {
        nextNanos = fromNanos + settings.intervalNanos() + jitter.below(settings.jitterNanos() + 1);
    }
}
