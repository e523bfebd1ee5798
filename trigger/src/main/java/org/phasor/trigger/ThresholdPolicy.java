package org.phasor.trigger;

import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;

/**
 * Fires at once when a channel's raw value crosses a level: for loop tests with a square wave, and for signals that
 * are triggers themselves. For the loop thread. Has one condition, 0, and looks at no estimate: the gates it does not
 * have are open.
 *
 * <p>The previous sample must be on one side, this one on the level or on the other. A sample after a gap, without
 * anchor or not finite starts anew: its own value is not remembered either. A time that is {@link Sample#UNSURE} is no obstacle: nothing is
 * aimed at a moment.
 */
public final class ThresholdPolicy implements TriggerPolicy {

    private final ThresholdSettings settings;
    private long lastId;
    private long lastFiredNanos;
    private double previous = Double.NaN;

    /**
     * @param channels how many values each sample holds
     * @throws IllegalArgumentException when there is no such channel
     */
    public ThresholdPolicy(ThresholdSettings settings, int channels) {
        if (settings.channel() >= channels) {
            throw new IllegalArgumentException("channel = " + settings.channel() + ": must be 0 to " + (channels - 1));
        }
        this.settings = settings;
    }

    @Override
    public void decide(Sample sample, PhaseEstimate[] estimates, Decision out) {
        double value = sample.values[settings.channel()];
        boolean usable = !sample.has(Sample.GAP | Sample.UNANCHORED) && Math.abs(value) < Double.POSITIVE_INFINITY;
        if (!usable) {
            previous = Double.NaN;
            out.hold(Reason.SAMPLE_UNUSABLE, 0, Decision.GATE_ESTIMATE | Decision.GATE_AMPLITUDE | Decision.GATE_ERROR);
            return;
        }
        // Comparisons with the NaN of a fresh start are false: no crossing.
        boolean reached = settings.rising()
                ? previous < settings.level() && value >= settings.level()
                : previous > settings.level() && value <= settings.level();
        previous = value;
        boolean intervalOpen = lastId == 0 || sample.timeNanos - lastFiredNanos >= settings.minIntervalNanos();
        int gates = Decision.GATE_SAMPLE
                | Decision.GATE_ESTIMATE
                | Decision.GATE_AMPLITUDE
                | Decision.GATE_ERROR
                | (intervalOpen ? Decision.GATE_INTERVAL : 0)
                | (reached ? Decision.GATE_TARGET : 0);
        if (!intervalOpen) {
            out.hold(Reason.TOO_SOON, 0, gates);
        } else if (!reached) {
            out.hold(Reason.WAITING_FOR_TARGET, 0, gates);
        } else {
            out.hold(Reason.TARGET_REACHED, 0, gates);
            lastFiredNanos = sample.timeNanos;
            out.action = Decision.Action.FIRE;
            out.id = ++lastId;
            out.commandNanos = sample.timeNanos;
            out.atOnce = true;
        }
    }
}
