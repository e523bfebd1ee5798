package org.phasor.dsp;

import java.util.List;
import org.phasor.acquisition.NearestNames;

/** The table of estimators that a rig file can name. To add one, add a line. */
public final class PhaseEstimators {

    @FunctionalInterface
    private interface Maker {
        PhaseEstimator make(SignalSettings settings, double rateHz, double lookAheadSeconds);
    }

    /**
     * @param toneToleranceRad how far from the truth it may be on a pure tone at the peak, with a window of nine cycles or more
     */
    private record Entry(String name, double toneToleranceRad, Maker maker) {}

    private static final List<Entry> TABLE = List.of( //
            new Entry("echt", 0.01, EndpointCorrectedHilbert::of));

    private PhaseEstimators() {}

    /** The accepted names, in the order of the table. */
    public static List<String> names() {
        return TABLE.stream().map(Entry::name).toList();
    }

    /**
     * The estimator that the settings name.
     *
     * @param rateHz samples per second of the signal
     * @param lookAheadSeconds how far ahead of the newest sample the phase is wanted
     * @throws IllegalArgumentException in one line, when the name is unknown or a setting cannot be
     */
    public static PhaseEstimator create(SignalSettings settings, double rateHz, double lookAheadSeconds) {
        return entry(settings.estimator()).maker().make(settings, rateHz, lookAheadSeconds);
    }

    /**
     * How far an estimator may be from the phase of a pure tone at its peak, in radians, with a window of nine cycles or more: what
     * its contract test holds it to.
     */
    public static double toneToleranceRad(String name) {
        return entry(name).toneToleranceRad();
    }

    private static Entry entry(String name) {
        for (Entry entry : TABLE) {
            if (entry.name().equals(name)) {
                return entry;
            }
        }
        throw new IllegalArgumentException("estimator = \"" + name + "\": not known; nearest: "
                + NearestNames.first(name, names()).get(0) + " (known: " + String.join(", ", names()) + ")");
    }
}
