package org.phasor.rig;

import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;
import org.phasor.trigger.TriggerPolicy;

/** Plans a pulse so long ahead of every some samples, at ever other fractions of a sample. The loop thread; told by any. */
final class PlannedPulses implements TriggerPolicy {

    /** Steps of the golden ratio come close to every fraction, and repeat none. */
    private static final double FRACTION_STEP = (Math.sqrt(5) - 1) / 2;

    private static final double SAMPLE_NANOS = 1e6;

    private final long leadNanos;
    private final long periodNanos;
    private volatile boolean planning;
    private long lastNanos = Long.MIN_VALUE;
    private double fraction;
    private long lastId;

    PlannedPulses(long leadNanos, long periodNanos) {
        this.leadNanos = leadNanos;
        this.periodNanos = periodNanos;
    }

    /** Whether pulses are planned from now on. */
    void plan(boolean on) {
        planning = on;
    }

    @Override
    public void decide(Sample sample, PhaseEstimate[] estimates, Decision out) {
        boolean due = planning && (lastId == 0 || sample.timeNanos - lastNanos >= periodNanos);
        out.hold(due ? Reason.TARGET_REACHED : Reason.WAITING_FOR_TARGET, 0, Decision.ALL_GATES);
        if (due) {
            fraction = (fraction + FRACTION_STEP) % 1;
            lastNanos = sample.timeNanos;
            out.action = Decision.Action.FIRE;
            out.id = ++lastId;
            out.commandNanos = sample.timeNanos + leadNanos + Math.round(fraction * SAMPLE_NANOS);
            out.atOnce = false;
        }
    }
}
