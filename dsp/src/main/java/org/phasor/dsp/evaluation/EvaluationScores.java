package org.phasor.dsp.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.phasor.dsp.Phase;
import org.phasor.dsp.TruePhase;

/** Holds what estimators said against the truth. */
final class EvaluationScores {

    private final EvaluationBench bench;

    EvaluationScores(EvaluationBench bench) {
        this.bench = bench;
    }

    /** Three rows, one for each gate. */
    List<EvaluationRow> rows(EstimatorRun run, Optional<EstimatorRun> ofDefault) {
        int[] blockOf = bench.plan().blockOf();
        double[] errors = errorsRad(run);
        List<EvaluationRow> rows = new ArrayList<>();
        for (ErrorGate gate : ErrorGate.values()) {
            boolean[] counts = counts(gate, run);
            Optional<PairedBootstrap> paired = gate == ErrorGate.OWN50
                    ? Optional.empty()
                    : ofDefault.map(d -> PairedBootstrap.ofCircularSd(errors, errorsRad(d), blockOf, counts));
            BlockBootstrap bootstrap = BlockBootstrap.of(errors, blockOf, counts);
            rows.add(new EvaluationRow(
                    run.name(),
                    run.delayMs(),
                    gate,
                    bootstrap,
                    histogram(errors, counts),
                    validPart(errors, counts),
                    paired));
        }
        return rows;
    }

    /** Estimate less truth, in (−π, π]. */
    double[] errorsRad(EstimatorRun run) {
        double ahead = run.delayMs() / 1000 * bench.signal().rateHz();
        int[] scored = bench.plan().scored();
        double[] errors = new double[scored.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = Phase.wrap(run.phaseRad()[i] - bench.truth().phaseRadAt(scored[i] + ahead));
        }
        return errors;
    }

    private boolean[] counts(ErrorGate gate, EstimatorRun run) {
        return switch (gate) {
            case ALL -> {
                boolean[] all = new boolean[bench.plan().scored().length];
                Arrays.fill(all, true);
                yield all;
            }
            case AMP50 -> upperHalf(trueAmplitudes(run.delayMs()));
            case OWN50 -> upperHalf(run.amplitudeMicrovolts());
        };
    }

    private double[] trueAmplitudes(double delayMs) {
        double ahead = delayMs / 1000 * bench.signal().rateHz();
        TruePhase truth = bench.truth();
        int[] scored = bench.plan().scored();
        double[] amplitudes = new double[scored.length];
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = truth.amplitude()[(int) (scored[i] + ahead)];
        }
        return amplitudes;
    }

    private static boolean[] upperHalf(double[] amplitudes) {
        double median = Medians.of(amplitudes);
        boolean[] upper = new boolean[amplitudes.length];
        for (int i = 0; i < upper.length; i++) {
            upper[i] = amplitudes[i] >= median;
        }
        return upper;
    }

    private static int[] histogram(double[] errorsRad, boolean[] counts) {
        int[] bins = new int[EvaluationRow.HISTOGRAM_BINS];
        for (int i = 0; i < errorsRad.length; i++) {
            if (counts[i] && Double.isFinite(errorsRad[i])) {
                double part = (errorsRad[i] + Math.PI) / (2 * Math.PI);
                bins[Math.min(bins.length - 1, (int) (part * bins.length))]++;
            }
        }
        return bins;
    }

    private static double validPart(double[] errorsRad, boolean[] counts) {
        int valid = 0;
        int all = 0;
        for (int i = 0; i < errorsRad.length; i++) {
            all += counts[i] ? 1 : 0;
            valid += counts[i] && Double.isFinite(errorsRad[i]) ? 1 : 0;
        }
        return all == 0 ? 0 : valid / (double) all;
    }
}
