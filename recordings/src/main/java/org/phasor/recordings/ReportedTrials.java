package org.phasor.recordings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.phasor.dsp.SignalSettings;
import org.phasor.stimulator.Delivery;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** Joins a session's deliveries with their plans, and finds the true phase at each. */
final class ReportedTrials {

    /**
     * So near to a delivered pulse the truth of what was not delivered is bent, too. An artefact of 1 mV for 5 ms bends it by 1.4 degrees
     * at 0.5 s (10 Hz, 10 microvolts) and by 0.1 at 1 s; those of a magnetic stimulator are larger.
     */
    private static final long ARTEFACT_REACH_NANOS = 1_000_000_000L;

    private final SessionRecording session;
    private final List<RecordedCondition> conditions;
    private final Map<Long, Decision> plans = new HashMap<>();
    private final Set<Long> withdrawn = new HashSet<>();

    ReportedTrials(SessionRecording session, List<RecordedCondition> conditions) {
        this.session = session;
        this.conditions = conditions;
        for (PlannedDecision plan : session.plans()) {
            if (plan.decision().action == Decision.Action.FIRE) {
                plans.putIfAbsent(plan.decision().id, plan.decision());
            } else if (plan.decision().action == Decision.Action.CANCEL) {
                withdrawn.add(plan.decision().id);
            }
        }
    }

    /** The onsets of all that was given, sham or virtual, in their order; their phases not known yet. */
    List<ReportedTrial> given() throws RecordingException {
        long delayNanos = delayNanos();
        List<ReportedTrial> trials = new ArrayList<>();
        for (Delivery delivery : session.deliveries()) {
            if (delivery.outcome.given()) {
                RecordedCondition condition = condition(delivery);
                if (delivery.pulse == 0) {
                    trials.add(trial(delivery, condition, delayNanos));
                }
            }
        }
        return trials;
    }

    private RecordedCondition condition(Delivery delivery) throws RecordingException {
        if (delivery.condition < 0 || delivery.condition >= conditions.size()) {
            throw new RecordingException(session.recording().path() + ": decision " + delivery.decisionId
                    + " is of condition " + delivery.condition + ": the config names " + conditions.size());
        }
        return conditions.get(delivery.condition);
    }

    /** A delivered pulse came with the gate's reading; one that was not given would have come as planned. */
    private ReportedTrial trial(Delivery delivery, RecordedCondition condition, long delayNanos) {
        Decision plan = plans.get(delivery.decisionId);
        // A trial knows its target, or that it had none; a pulse from before there were trials had its condition's.
        double targetRad = plan != null && plan.trial > 0 ? plan.targetPhaseRad : condition.phaseRad();
        long commandNanos = delivery.outcome.counts() ? delivery.gateNanos : delivery.plannedNanos;
        return new ReportedTrial(
                delivery,
                delivery.condition,
                plan == null ? -1 : plan.amplitudeWindow,
                plan == null ? Double.NaN : plan.intensityPercentRmt,
                commandNanos + delayNanos,
                targetRad,
                withdrawn.contains(delivery.decisionId),
                plan != null && plan.reason == Reason.WAITED_TOO_LONG,
                Double.NaN);
    }

    private long delayNanos() throws RecordingException {
        String delay = session.facts().getOrDefault(SessionHeader.OUTPUT_DELAY_NANOS, "0");
        try {
            return Long.parseLong(delay);
        } catch (NumberFormatException e) {
            throw new RecordingException(
                    session.recording().path() + ": config: " + SessionHeader.OUTPUT_DELAY_NANOS + " = \"" + delay
                            + "\": must be a whole number",
                    e);
        }
    }

    /** How many decisions of each cell were a further attempt at their trial. */
    Map<TrialCell, Long> redone() {
        Map<TrialCell, Long> redone = new HashMap<>();
        for (Decision plan : plans.values()) {
            if (plan.attempt > 1 && plan.intent != Decision.Intent.VIRTUAL) {
                redone.merge(
                        new TrialCell(plan.condition, plan.amplitudeWindow, plan.intensityPercentRmt), 1L, Long::sum);
            }
        }
        return redone;
    }

    /** With the phase that the synthetic source made. */
    List<ReportedTrial> withKnownPhases(List<ReportedTrial> trials) throws IOException {
        return with(trials, PulsePhases.known(session, times(trials)));
    }

    /**
     * With the phase that is estimated from the signal before and after.
     *
     * @param ofDelivered whether those at which a device was commanded are judged, too; otherwise nor is what lies within a second of one
     */
    List<ReportedTrial> withEstimatedPhases(
            List<ReportedTrial> trials, List<SignalSettings> signals, boolean ofDelivered) throws IOException {
        double[] phases = new double[trials.size()];
        long[] pulses = session.deliveries().stream()
                .filter(delivery -> delivery.outcome.counts())
                .mapToLong(delivery -> delivery.gateNanos)
                .sorted()
                .toArray();
        Map<String, double[]> bySignal = new HashMap<>();
        for (int t = 0; t < phases.length; t++) {
            ReportedTrial trial = trials.get(t);
            String signal = conditions.get(trial.condition()).signal();
            if (!bySignal.containsKey(signal)) {
                bySignal.put(signal, PulsePhases.multiFilter(session, settings(signals, signal), times(trials)));
            }
            boolean bent = !ofDelivered && (trial.delivered() || nearPulse(trial.timeNanos(), pulses));
            phases[t] = bent ? Double.NaN : bySignal.get(signal)[t];
        }
        return with(trials, phases);
    }

    private static boolean nearPulse(long timeNanos, long[] pulses) {
        int found = Arrays.binarySearch(pulses, timeNanos);
        int after = found < 0 ? -found - 1 : found;
        return after < pulses.length && pulses[after] - timeNanos < ARTEFACT_REACH_NANOS
                || after > 0 && timeNanos - pulses[after - 1] < ARTEFACT_REACH_NANOS;
    }

    private static List<ReportedTrial> with(List<ReportedTrial> trials, double[] phases) {
        List<ReportedTrial> judged = new ArrayList<>();
        for (int t = 0; t < phases.length; t++) {
            judged.add(trials.get(t).withPhase(phases[t]));
        }
        return judged;
    }

    private static long[] times(List<ReportedTrial> trials) {
        return trials.stream().mapToLong(ReportedTrial::timeNanos).toArray();
    }

    private SignalSettings settings(List<SignalSettings> signals, String name) throws RecordingException {
        for (SignalSettings settings : signals) {
            if (settings.name().equals(name)) {
                return settings;
            }
        }
        throw new RecordingException(
                session.recording().path() + ": the true phase is not recorded (no channel of type "
                        + PulsePhases.TRUTH_TYPE + ") and the settings of signal '" + name + "' are not given");
    }
}
