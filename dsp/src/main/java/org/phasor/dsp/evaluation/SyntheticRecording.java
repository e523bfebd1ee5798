package org.phasor.dsp.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.dsp.Phase;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TruePhase;
import org.phasor.dsp.estimator.SignalChain;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/**
 * The first channel of a synthetic signal, collected whole, with the phase and the amplitude that it was made with. Nobody changes
 * the arrays. Offline; any number of threads may use it.
 *
 * @param signal in microvolts, without gaps
 * @param truth by sample
 */
public record SyntheticRecording(EvaluationSignal signal, TruePhase truth) {

    /** The label of its channel, for {@link SignalSettings#spatial}. */
    public static final String CHANNEL = "signal";

    /** @param settings with a finite duration of at most two billion samples; only the first channel is used */
    public static SyntheticRecording of(SyntheticSettings settings) {
        int n = Math.toIntExact(settings.totalSamples());
        SyntheticSignal made = new SyntheticSignal(settings.withChannels(1));
        double[] values = new double[made.channelCount()];
        double[] microvolts = new double[n];
        double[] phase = new double[n];
        double[] amplitude = new double[n];
        for (int i = 0; i < n; i++) {
            made.next(values);
            microvolts[i] = values[0];
            phase[i] = made.phaseRad();
            amplitude[i] = made.amplitude();
        }
        return new SyntheticRecording(
                EvaluationSignal.of(microvolts, new boolean[n], settings.rateHz()),
                new TruePhase(phase, amplitude, null));
    }

    /** Its beginning. */
    public EvaluationSignal first(double seconds) {
        int n = (int) Math.min(signal.length(), Math.rint(seconds * signal.rateHz()));
        return EvaluationSignal.of(Arrays.copyOf(signal.microvolts(), n), new boolean[n], signal.rateHz());
    }

    /** Ready for estimators to be held against what it was made with. */
    public EvaluationBench bench(EvaluationSettings settings) {
        return EvaluationBench.prepare(
                signal,
                settings.withTruth(TruthKind.KNOWN),
                Optional.of(truth.phaseRad()),
                Optional.of(truth.amplitude()));
    }

    /** Settings for an estimator on its channel: no peak, no calibration, no window but the estimator's own. */
    public static SignalSettings settings(double bandLowHz, double bandHighHz, String estimator) {
        return new SignalSettings(
                "synthetic",
                Map.of(CHANNEL, 1.0),
                bandLowHz,
                bandHighHz,
                OptionalDouble.empty(),
                estimator,
                OptionalDouble.empty());
    }

    /**
     * What a rig with these settings would have been off, a calibration's bias taken off: estimate less truth at the moment asked
     * for, at one sample every 37 ms from a moment on.
     *
     * @param lookAheadSeconds how far ahead of the newest sample, 0 to 1
     * @param fromSeconds before it, the rig runs and nothing is scored
     * @return in (−π, π]; NaN where there was no valid estimate
     */
    public double[] errorsRad(SignalSettings settings, double lookAheadSeconds, double fromSeconds) {
        double rate = signal.rateHz();
        StreamInfo info = StreamInfo.builder(CHANNEL, "EEG")
                .channels(List.of(new ChannelInfo(CHANNEL, "microvolts", "EEG")))
                .nominalRateHz(rate)
                .build();
        SignalChain chain = SignalChain.of(settings, info, lookAheadSeconds, RefreshRunner.INLINE);
        int step = (int) Math.max(1, Math.rint(ScoringPlan.STEP_SECONDS * rate));
        int first = (int) Math.rint(fromSeconds * rate);
        int end = signal.length() - (int) Math.ceil(lookAheadSeconds * rate);
        double[] errors = new double[Math.max(0, (end - first + step - 1) / step)];
        Sample sample = new Sample(1);
        PhaseEstimate out = new PhaseEstimate();
        for (int i = 0; i < end; i++) {
            sample.index = i;
            sample.timeNanos = Math.round(i * 1e9 / rate);
            sample.flags = 0;
            sample.values[0] = signal.microvolts()[i];
            chain.take(sample, out);
            if (i >= first && (i - first) % step == 0) {
                errors[(i - first) / step] = out.valid
                        ? Phase.wrap(out.phaseRad - truth.phaseRadAt(i + lookAheadSeconds * rate))
                        : Double.NaN;
            }
        }
        return errors;
    }

    /**
     * Of what {@link #errorsRad} gave, those where the true amplitude is at or above its median; NaN the others.
     *
     * @param fromSeconds as there
     */
    public double[] whereStrong(double[] errorsRad, double fromSeconds) {
        double rate = signal.rateHz();
        int step = (int) Math.max(1, Math.rint(ScoringPlan.STEP_SECONDS * rate));
        int first = (int) Math.rint(fromSeconds * rate);
        double[] amplitude = new double[errorsRad.length];
        for (int i = 0; i < amplitude.length; i++) {
            amplitude[i] = truth.amplitude()[first + i * step];
        }
        double median = Medians.of(amplitude);
        double[] strong = errorsRad.clone();
        for (int i = 0; i < strong.length; i++) {
            strong[i] = amplitude[i] >= median ? strong[i] : Double.NaN;
        }
        return strong;
    }
}
