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

    private static final List<EstimatorEntry> TABLE = List.of( //
            EstimatorEntry.of("echt", EndpointCorrectedHilbert::of).within(0.01).windowed());

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
     * The estimator that the settings name.
     *
     * @param rateHz samples per second of the signal
     * @param lookAheadSeconds how far ahead of the newest sample the phase is wanted, 0 to 1
     * @param refresh where its slow computations run
     * @throws IllegalArgumentException in one line, when the name is unknown, a setting cannot be, or it needs a calibration that
     *     is missing or of another estimator
     */
    public static PhaseEstimator create(
            SignalSettings settings, double rateHz, double lookAheadSeconds, RefreshRunner refresh) {
        EstimatorEntry entry = entry(settings.estimator());
        if (!(lookAheadSeconds >= 0 && lookAheadSeconds <= 1)) {
            throw new IllegalArgumentException("look-ahead = " + lookAheadSeconds + " s: must be 0 to 1 s");
        }
        if (!settings.windowMs().isEmpty() && !entry.hasWindow()) {
            throw new IllegalArgumentException("window-ms: estimator \"" + entry.name() + "\" has a window of its own");
        }
        if (entry.isTrained() && settings.calibration().isEmpty()) {
            throw new IllegalArgumentException("estimator = \"" + entry.name()
                    + "\": must be trained: name the file that phasor calibrate wrote (calibration = \"...\")");
        }
        settings.calibration().ifPresent(calibration -> check(calibration, entry.name(), rateHz));
        return entry.maker().make(settings, rateHz, lookAheadSeconds, refresh);
    }

    private static void check(Calibration calibration, String estimator, double rateHz) {
        if (!calibration.estimator().equals(estimator)) {
            throw new IllegalArgumentException("estimator = \"" + estimator + "\": its calibration was made for \""
                    + calibration.estimator() + "\"");
        }
        if (Math.abs(calibration.rateHz() - rateHz) > 1e-6 * rateHz) {
            throw new IllegalArgumentException("calibration of estimator \"" + estimator + "\" was made at "
                    + calibration.rateHz() + " Hz: the signal has " + rateHz + " Hz");
        }
    }

    /**
     * Trains an estimator.
     *
     * @return its parameters, for {@link Calibration#parameters}; empty for one that is not trained
     * @throws IllegalArgumentException in one line, when the name is unknown or the signal will not do
     */
    public static Map<String, double[]> train(String name, TrainingSignal signal) {
        return entry(name).trainer().train(signal);
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
