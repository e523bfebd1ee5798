package org.phasor.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.phasor.dsp.CircularStatistics;
import org.phasor.dsp.SignalSettings;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

/**
 * How well a session met its phases: the true phase at every counted, sham or virtual pulse, less the phase aimed at, which is the
 * one drawn for its trial where the condition draws one; of a pattern at its onset only, for which alone a phase was aimed at.
 * Immutable.
 *
 * <p>A delivered pulse's time is the gate's reading, when the command really went out; that of one that was not given is its planned
 * time. To either the output delay of the config is added. The truth between two samples is interpolated along the circle, on
 * the samples' own times.
 *
 * <p>An estimated truth is bent by the artefact of a pulse that was really delivered, so it judges sham and virtual ones that lie a
 * second or more from the next delivered one, and delivered ones only where the device leaves no trace.
 *
 * <p>Not judged are what was given and redone all the same, and what was given without its aim after too long a wait.
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
     * One condition, or one cell of it where it is crossed with factors.
     *
     * @param name of the condition, from the rig file
     * @param aim what it aims at
     * @param targetRad the phase aimed at; NaN unless it is always the same
     * @param cell the condition's position and, of a cell, its factors
     * @param pulses counted or virtual ones, judged or not; of a pattern its onset only
     * @param pulsesInAll with the rest of the patterns
     * @param given decisions for which a device was commanded
     * @param sham decisions that were sham
     * @param virtual decisions that were virtual
     * @param redone decisions that were a further attempt at their trial
     * @param spoiled of those given, sham or virtual the ones that were withdrawn too late or found spoiled after, so that their trial
     *     is redone; not judged
     * @param afterWait of those given, sham or virtual the ones without their aim, as they had waited for too long; not judged
     * @param phaseError truth less target; positive is too late. {@code n} are those that could be judged; none where there is no
     *     target
     * @param phase the true phase itself
     * @param judgedDelivered how many of those judged a device was commanded for
     * @param judgedSham how many of those judged were sham
     * @param judgedVirtual how many of those judged were virtual
     */
    public record ConditionReport(
            String name,
            RecordedCondition.Aim aim,
            double targetRad,
            TrialCell cell,
            long pulses,
            long pulsesInAll,
            long given,
            long sham,
            long virtual,
            long redone,
            long spoiled,
            long afterWait,
            CircularStatistics phaseError,
            CircularStatistics phase,
            long judgedDelivered,
            long judgedSham,
            long judgedVirtual) {}

    private final Truth truth;
    private final List<ConditionReport> conditions;
    private final List<ConditionReport> cells;
    private final CircularStatistics phaseError;
    private final double[] errorsRad;
    private final Map<Outcome, Long> outcomes;

    private SessionReport(
            Truth truth,
            List<ConditionReport> conditions,
            List<ConditionReport> cells,
            double[] errorsRad,
            Map<Outcome, Long> outcomes) {
        this.truth = truth;
        this.conditions = List.copyOf(conditions);
        this.cells = List.copyOf(cells);
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
            return of(session, conditions, signals, true);
        }
    }

    /**
     * Reports on an open session.
     *
     * @param conditions by position, as decisions name them
     * @param signals settings of the signals, needed where the true phase is not recorded
     * @param harmless whether what was delivered leaves no trace in the signal, as that of a bench device: otherwise an estimated
     *     truth judges only what was not delivered
     */
    public static SessionReport of(
            SessionRecording session,
            List<RecordedCondition> conditions,
            List<SignalSettings> signals,
            boolean harmless)
            throws IOException {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Delivery delivery : session.deliveries()) {
            outcomes.merge(delivery.outcome, delivery.outcome.given() ? delivery.pulses : 1L, Long::sum);
        }
        ReportedTrials source = new ReportedTrials(session, conditions);
        boolean known = PulsePhases.truthChannel(session) >= 0;
        List<ReportedTrial> trials = known
                ? source.withKnownPhases(source.given())
                : source.withEstimatedPhases(source.given(), signals, harmless);
        Map<TrialCell, Long> redone = source.redone();
        List<ConditionReport> reports = new ArrayList<>();
        for (int c = 0; c < conditions.size(); c++) {
            int condition = c;
            reports.add(report(
                    conditions.get(c),
                    new TrialCell(c, -1, Double.NaN),
                    session,
                    trials,
                    redone,
                    cell -> cell.condition() == condition));
        }
        Set<TrialCell> crossed = new TreeSet<>(redone.keySet());
        trials.forEach(trial -> crossed.add(trial.cell()));
        List<ConditionReport> cells = new ArrayList<>();
        for (TrialCell cell : crossed) {
            if (cell.crossed() && cell.condition() >= 0 && cell.condition() < conditions.size()) {
                cells.add(report(conditions.get(cell.condition()), cell, session, trials, redone, cell::equals));
            }
        }
        double[] errors = trials.stream().mapToDouble(ReportedTrial::errorRad).toArray();
        return new SessionReport(known ? Truth.KNOWN : Truth.MULTI_FILTER, reports, cells, errors, outcomes);
    }

    private static ConditionReport report(
            RecordedCondition condition,
            TrialCell cell,
            SessionRecording session,
            List<ReportedTrial> all,
            Map<TrialCell, Long> redone,
            Predicate<TrialCell> in) {
        List<ReportedTrial> trials =
                all.stream().filter(trial -> in.test(trial.cell())).toList();
        List<ReportedTrial> judged =
                trials.stream().filter(ReportedTrial::judged).toList();
        Set<Long> pulsed = new HashSet<>();
        trials.stream().filter(trial -> !trial.sham()).forEach(trial -> pulsed.add(trial.delivery().decisionId));
        return new ConditionReport(
                condition.name(),
                condition.aim(),
                condition.phaseRad(),
                cell,
                count(trials, trial -> !trial.sham()),
                session.deliveries().stream()
                        .filter(d -> d.outcome.given() && pulsed.contains(d.decisionId))
                        .mapToLong(d -> d.pulses)
                        .sum(),
                count(trials, ReportedTrial::delivered),
                count(trials, ReportedTrial::sham),
                count(trials, ReportedTrial::virtual),
                redone.entrySet().stream()
                        .filter(entry -> in.test(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum(),
                count(trials, ReportedTrial::spoiled),
                count(trials, ReportedTrial::afterWait),
                CircularStatistics.of(
                        trials.stream().mapToDouble(ReportedTrial::errorRad).toArray()),
                CircularStatistics.of(
                        trials.stream().mapToDouble(ReportedTrial::phaseRad).toArray()),
                count(judged, ReportedTrial::delivered),
                count(judged, ReportedTrial::sham),
                count(judged, ReportedTrial::virtual));
    }

    private static long count(List<ReportedTrial> trials, Predicate<ReportedTrial> what) {
        return trials.stream().filter(what).count();
    }

    public Truth truth() {
        return truth;
    }

    /** By position, as in the rig file. */
    public List<ConditionReport> conditions() {
        return conditions;
    }

    /** Each condition crossed with its factors, in their order; empty when the plan had none. */
    public List<ConditionReport> cells() {
        return cells;
    }

    /** Over all conditions that aim at a phase: truth less target. */
    public CircularStatistics phaseError() {
        return phaseError;
    }

    /** Truth less target by pulse, sham or onset, in (−π, π], in the order given; NaN where it could not be judged. */
    public double[] errorsRad() {
        return errorsRad.clone();
    }

    /** Pulses given, sham or virtual with each outcome, or refusals of it; those that never came are absent. */
    public Map<Outcome, Long> outcomes() {
        return outcomes;
    }
}
