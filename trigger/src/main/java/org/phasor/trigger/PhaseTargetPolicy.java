package org.phasor.trigger;

import java.util.Arrays;
import java.util.List;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.SignalFault;

/**
 * Fires at a phase, trial by trial. For the loop thread; depends on nothing but the frames, the settings and what it is told.
 *
 * <p>The estimate of frame n holds at t_n + horizon + output delay: it is the phase that a pulse would meet whose
 * device is commanded at t_n + horizon. The target lies {@code delta = wrap(target − phase) / (2π f)} from there, so
 * the command time is t_n + horizon + delta. The decision is final on the first frame whose command time is at most
 * the horizon away: on which delta passes from above zero to zero or below, both within a quarter cycle (the jump of
 * wrap at half a cycle does not count). A signal that becomes usable in the middle of a cycle is waited for until the
 * next such crossing. Needs at least four frames per cycle to see every one. A condition with a tolerance, or of any phase, is
 * commanded at t_n + horizon, on the first frame that will do.
 *
 * <p>After a final decision the policy is blind until the frames reach its command time. A frame before that with an
 * unusable sample or estimate of that signal withdraws the pulse, which is then redone: the same trial with the same draw, a new
 * number. Intervals count from the planned time of the last pulse that was given ({@link PulseFollowUp}). Which trial comes next says
 * {@link TrialPlan}; waiting and rests are counted in frames, while the session runs.
 */
public final class PhaseTargetPolicy implements TriggerPolicy {

    /** Slower than any rhythm of the EEG: keeps a wrong frequency from making a quarter cycle long. */
    private static final double LOWEST_HZ = 0.1;

    private final PhaseTargetSettings settings;
    /** NaN: no such gate. */
    private final double maxErrorRad;

    private final ConditionGate[] conditions;
    private final AmplitudeGates amplitudes;
    private final boolean[] usable;
    /** Of the frame before; NaN when it was not usable. */
    private final double[] previousPhaseRad;

    private final TrialProgress progress;
    private final PulseFollowUp followUp;
    private final TrialWaiting waiting;
    private long lastId;

    /** With every pulse taken as given at its time. */
    public PhaseTargetPolicy(PhaseTargetSettings settings, int signals, double rateHz) {
        this(settings, signals, rateHz, Outcomes.ASSUMED, List.of());
    }

    /**
     * @param signals how many estimates each frame holds, 1 to 8
     * @param rateHz frames per second
     * @param auxGates asked on every frame; they belong to this policy
     * @throws IllegalArgumentException when a condition names a signal that there is not
     */
    public PhaseTargetPolicy(
            PhaseTargetSettings settings, int signals, double rateHz, Outcomes outcomes, List<AuxGate> auxGates) {
        if (signals < 1 || signals > PhaseCondition.MAX_SIGNALS) {
            throw new IllegalArgumentException("signals = " + signals + ": must be 1 to 8");
        }
        if (!(rateHz > 0 && rateHz <= 1e6)) {
            throw new IllegalArgumentException("rateHz = " + rateHz + ": must be > 0 and <= 1e6");
        }
        this.settings = settings;
        maxErrorRad = settings.maxExpectedErrorRad().orElse(Double.NaN);
        amplitudes = new AmplitudeGates(settings.amplitudePast(), signals, rateHz);
        conditions = new ConditionGate[settings.conditions().size()];
        for (int c = 0; c < conditions.length; c++) {
            requireSignals(settings.conditions().get(c), signals);
            conditions[c] = new ConditionGate(settings.conditions().get(c), settings, amplitudes);
        }
        usable = new boolean[signals];
        previousPhaseRad = new double[signals];
        Arrays.fill(previousPhaseRad, Double.NaN);
        progress = new TrialProgress(new TrialPlan(settings), rateHz);
        followUp = new PulseFollowUp(
                outcomes, auxGates.toArray(new AuxGate[0]), progress, settings.outputDelayNanos(), rateHz);
        waiting = new TrialWaiting(settings.design(), rateHz);
    }

    private static void requireSignals(PhaseCondition condition, int signals) {
        requireSignal(condition.name(), condition.signal(), signals);
        condition.also().forEach(also -> requireSignal(condition.name(), also.signal(), signals));
    }

    private static void requireSignal(String condition, int signal, int signals) {
        if (signal >= signals) {
            throw new IllegalArgumentException(
                    "condition '" + condition + "': signal = " + signal + ": must be 0 to " + (signals - 1));
        }
    }

    @Override
    public void tell(PolicyInput input, long id, boolean holds) {
        followUp.tell(input, id, holds);
    }

    @Override
    public void decide(Sample sample, PhaseEstimate[] estimates, Decision out) {
        boolean sampleUsable = !sample.has(Sample.UNANCHORED | Sample.GAP);
        for (int s = 0; s < usable.length; s++) {
            usable[s] = sampleUsable && isUsable(estimates[s]);
        }
        amplitudes.take(usable, estimates);
        Reason cancelled = followUp.follow(sample);
        if (progress.resting() && followUp.running()) {
            progress.restFrame();
        }
        if (progress.hasTrial()) {
            decideOnTrial(sample, sampleUsable, estimates, cancelled, out);
        } else {
            Reason why = progress.done() ? Reason.TRIALS_DONE : followUp.paused() ? Reason.PAUSED : Reason.RESTING;
            out.hold(why, -1, sampleUsable ? Decision.GATE_SAMPLE : 0);
            out.stage = progress.done() ? -1 : progress.stage();
        }
        for (int s = 0; s < usable.length; s++) {
            previousPhaseRad[s] = usable[s] ? estimates[s].phaseRad : Double.NaN;
        }
    }

    private void decideOnTrial(
            Sample sample, boolean sampleUsable, PhaseEstimate[] estimates, Reason alreadyCancelled, Decision out) {
        Trial trial = progress.current();
        ConditionGate condition = conditions[trial.condition()];
        PhaseEstimate estimate = estimates[condition.signal];
        Reason cancelled = alreadyCancelled;
        if (cancelled == null && followUp.pending()) {
            cancelled = whyBroken(sample, sampleUsable, condition.signal, estimate);
        }
        boolean counts = followUp.idle()
                && followUp.running()
                && followUp.ready()
                && followUp.intervalOver(sample.timeNanos + settings.horizonNanos(), trial.intervalNanos());
        boolean waited = waiting.tooLong(trial.number(), counts);
        if (usable[condition.signal]) {
            judge(sample, estimates, trial, waited, out);
        } else {
            refuse(sample, sampleUsable, estimate, trial, out);
        }
        out.stage = progress.stage();
        if (cancelled != null) {
            followUp.withdraw();
            cancel(cancelled, out);
        } else if (waited && waiting.then() != AfterWait.FIRE) {
            out.reason = Reason.WAITED_TOO_LONG;
            out.trial = trial.number();
            waiting.over(progress);
        }
    }

    private void judge(Sample sample, PhaseEstimate[] estimates, Trial trial, boolean waited, Decision out) {
        ConditionGate condition = conditions[trial.condition()];
        int signal = condition.signal;
        PhaseEstimate estimate = estimates[signal];
        condition.approach(trial, previousPhaseRad[signal], estimate.phaseRad);
        long lookAheadNanos = sample.timeNanos + settings.horizonNanos();
        long deltaNanos = Math.round(condition.aheadRad() / (Phases.TWO_PI * estimate.frequencyHz) * 1e9);
        long commandNanos = lookAheadNanos + deltaNanos;

        AmplitudeGate amplitude = condition.amplitude(trial);
        boolean sure = !sample.has(Sample.UNSURE);
        boolean amplitudeOpen = amplitude == null || amplitude.isOpen();
        boolean errorOpen = Double.isNaN(maxErrorRad) || estimate.expectedErrorRad <= maxErrorRad;
        boolean intervalOpen = followUp.idle() && followUp.intervalOver(commandNanos, trial.intervalNanos());
        int gates = (sure ? Decision.GATE_SAMPLE : 0)
                | Decision.GATE_ESTIMATE
                | (amplitudeOpen ? Decision.GATE_AMPLITUDE : 0)
                | (intervalOpen ? Decision.GATE_INTERVAL : 0)
                | (condition.reached() ? Decision.GATE_TARGET : 0)
                | (errorOpen ? Decision.GATE_ERROR : 0);
        Reason why = whyClosed();
        if (why == null && !sure) {
            why = Reason.TIME_UNSURE;
        } else if (why == null && waited) {
            // Its interval is over, else it would not have waited.
            why = followUp.auxActive() ? Reason.AUX_ACTIVE : Reason.WAITED_TOO_LONG;
            commandNanos = lookAheadNanos;
        } else if (why == null) {
            if (!intervalOpen) {
                why = Reason.TOO_SOON;
            } else if (followUp.auxActive()) {
                why = Reason.AUX_ACTIVE;
            } else if (!amplitudeOpen) {
                why = amplitude.whyClosed();
            } else if (!errorOpen) {
                why = Double.isNaN(estimate.expectedErrorRad) ? Reason.ERROR_UNKNOWN : Reason.ERROR_TOO_LARGE;
            } else if (!condition.othersHold(usable, estimates)) {
                why = Reason.OTHER_SIGNAL;
            } else {
                why = condition.reached() ? Reason.TARGET_REACHED : Reason.WAITING_FOR_TARGET;
            }
        }
        out.hold(why, trial.condition(), gates);
        out.phaseRad = estimate.phaseRad;
        out.amplitudeMicrovolts = estimate.amplitudeMicrovolts;
        out.amplitudeThresholdMicrovolts = amplitude == null ? Double.NaN : amplitude.thresholdMicrovolts();
        boolean afterWait = why == Reason.WAITED_TOO_LONG && waiting.then() == AfterWait.FIRE;
        if (why == Reason.TARGET_REACHED || afterWait) {
            fire(trial, condition, commandNanos, afterWait, out);
        }
    }

    private void fire(Trial trial, ConditionGate condition, long commandNanos, boolean afterWait, Decision out) {
        followUp.planned(++lastId, commandNanos, condition.sham, afterWait);
        PulseAttempt planned = followUp.newest();
        out.action = Decision.Action.FIRE;
        out.id = lastId;
        out.commandNanos = commandNanos;
        out.intent = planned.intent;
        out.trial = planned.trial;
        out.attempt = planned.attempt;
        out.amplitudeWindow = trial.amplitudeWindow();
        out.intensityPercentRmt = trial.intensityPercentRmt();
        out.targetPhaseRad = afterWait ? Double.NaN : condition.targetRad(trial);
        out.intervalNanos = trial.intervalNanos();
    }

    private void cancel(Reason why, Decision out) {
        PulseAttempt withdrawn = followUp.newest();
        out.action = Decision.Action.CANCEL;
        out.reason = why;
        out.id = withdrawn.id;
        out.commandNanos = withdrawn.commandNanos;
        out.condition = withdrawn.condition;
        out.trial = withdrawn.trial;
        out.attempt = withdrawn.attempt;
        out.stage = withdrawn.stage;
    }

    /** Why nothing is decided whatever the signal is like; null when it may be. */
    private Reason whyClosed() {
        if (followUp.pending()) {
            return Reason.PULSE_PENDING;
        }
        if (followUp.paused()) {
            return Reason.PAUSED;
        }
        if (!followUp.idle()) {
            return followUp.awaitsOutcome() ? Reason.OUTCOME_UNKNOWN : Reason.PULSE_PENDING;
        }
        return followUp.ready() ? null : Reason.DEVICE_NOT_READY;
    }

    private void refuse(Sample sample, boolean sampleUsable, PhaseEstimate estimate, Trial trial, Decision out) {
        boolean sure = !sample.has(Sample.UNSURE);
        int gates = (sampleUsable && sure ? Decision.GATE_SAMPLE : 0)
                | (isUsable(estimate) ? Decision.GATE_ESTIMATE : 0)
                | estimate.faults << Decision.FAULTS_SHIFT;
        Reason why;
        if (followUp.paused() && !followUp.pending()) {
            why = Reason.PAUSED;
        } else if (!sampleUsable) {
            why = Reason.SAMPLE_UNUSABLE;
        } else if (!sure) {
            why = Reason.TIME_UNSURE;
        } else if (estimate.faults == SignalFault.BLANKED.bit()) {
            why = followUp.pending() ? Reason.PULSE_PENDING : Reason.BLANKED;
        } else {
            why = estimate.faults != 0 ? Reason.ARTEFACT : Reason.NOT_READY;
        }
        out.hold(why, trial.condition(), gates);
        AmplitudeGate amplitude = conditions[trial.condition()].amplitude(trial);
        if (amplitude != null) {
            out.amplitudeThresholdMicrovolts = amplitude.thresholdMicrovolts();
        }
    }

    /** Why this frame withdraws the planned pulse; null when it does not. */
    private Reason whyBroken(Sample sample, boolean sampleUsable, int signal, PhaseEstimate estimate) {
        if (!sampleUsable) {
            return Reason.SIGNAL_BROKE;
        }
        if (sample.has(Sample.UNSURE)) {
            return Reason.TIME_UNSURE;
        }
        // Samples just before a pulse are blanked for its own sake: they do not withdraw it.
        return usable[signal] || estimate.faults == SignalFault.BLANKED.bit() ? null : Reason.SIGNAL_BROKE;
    }

    private static boolean isUsable(PhaseEstimate estimate) {
        return estimate.valid
                && Math.abs(estimate.phaseRad) <= Math.PI
                && estimate.frequencyHz >= LOWEST_HZ
                && estimate.frequencyHz < Double.POSITIVE_INFINITY
                && Math.abs(estimate.amplitudeMicrovolts) < Double.POSITIVE_INFINITY;
    }
}
