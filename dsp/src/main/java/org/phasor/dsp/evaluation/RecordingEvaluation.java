package org.phasor.dsp.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.phasor.dsp.IndividualPeak;

/**
 * How the estimators did on one recording. Immutable.
 *
 * @param settings what was asked
 * @param rateHz of the recording
 * @param seconds its length
 * @param trainingSeconds the part of it, from its start, that trains
 * @param scoredSamples at how many samples every estimator was asked
 * @param leftOutSeconds how much was not scored because of gaps and values that are no numbers
 * @param peak from the training part
 * @param truthQuality how well the truth itself is defined
 * @param delaysMs the first is the one that decides the order
 * @param defaultEstimator what a rig uses that names none
 * @param rows the estimator with the lowest circular SD at the first delay and gate {@link ErrorGate#AMP50} first; of each, by
 *     delay and gate
 */
public record RecordingEvaluation(
        EvaluationSettings settings,
        double rateHz,
        double seconds,
        double trainingSeconds,
        int scoredSamples,
        double leftOutSeconds,
        IndividualPeak peak,
        TruthQuality truthQuality,
        List<Double> delaysMs,
        String defaultEstimator,
        List<EvaluationRow> rows) {

    public RecordingEvaluation {
        delaysMs = List.copyOf(delaysMs);
        rows = List.copyOf(rows);
    }

    /**
     * Scores what was run.
     *
     * @param runs in any order; one for each estimator and delay
     * @param delaysMs in the order of the report
     * @param defaultEstimator against which the others are compared
     */
    public static RecordingEvaluation of(
            EvaluationBench bench, Collection<EstimatorRun> runs, List<Double> delaysMs, String defaultEstimator) {
        EvaluationScores scores = new EvaluationScores(bench);
        List<EvaluationRow> rows = new ArrayList<>();
        for (EstimatorRun run : runs) {
            Optional<EstimatorRun> ofDefault = runs.stream()
                    .filter(r -> r.name().equals(defaultEstimator)
                            && r.delayMs() == run.delayMs()
                            && !run.name().equals(defaultEstimator))
                    .findFirst();
            rows.addAll(scores.rows(run, ofDefault));
        }
        List<String> order = bestFirst(rows, delaysMs.get(0));
        rows.sort(Comparator.comparingInt((EvaluationRow r) -> order.indexOf(r.name()))
                .thenComparingInt(r -> delaysMs.indexOf(r.delayMs()))
                .thenComparing(EvaluationRow::gate));
        ScoringPlan plan = bench.plan();
        return new RecordingEvaluation(
                bench.settings(),
                bench.signal().rateHz(),
                bench.signal().seconds(),
                plan.trainingSamples() / bench.signal().rateHz(),
                plan.scored().length,
                plan.leftOutSeconds(),
                bench.peak(),
                bench.truthQuality(),
                delaysMs,
                defaultEstimator,
                rows);
    }

    private static List<String> bestFirst(List<EvaluationRow> rows, double delayMs) {
        return rows.stream()
                .filter(r -> r.delayMs() == delayMs && r.gate() == ErrorGate.AMP50)
                .sorted(Comparator.comparingDouble(
                                (EvaluationRow r) -> r.errors().errors().circularSdRad())
                        .thenComparing(EvaluationRow::name))
                .map(EvaluationRow::name)
                .toList();
    }

    /** The names of the estimators, in the order of {@link #rows}. */
    public List<String> estimators() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(r -> names.add(r.name()));
        return List.copyOf(names);
    }

    /** The row of an estimator, delay and gate. */
    public Optional<EvaluationRow> row(String estimator, double delayMs, ErrorGate gate) {
        return rows.stream()
                .filter(r -> r.name().equals(estimator) && r.delayMs() == delayMs && r.gate() == gate)
                .findFirst();
    }
}
