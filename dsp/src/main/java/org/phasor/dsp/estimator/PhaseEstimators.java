package org.phasor.dsp.estimator;

import java.util.List;
import java.util.Map;
import org.phasor.acquisition.NearestNames;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.PhaseEstimator;
import org.phasor.dsp.RefreshRunner;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;

/** The table of estimators that a rig file can name. To add one, add an entry. */
public final class PhaseEstimators {

    @FunctionalInterface
    interface Maker {
        /** Refuses settings that cannot be with an IllegalArgumentException in one line. */
        PhaseEstimator make(SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh);
    }

    @FunctionalInterface
    interface Trainer {
        /** Refuses a signal it cannot learn from with an IllegalArgumentException in one line. */
        Map<String, double[]> train(TrainingSignal signal);
    }

    /** What a rig file that names none gets. */
    public static final String DEFAULT = "adaptive";

    static final double MOST_LOOK_AHEAD_SECONDS = 1;

    /** A peak is looked for so far beyond the band. */
    private static final double PEAK_MARGIN_HZ = AdaptiveSettings.SEARCH_MARGIN_HZ;

    private static final List<EstimatorEntry> TABLE = List.of( //
            EstimatorEntry.of("adaptive", AdaptiveEstimator::of)
                    .within(0.035)
                    .trainableBy(AdaptiveTraining::train)
                    .learning(),
            EstimatorEntry.of("echt", EndpointCorrectedHilbert::of).within(0.01).windowed(),
            EstimatorEntry.of("echt-2021", EndpointCorrectedHilbert::of2021)
                    .within(0.35)
                    .amplitudeWithin(0.2)
                    .windowed(),
            EstimatorEntry.of("cecht", EndpointCorrectedHilbert::calibrated2026)
                    .within(0.1)
                    .amplitudeWithin(0.1)
                    .windowed(),
            EstimatorEntry.of("phastimate", Phastimate::of2020)
                    .within(0.25)
                    .amplitudeWithin(0.32)
                    .windowed(),
            EstimatorEntry.of("phastimate-2018", Phastimate::of2018)
                    .within(0.25)
                    .amplitudeWithin(0.3)
                    .windowed(),
            EstimatorEntry.of("phastimate-individual", Phastimate::ofIndividual)
                    .within(0.27)
                    .amplitudeWithin(0.33)
                    .windowed(),
            EstimatorEntry.of("etp", EducatedTemporalPrediction::of)
                    .within(0.35)
                    .trainedBy(EducatedTemporalPrediction::train),
            EstimatorEntry.of("ar-extend", AutoregressiveExtension::of)
                    .within(0.001)
                    .amplitudeWithin(0.01)
                    .windowed(),
            EstimatorEntry.of("ar-extend-trained", TrainedAutoregressiveExtension::of)
                    .within(0.01)
                    .amplitudeWithin(0.02)
                    .trainedBy(TrainedAutoregressiveExtension::train)
                    .windowed(),
            EstimatorEntry.of("wiener", CausalWienerFilter::of)
                    .within(0.005)
                    .amplitudeWithin(0.03)
                    .trainedBy(WienerTraining::train),
            EstimatorEntry.of("sspe", StateSpacePhase::of)
                    .within(0.002)
                    .amplitudeWithin(0.01)
                    .trainedBy(RotatorTraining::train),
            EstimatorEntry.of("zero-crossing", ZeroCrossing::of).within(0.002).amplitudeWithin(0.01),
            EstimatorEntry.of("fft", DominantFrequency::filtered)
                    .within(0.56)
                    .amplitudeWithin(0.15)
                    .windowed(),
            EstimatorEntry.of("fft-unfiltered", DominantFrequency::unfiltered)
                    .within(0.2)
                    .windowed());

    private PhaseEstimators() {}

    /** The accepted names, in the order of the table. */
    public static List<String> names() {
        return TABLE.stream().map(EstimatorEntry::name).toList();
    }

    /**
     * The estimator that the settings name, computing whatever is slow at once.
     *
     * @see #create(SignalSettings, double, double, RefreshRunner)
     */
    public static PhaseEstimator create(SignalSettings settings, double rateHz, double lookAheadSeconds) {
        return create(settings, rateHz, lookAheadSeconds, RefreshRunner.INLINE);
    }

    /**
     * The estimator that the settings name. Where an individual peak is known and lies less than 1.75 Hz (or half the band, or a
     * quarter of the peak) within the band, or up to 1 Hz outside, the estimator gets a band moved so that it does; one that tracks
     * its peak itself gets the band as it is.
     *
     * @param rateHz samples per second of the signal
     * @param lookAheadSeconds how far ahead of the newest sample the phase is wanted, 0 to 1
     * @param refresh where its slow computations run
     * @throws IllegalArgumentException in one line, when the name is unknown, a setting cannot be, or it needs a calibration that
     *     is missing, of another estimator, rate or band, or impossible
     */
    public static PhaseEstimator create(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        EstimatorEntry entry = entry(settings.estimator());
        checkLookAhead(lookAheadSeconds);
        if (!settings.windowMs().isEmpty() && !entry.hasWindow()) {
            throw new IllegalArgumentException("window-ms: estimator \"" + entry.name() + "\" has a window of its own");
        }
        if (entry.isTrained() && settings.calibration().isEmpty()) {
            throw new IllegalArgumentException("estimator = \"" + entry.name()
                    + "\": must be trained: name the file that phasor calibrate wrote (calibration = \"...\")");
        }
        settings.calibration().ifPresent(calibration -> check(calibration, settings, rateHz));
        SignalSettings placed = entry.learns() ? settings : BandAroundPeak.of(settings, rateHz);
        return entry.maker().make(placed, rateHz, lookAheadSeconds, refresh);
    }

    static void checkLookAhead(double seconds) {
        if (!(seconds >= 0 && seconds <= MOST_LOOK_AHEAD_SECONDS)) {
            throw new IllegalArgumentException("look-ahead = " + seconds + " s: must be 0 to 1 s");
        }
    }

    private static void check(Calibration calibration, SignalSettings settings, double rateHz) {
        String estimator = settings.estimator();
        if (!calibration.estimator().equals(estimator)) {
            throw new IllegalArgumentException("estimator = \"" + estimator + "\": its calibration was made for \""
                    + calibration.estimator() + "\"");
        }
        if (Math.abs(calibration.rateHz() - rateHz) > 1e-6 * rateHz) {
            throw new IllegalArgumentException("calibration of estimator \"" + estimator + "\" was made at "
                    + calibration.rateHz() + " Hz: the signal has " + rateHz + " Hz");
        }
        String channels = calibration.provenance().getOrDefault(Calibration.CHANNELS, settings.channelsText());
        if (!channels.equals(settings.channelsText())) {
            throw new IllegalArgumentException("calibration of estimator \"" + estimator + "\" was made for " + channels
                    + ": the signal is " + settings.channelsText());
        }
        double lowHz = calibration.bandLowHz();
        double highHz = calibration.bandHighHz();
        if (Math.abs(lowHz - settings.bandLowHz()) > 1e-6 || Math.abs(highHz - settings.bandHighHz()) > 1e-6) {
            throw new IllegalArgumentException("calibration of estimator \"" + estimator + "\" was made for band-hz = ["
                    + lowHz + ", " + highHz + "]: the signal's is [" + settings.bandLowHz() + ", "
                    + settings.bandHighHz() + "]");
        }
        double peakHz = calibration.peakHz();
        if (!(peakHz >= lowHz - PEAK_MARGIN_HZ && peakHz <= highHz + PEAK_MARGIN_HZ)) {
            throw new IllegalArgumentException("calibration of estimator \"" + estimator + "\": peakHz = " + peakHz
                    + ": must be at most " + PEAK_MARGIN_HZ + " Hz outside the band of " + lowHz + " to " + highHz
                    + " Hz");
        }
        if (!(Math.abs(calibration.biasRad()) <= Math.PI)) {
            throw new IllegalArgumentException("calibration of estimator \"" + estimator + "\": biasRad = "
                    + calibration.biasRad() + ": must be -pi to pi");
        }
    }

    /**
     * Trains an estimator.
     *
     * @return its parameters, for {@link Calibration#parameters}; empty for one that is not trained
     * @throws IllegalArgumentException in one line, when the name is unknown or the signal will not do
     */
    public static Map<String, double[]> train(String name, TrainingSignal signal) {
        EstimatorEntry entry = entry(name);
        return entry.trainer().train(entry.learns() ? signal : BandAroundPeak.of(signal));
    }

    /** Whether an estimator must be trained before it can be made. */
    public static boolean isTrained(String name) {
        return entry(name).isTrained();
    }

    /** Whether an estimator goes on learning while it runs. */
    public static boolean learns(String name) {
        return entry(name).learns();
    }

    static EstimatorEntry entry(String name) {
        for (EstimatorEntry entry : TABLE) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        throw new IllegalArgumentException("estimator = \"" + name + "\": not known; nearest: "
                + NearestNames.first(name, names()).get(0) + " (known: " + String.join(", ", names()) + ")");
    }
}
