package org.phasor.dsp.evaluation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.dsp.BandTruth;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.DriftRemoval;
import org.phasor.dsp.IndividualPeak;
import org.phasor.dsp.MultiFilterTruth;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;
import org.phasor.dsp.TruePhase;
import org.phasor.dsp.estimator.PhaseEstimators;

/**
 * One recording, ready for estimators to be run over it: peak, truth and scored samples are the same for all. The peak and
 * whatever is trained come from the training part alone; the truth from the whole recording. Immutable: any number of threads
 * may train and run at the same time, and the results do not depend on how many.
 */
public final class EvaluationBench {

    private final EvaluationSignal signal;
    private final EvaluationSettings settings;
    private final ScoringPlan plan;
    private final IndividualPeak peak;
    private final TruePhase truth;
    private final TruthQuality quality;

    private EvaluationBench(
            EvaluationSignal signal,
            EvaluationSettings settings,
            Optional<double[]> knownPhaseRad,
            Optional<double[]> knownAmplitude) {
        this.signal = signal;
        this.settings = settings;
        plan = ScoringPlan.of(signal);
        double rate = signal.rateHz();
        peak = IndividualPeak.find(
                Arrays.copyOf(signal.microvolts(), plan.trainingSamples()),
                rate,
                settings.searchLowHz(),
                settings.searchHighHz(),
                TrainingPart.clean(signal, plan.trainingSamples(), settings));
        boolean needsFilters = settings.truth() != TruthKind.BAND;
        boolean canBe = peak.peakHz() > 4 && peak.peakHz() + 4 < rate / 2;
        if (needsFilters && !canBe) {
            throw new IllegalArgumentException("peak of " + peak.peakHz() + " Hz at " + rate
                    + " Hz: the 15 filters need more than 4 Hz, and 4 Hz to half the rate: take the truth \"band\"");
        }
        TruePhase filters = canBe ? MultiFilterTruth.of(signal.microvolts(), rate, peak.peakHz()) : null;
        truth = switch (settings.truth()) {
            case MULTI -> filters;
            case BAND -> BandTruth.of(signal.microvolts(), rate, settings.bandLowHz(), settings.bandHighHz());
            case KNOWN -> known(signal, knownPhaseRad, knownAmplitude.orElse(filters.amplitude()));
        };
        quality = filters == null
                ? new TruthQuality(peak.prominenceDb(), Double.NaN, false)
                : TruthQuality.of(peak.prominenceDb(), filters, plan.scored(), settings.truth() == TruthKind.KNOWN);
    }

    private static TruePhase known(EvaluationSignal signal, Optional<double[]> phaseRad, double[] amplitude) {
        double[] phase = phaseRad.orElseThrow(() ->
                new IllegalArgumentException("the true phase is not recorded: take the truth \"multi\" or \"band\""));
        if (phase.length != signal.length() || amplitude.length != signal.length()) {
            throw new IllegalArgumentException("known phase of " + phase.length + " samples, amplitude of "
                    + amplitude.length + ": must be " + signal.length());
        }
        return new TruePhase(phase, amplitude, null);
    }

    /** With {@link TruthKind#MULTI} or {@link TruthKind#BAND}. */
    public static EvaluationBench prepare(EvaluationSignal signal, EvaluationSettings settings) {
        return prepare(signal, settings, Optional.empty());
    }

    /**
     * @param knownPhaseRad by sample the phase that the signal was made with, where it is known; NaN where a sample is missing
     * @throws IllegalArgumentException in one line, when there is too little to score, no peak can be found or no truth made
     */
    public static EvaluationBench prepare(
            EvaluationSignal signal, EvaluationSettings settings, Optional<double[]> knownPhaseRad) {
        return prepare(signal, settings, knownPhaseRad, Optional.empty());
    }

    /**
     * @param knownPhaseRad by sample the phase that the signal was made with, where it is known; NaN where a sample is missing
     * @param knownAmplitude the same for the amplitude, in any unit: with {@link TruthKind#KNOWN} it decides which samples count at
     *     {@link ErrorGate#AMP50}; empty: the filters' amplitude does
     * @throws IllegalArgumentException in one line, when there is too little to score, no peak can be found or no truth made
     */
    public static EvaluationBench prepare(
            EvaluationSignal signal,
            EvaluationSettings settings,
            Optional<double[]> knownPhaseRad,
            Optional<double[]> knownAmplitude) {
        return new EvaluationBench(signal, settings, knownPhaseRad, knownAmplitude);
    }

    public EvaluationSettings settings() {
        return settings;
    }

    /** From the training part. */
    public IndividualPeak peak() {
        return peak;
    }

    public TruthQuality truthQuality() {
        return quality;
    }

    EvaluationSignal signal() {
        return signal;
    }

    ScoringPlan plan() {
        return plan;
    }

    TruePhase truth() {
        return truth;
    }

    /**
     * Settings under which an estimator is run: with the recording's peak and, for one that is trained, what it learned from the
     * training part. One that goes on learning while it runs gets neither: it finds its peak itself, from the first sample on.
     *
     * @throws IllegalArgumentException in one line, when the name is unknown or the training part will not do for it
     */
    public SignalSettings settingsFor(String estimator) {
        OptionalDouble peakHz =
                PhaseEstimators.learns(estimator) ? OptionalDouble.empty() : OptionalDouble.of(peak.peakHz());
        SignalSettings made = new SignalSettings(
                "evaluated",
                Map.of("signal", 1.0),
                settings.bandLowHz(),
                settings.bandHighHz(),
                peakHz,
                estimator,
                OptionalDouble.empty());
        if (!PhaseEstimators.isTrained(estimator)) {
            return made;
        }
        TrainingSignal training = training(plan.trainingSamples());
        return made.withCalibration(
                Calibration.trained(training, estimator, PhaseEstimators.train(estimator, training)));
    }

    /** The recording's first samples, so many, as a signal to learn from. */
    TrainingSignal training(int samples) {
        return TrainingPart.of(signal, samples, peak.peakHz(), settings);
    }

    /**
     * Runs an estimator over the recording, sample by sample as the rig does, and asks it at the scored samples.
     *
     * @param estimator as {@link #settingsFor} made them
     * @param delayMs how far ahead of the newest sample it is asked, 0 to 1000
     * @throws IllegalArgumentException in one line, when the settings cannot be
     */
    public EstimatorRun run(SignalSettings estimator, double delayMs) {
        double rate = signal.rateHz();
        PhaseEstimator running = PhaseEstimators.create(estimator, rate, delayMs / 1000);
        DriftRemoval drift = new DriftRemoval(estimator.centreHz(), rate);
        int[] scored = plan.scored();
        double[] phase = new double[scored.length];
        double[] amplitude = new double[scored.length];
        Signal newest = new Signal();
        PhaseEstimate out = new PhaseEstimate();
        boolean gap = false;
        int next = 0;
        for (int i = 0; next < scored.length; i++) {
            if (signal.missing()[i]) {
                gap = true;
                continue;
            }
            write(i, gap, drift, newest);
            gap = false;
            running.take(newest);
            if (i == scored[next]) {
                running.estimate(out);
                phase[next] = out.valid ? out.phaseRad : Double.NaN;
                amplitude[next] = out.valid ? out.amplitudeMicrovolts : Double.NaN;
                next++;
            }
        }
        return new EstimatorRun(estimator.estimator(), delayMs, phase, amplitude);
    }

    private void write(int i, boolean gap, DriftRemoval drift, Signal out) {
        boolean usable = !signal.unusable()[i];
        if (gap || !usable) {
            drift.restart();
        }
        out.afterGap = gap;
        out.faults = (gap ? SignalFault.GAP.bit() : 0) | (usable ? 0 : SignalFault.NOT_FINITE.bit());
        out.rawMicrovolts = usable ? signal.microvolts()[i] : Double.NaN;
        out.microvolts = usable ? drift.remove(signal.microvolts()[i]) : Double.NaN;
    }
}
