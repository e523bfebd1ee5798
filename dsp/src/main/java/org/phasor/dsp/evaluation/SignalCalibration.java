package org.phasor.dsp.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.dsp.estimator.SignalChain;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/**
 * Makes an estimator ready for one signal, from a recording of it at rest: peak, training, the bias that remains, the expected
 * error, and whether phase-locking makes sense at all. What it says of errors comes from the part of the recording that did not
 * train; what it trains in the end, trains on all of it. Offline.
 *
 * @param calibration what a rig uses
 * @param truthQuality how well the phase is defined at all
 * @param held how the estimator did on the part that had not trained it, at the look-ahead asked for: where the rhythm is strong
 * @param all the same for all samples
 * @param biasRemoved whether the bias was beyond chance and is taken off
 * @param rejectedSeconds how much of the recording was left out of training as artefact or unusable
 */
public record SignalCalibration(
        Calibration calibration,
        TruthQuality truthQuality,
        EvaluationRow held,
        EvaluationRow all,
        boolean biasRemoved,
        double rejectedSeconds) {

    private static final double HARDLY_LOCKED_RAD = Math.toRadians(45);
    private static final String CHANNEL = "signal";

    /**
     * @param settings band and search range; the truth is used for bias and errors
     * @param estimator a name in the table
     * @param lookAheadMs at which bias and error are measured, 0 to 1000
     * @param provenance goes into the file
     * @throws IllegalArgumentException in one line, when there is too little signal, no peak, or the estimator cannot be trained
     */
    public static SignalCalibration of(
            EvaluationSignal signal,
            EvaluationSettings settings,
            String estimator,
            double lookAheadMs,
            Map<String, String> provenance) {
        EvaluationBench bench = EvaluationBench.prepare(signal, settings);
        EstimatorRun run = bench.run(bench.settingsFor(estimator), lookAheadMs);
        RecordingEvaluation evaluation = RecordingEvaluation.of(bench, List.of(run), List.of(lookAheadMs), estimator);
        EvaluationRow held =
                evaluation.row(estimator, lookAheadMs, ErrorGate.AMP50).orElseThrow();
        EvaluationRow all =
                evaluation.row(estimator, lookAheadMs, ErrorGate.ALL).orElseThrow();
        if (held.errors().errors().n() == 0) {
            throw new IllegalArgumentException(
                    "estimator \"" + estimator
                            + "\" gave no valid estimate on the part that was to check it: the recording is too short or too bad");
        }
        Interval bias = held.errors().biasRad();
        // Where there is no phase to lock to, there is no bias either.
        boolean biased = (bias.low() > 0 || bias.high() < 0)
                && makesSense(evaluation.truthQuality(), held.errors().errors().circularSdRad());
        double biasRad = biased ? held.errors().errors().biasRad() : 0;

        TrainingSignal whole = bench.training(signal.length());
        Map<String, double[]> parameters = PhaseEstimators.train(estimator, whole);
        Calibration withoutErrors = new Calibration(
                estimator,
                signal.rateHz(),
                settings.bandLowHz(),
                settings.bandHighHz(),
                bench.peak().peakHz(),
                bench.peak().prominenceDb(),
                biasRad,
                parameters,
                new double[0],
                provenance);
        Calibration calibration = withoutErrors.withErrors(errors(signal, settings, withoutErrors, lookAheadMs / 1000));
        int rejected = 0;
        for (boolean clean : whole.clean()) {
            rejected += clean ? 0 : 1;
        }
        return new SignalCalibration(
                calibration, evaluation.truthQuality(), held, all, biased, rejected / signal.rateHz());
    }

    /** What the expected error has learned when the finished estimator has run over the whole recording as in a rig. */
    private static double[] errors(
            EvaluationSignal signal, EvaluationSettings settings, Calibration calibration, double lookAheadSeconds) {
        SignalSettings chainSettings = new SignalSettings(
                        CHANNEL,
                        Map.of(CHANNEL, 1.0),
                        settings.bandLowHz(),
                        settings.bandHighHz(),
                        OptionalDouble.empty(),
                        calibration.estimator(),
                        OptionalDouble.empty())
                // Here the signal is no channel of a stream.
                .withCalibration(calibration.withProvenance(Map.of()));
        StreamInfo info = StreamInfo.builder(CHANNEL, "EEG")
                .channels(List.of(new ChannelInfo(CHANNEL, "microvolts", "EEG")))
                .nominalRateHz(signal.rateHz())
                .build();
        SignalChain chain = SignalChain.of(chainSettings, info, lookAheadSeconds, RefreshRunner.INLINE);
        Sample sample = new Sample(1);
        PhaseEstimate out = new PhaseEstimate();
        boolean gap = false;
        for (int i = 0; i < signal.length(); i++) {
            if (signal.missing()[i]) {
                gap = true;
                continue;
            }
            sample.index = i;
            sample.timeNanos = Math.round(i * 1e9 / signal.rateHz());
            sample.flags = gap ? Sample.GAP : 0;
            sample.values[0] = signal.unusable()[i] ? Double.NaN : signal.microvolts()[i];
            gap = false;
            chain.take(sample, out);
        }
        return chain.expectedErrorState();
    }

    /** Whether pulses at a phase of this rhythm make sense, and why; one line for a person. */
    public String verdict() {
        double sdDeg = Math.toDegrees(held.errors().errors().circularSdRad());
        if (truthQuality.illDefined()) {
            return "phase-locking makes no sense here: the phase itself is " + truthQuality.words();
        }
        if (held.errors().errors().circularSdRad() > HARDLY_LOCKED_RAD) {
            return String.format(
                    Locale.ROOT,
                    "phase-locking hardly makes sense here: even where the rhythm is strong the circular SD is %.0f deg",
                    sdDeg);
        }
        return String.format(
                Locale.ROOT,
                "phase-locking makes sense here: circular SD %.0f deg where the rhythm is strong (%.0f deg everywhere)",
                sdDeg,
                Math.toDegrees(all.errors().errors().circularSdRad()));
    }

    /** Whether {@link #verdict} is in favour. */
    public boolean makesSense() {
        return makesSense(truthQuality, held.errors().errors().circularSdRad());
    }

    private static boolean makesSense(TruthQuality quality, double sdRad) {
        return !quality.illDefined() && sdRad <= HARDLY_LOCKED_RAD;
    }
}
