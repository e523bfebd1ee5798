package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.evaluation.EstimatorRun;
import org.phasor.dsp.evaluation.EvaluationBench;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.dsp.evaluation.SyntheticRecording;
import org.phasor.dsp.evaluation.TruthKind;
import org.phasor.recordings.page.Certification.HorizonPrice;
import org.phasor.rig.LatencyStages.Stage;

/**
 * What looking ahead costs the load's first signal: its estimator on a synthetic rhythm whose phase is known, at several
 * horizons. Nothing is random: one load and one needed horizon give one price.
 */
public final class HorizonBench {

    private static final double[] HORIZONS_MS = {2, 5, 10, 20, 40};

    /** Estimators come out the same at higher rates, and need longer. */
    private static final double HIGHEST_RATE_HZ = 1000;

    private static final double SECONDS = 150;
    private static final int SEED = 11;

    /** As strong and as steady as a good mu rhythm, no more. */
    private static final double SNR_DB = 5;

    private static final double DRIFT_HZ = 0.4;

    /** As a session that is not armed says it. */
    private static final double MARGIN = 1.2;

    private static final double MORE_MS = 1;

    private final CertifyLoad load;
    private final EvaluationBench bench;
    private final OptionalDouble neededMs;

    private HorizonBench(CertifyLoad load, OptionalDouble neededMs) {
        this.load = load;
        this.neededMs = neededMs;
        SignalSettings signal = load.rig().settings().signals().get(0);
        SyntheticSettings settings = SyntheticSettings.DEFAULTS
                .withRateHz(Math.min(HIGHEST_RATE_HZ, load.signal().rateHz()))
                .withSeed(SEED)
                .withFrequency(load.centreHz(), DRIFT_HZ)
                .withNoise(SNR_DB, SyntheticSettings.DEFAULTS.noiseExponent())
                .withDurationSeconds(SECONDS);
        bench = SyntheticRecording.of(settings)
                .bench(EvaluationSettings.of(signal.bandLowHz(), signal.bandHighHz(), TruthKind.KNOWN));
    }

    /**
     * Takes some tenths of a second.
     *
     * @throws IllegalArgumentException in one line, when there is no such rhythm, as for a band near half the rate
     */
    public static HorizonBench prepare(CertifyLoad load, Measurement measured) {
        return new HorizonBench(load, neededMs(measured.latency(Stage.STAMP_TO_DECISION)));
    }

    /** What the age of the samples asks for, with a fifth and a millisecond to spare; empty when there were too few. */
    static OptionalDouble neededMs(Histogram ageNanos) {
        if (ageNanos.getTotalCount() < 1000) {
            return OptionalDouble.empty();
        }
        double p999Ms = ageNanos.getValueAtPercentile(99.9) / 1e6;
        return OptionalDouble.of(Math.ceil(p999Ms * MARGIN + MORE_MS));
    }

    public EvaluationBench bench() {
        return bench;
    }

    public String estimator() {
        return load.rig().settings().signals().get(0).estimator();
    }

    /** Horizons with the output delay: the usual ones, the rig's, and the needed one. */
    public List<Double> delaysMs() {
        TreeSet<Double> delays = new TreeSet<>();
        for (double horizon : HORIZONS_MS) {
            delays.add(delayMs(horizon));
        }
        delays.add(delayMs(load.horizonMs()));
        neededMs.ifPresent(ms -> delays.add(delayMs(ms)));
        // The evaluation looks ahead by a second at the most.
        delays.removeIf(ms -> ms > 1000);
        return new ArrayList<>(delays);
    }

    private double delayMs(double horizonMs) {
        return Math.rint((horizonMs + load.outputDelayMs()) * 1000) / 1000;
    }

    /** @param runs of {@link #estimator} at all {@link #delaysMs} */
    public HorizonPrice price(List<EstimatorRun> runs) {
        return new HorizonPrice(
                RecordingEvaluation.of(bench, runs, delaysMs(), estimator()),
                load.outputDelayMs(),
                load.horizonMs(),
                neededMs);
    }
}
