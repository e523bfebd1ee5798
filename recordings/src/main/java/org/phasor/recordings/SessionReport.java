package org.phasor.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.SignalSettings;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

/**
 * How well a session met its phases: the true phase at every counted or virtual pulse, less the phase aimed at; of a
 * pattern at its onset only, for which alone a phase was aimed at. Immutable.
 *
 * <p>A delivered pulse's time is the gate's reading, when the command really went out; a virtual one's is its planned time.
 * To either the output delay of the config is added. The truth between two samples is interpolated along the circle, on
 * the samples' own times.
 *
 * <p>An estimated truth is bent by the artefact of a pulse that was really delivered, so it judges virtual ones only
 * without reserve: the report judges both and counts each.
 */
public final class SessionReport {

    /** Where the true phase comes from. */
    public enum Truth {
        /** From a channel of type {@code phase-truth}: the phase that a synthetic source made. */
        KNOWN,
        /** Estimated with the future by {@link org.phasor.dsp.MultiFilterTruth}: artefacts of real pulses bend it. */
        MULTI_FILTER
    }

    /**
     * One condition.
     *
     * @param name from the rig file
     * @param targetRad the phase aimed at
     * @param pulses counted or virtual ones, judged or not; of a pattern its onset only
     * @param pulsesInAll with the rest of the patterns
     * @param phaseError truth less target; positive is too late. {@code n} are the pulses that could be judged
     * @param judgedDelivered how many of those a device was commanded for
     * @param judgedVirtual how many of those were virtual; the rest of {@code n}
     */
    public record ConditionReport(
            String name,
            double targetRad,
            long pulses,
            long pulsesInAll,
            CircularStatistics phaseError,
            long judgedDelivered,
            long judgedVirtual) {}

    private final Truth truth;
    private final List<ConditionReport> conditions;
    private final CircularStatistics phaseError;
    private final double[] errorsRad;
    private final Map<Outcome, Long> outcomes;

    private SessionReport(
            Truth truth, List<ConditionReport> conditions, double[] errorsRad, Map<Outcome, Long> outcomes) {
        this.truth = truth;
        this.conditions = List.copyOf(conditions);
        this.errorsRad = errorsRad;
        this.phaseError = CircularStatistics.of(errorsRad);
        this.outcomes = Collections.unmodifiableMap(outcomes);
    }

    /**
     * Reports on a session that holds the true phase, with the conditions that stand in its config.
     *
     * @throws RecordingException when it is no session, or says too little
     */
    public static SessionReport of(Path file) throws IOException {
        return of(file, List.of());
    }

    /**
     * Reports on any session, with the conditions that stand in its config.
     *
     * @param signals settings of the signals, needed where the true phase is not recorded
     */
    public static SessionReport of(Path file, List<SignalSettings> signals) throws IOException {
        try (SessionRecording session = SessionRecording.open(file)) {
            List<RecordedCondition> conditions;
            try {
                conditions = RecordedCondition.read(session.facts());
            } catch (IllegalArgumentException e) {
                throw new RecordingException(file + ": config: " + e.getMessage(), e);
            }
            if (conditions.isEmpty()) {
                throw new RecordingException(
                        file + ": the config names no condition (condition.0.phase-deg): no phase was aimed at");
            }
            return of(session, conditions, signals);
        }
    }

    /**
     * Reports on an open session.
     *
     * @param conditions by position, as decisions name them
     * @param signals settings of the signals, needed where the true phase is not recorded
     */
    public static SessionReport of(
            SessionRecording session, List<RecordedCondition> conditions, List<SignalSettings> signals)
            throws IOException {
        List<Delivery> pulses = new ArrayList<>();
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        long[] inAll = new long[conditions.size()];
        for (Delivery delivery : session.deliveries()) {
            boolean given = delivery.outcome.counts() || delivery.outcome == Outcome.VIRTUAL;
            outcomes.merge(delivery.outcome, given ? delivery.pulses : 1L, Long::sum);
            if (given) {
                if (delivery.condition < 0 || delivery.condition >= conditions.size()) {
                    throw new RecordingException(session.recording().path() + ": decision " + delivery.decisionId
                            + " is of condition " + delivery.condition + ": the config names " + conditions.size());
                }
                inAll[delivery.condition] += delivery.pulses;
                if (delivery.pulse == 0) {
                    pulses.add(delivery);
                }
            }
        }
        boolean known = PulsePhases.truthChannel(session) >= 0;
        double[] errors = errors(session, pulses, conditions, known ? null : signals);
        List<ConditionReport> reports = new ArrayList<>();
        for (int c = 0; c < conditions.size(); c++) {
            double[] ofCondition = new double[pulses.size()];
            int n = 0;
            long delivered = 0;
            long virtual = 0;
            for (int p = 0; p < errors.length; p++) {
                if (pulses.get(p).condition == c) {
                    ofCondition[n++] = errors[p];
                    boolean judged = !Double.isNaN(errors[p]);
                    boolean isVirtual = pulses.get(p).outcome == Outcome.VIRTUAL;
                    virtual += judged && isVirtual ? 1 : 0;
                    delivered += judged && !isVirtual ? 1 : 0;
                }
            }
            reports.add(new ConditionReport(
                    conditions.get(c).name(),
                    conditions.get(c).phaseRad(),
                    n,
                    inAll[c],
                    CircularStatistics.of(Arrays.copyOf(ofCondition, n)),
                    delivered,
                    virtual));
        }
        return new SessionReport(known ? Truth.KNOWN : Truth.MULTI_FILTER, reports, errors, outcomes);
    }

    private static double[] errors(
            SessionRecording session,
            List<Delivery> pulses,
            List<RecordedCondition> conditions,
            List<SignalSettings> signals)
            throws IOException {
        double[] phases;
        long[] times = pulseTimes(session, pulses);
        if (signals == null) {
            phases = PulsePhases.known(session, times);
        } else {
            phases = new double[times.length];
            Map<String, double[]> bySignal = new HashMap<>();
            for (int p = 0; p < times.length; p++) {
                String signal = conditions.get(pulses.get(p).condition).signal();
                if (!bySignal.containsKey(signal)) {
                    bySignal.put(signal, PulsePhases.multiFilter(session, settings(session, signals, signal), times));
                }
                phases[p] = bySignal.get(signal)[p];
            }
        }
        double[] errors = new double[phases.length];
        for (int p = 0; p < phases.length; p++) {
            double target = conditions.get(pulses.get(p).condition).phaseRad();
            errors[p] = StrictMath.IEEEremainder(phases[p] - target, 2 * Math.PI);
        }
        return errors;
    }

    private static SignalSettings settings(SessionRecording session, List<SignalSettings> signals, String name)
            throws RecordingException {
        for (SignalSettings settings : signals) {
            if (settings.name().equals(name)) {
                return settings;
            }
        }
        throw new RecordingException(
                session.recording().path() + ": the true phase is not recorded (no channel of type "
                        + PulsePhases.TRUTH_TYPE + ") and the settings of signal '" + name + "' are not given");
    }

    private static long[] pulseTimes(SessionRecording session, List<Delivery> pulses) throws RecordingException {
        String delay = session.facts().getOrDefault(SessionHeader.OUTPUT_DELAY_NANOS, "0");
        long delayNanos;
        try {
            delayNanos = Long.parseLong(delay);
        } catch (NumberFormatException e) {
            throw new RecordingException(
                    session.recording().path() + ": config: " + SessionHeader.OUTPUT_DELAY_NANOS + " = \"" + delay
                            + "\": must be a whole number",
                    e);
        }
        long[] times = new long[pulses.size()];
        for (int p = 0; p < times.length; p++) {
            Delivery pulse = pulses.get(p);
            boolean isVirtual = pulse.outcome == Outcome.VIRTUAL;
            times[p] = (isVirtual ? pulse.plannedNanos : pulse.gateNanos) + delayNanos;
        }
        return times;
    }

    public Truth truth() {
        return truth;
    }

    /** By position, as in the rig file. */
    public List<ConditionReport> conditions() {
        return conditions;
    }

    /** Over all conditions: truth less target. */
    public CircularStatistics phaseError() {
        return phaseError;
    }

    /** Truth less target by pulse or onset, in (−π, π], in the order delivered; NaN where it could not be judged. */
    public double[] errorsRad() {
        return errorsRad.clone();
    }

    /** Pulses given with each outcome, or refusals of it; those that never came are absent. */
    public Map<Outcome, Long> outcomes() {
        return outcomes;
    }
}
