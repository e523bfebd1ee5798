package org.phasor.recordings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.phasor.dsp.IndividualPeak;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.dsp.evaluation.TruthKind;

/**
 * The rhythm of one signal of a session: where it was and where the estimator looked for it.
 *
 * @param name of the signal
 * @param peak found over the whole session, 1/f removed; null where there is none to find
 * @param aimedHz the peak that the rig file or its calibration gave; empty when it was left to the estimator
 * @param tracked what an estimator that learns aimed at, in the order its coefficients took effect; empty for one that does not
 * @param trackedDb how far that stood above the 1/f background then, by the same places; NaN where it could not be told
 * @param late how many of its refreshes were late
 */
public record SignalRhythm(
        String name,
        IndividualPeak peak,
        OptionalDouble aimedHz,
        List<Double> tracked,
        List<Double> trackedDb,
        long late) {

    /**
     * Reads a session's signal.
     *
     * @throws IOException in one line, when it cannot be read
     */
    public static SignalRhythm of(SessionRecording session, SignalSettings settings) throws IOException {
        List<Double> tracked = new ArrayList<>();
        List<Double> trackedDb = new ArrayList<>();
        long late = 0;
        for (SessionInput input : session.inputs()) {
            if (input.kind().equals(SessionInput.REFRESH)
                    && settings.name().equals(input.fields().get(SessionInput.REFRESH_SIGNAL))) {
                if (input.refreshTaken()) {
                    tracked.add(input.refreshPeakHz());
                    trackedDb.add(input.refreshPeakDb());
                } else {
                    late++;
                }
            }
        }
        return new SignalRhythm(
                settings.name(),
                peak(session, settings),
                settings.individual() ? OptionalDouble.of(settings.centreHz()) : OptionalDouble.empty(),
                List.copyOf(tracked),
                List.copyOf(trackedDb),
                late);
    }

    /** The individual peak of a session's signal; null where there is none to find. */
    static IndividualPeak peak(SessionRecording session, SignalSettings settings) throws IOException {
        EvaluationSettings search = EvaluationSettings.of(settings.bandLowHz(), settings.bandHighHz(), TruthKind.MULTI);
        try {
            EvaluationSignal signal =
                    RecordedSignal.read(session.recording(), "", settings).signal();
            return IndividualPeak.find(
                    signal.microvolts(), signal.rateHz(), search.searchLowHz(), search.searchHighHz());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Lowest and highest peak aimed at; NaN where nothing was tracked. */
    public double[] trackedRangeHz() {
        return new double[] {
            tracked.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN),
            tracked.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN)
        };
    }

    /** The middle of the decibels that could be told; NaN where none could. */
    public double medianDb() {
        double[] known = trackedDb.stream()
                .mapToDouble(Double::doubleValue)
                .filter(db -> !Double.isNaN(db))
                .sorted()
                .toArray();
        return known.length == 0 ? Double.NaN : known[known.length / 2];
    }
}
