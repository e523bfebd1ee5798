package org.phasor.recordings;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.IndividualPeak;
import org.phasor.dsp.MultiFilterTruth;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TruePhase;
import org.phasor.lsl.ChannelInfo;

/** The true phase of a session's signal at given times. */
final class PulsePhases {

    /** Type of a channel that holds the true phase in radians. */
    static final String TRUTH_TYPE = SyntheticSignal.TRUTH_TYPE;

    /** An estimate made with the future is of no use so near to an end or a gap. */
    private static final double MARGIN_SECONDS = 2;

    /** Between samples further apart than so many periods nothing is interpolated. */
    private static final double MOST_PERIODS = 3;

    private PulsePhases() {}

    /** Index of the channel that holds the true phase; −1 when there is none. */
    static int truthChannel(SessionRecording session) {
        List<ChannelInfo> channels = session.eeg().info().channels();
        for (int c = 0; c < channels.size(); c++) {
            if (channels.get(c).type().equals(TRUTH_TYPE)) {
                return c;
            }
        }
        return -1;
    }

    /** From the recorded truth, by one walk over the session; NaN where it does not reach. */
    static double[] known(SessionRecording session, long[] timesNanos) throws IOException {
        int channel = truthChannel(session);
        return walk(session, timesNanos, (index, values) -> values[channel]);
    }

    /** From all filters of {@link MultiFilterTruth} around the signal's peak; NaN near ends and gaps. */
    static double[] multiFilter(SessionRecording session, SignalSettings settings, long[] timesNanos)
            throws IOException {
        if (session.frames() > Integer.MAX_VALUE - 16) {
            throw new RecordingException(session.recording().path() + ": " + session.frames()
                    + " frames: the true phase can be estimated for 2 billion at most");
        }
        int n = (int) session.frames();
        double rateHz = session.eeg().info().nominalRateHz();
        double[] signal = new double[n];
        boolean[] unusable = new boolean[n];
        TruePhase truth;
        try {
            fill(session, Conditioning.of(settings, session.eeg().info()), signal, unusable);
            truth = MultiFilterTruth.of(signal, rateHz, truthPeakHz(session, settings));
        } catch (IllegalArgumentException e) {
            throw new RecordingException(session.recording().path() + ": " + e.getMessage(), e);
        }
        boolean[] near = spread(unusable, (int) Math.ceil(MARGIN_SECONDS * rateHz));
        return walk(
                session, timesNanos, (index, values) -> near[(int) index] ? Double.NaN : truth.phaseRad()[(int) index]);
    }

    /** The peak that was aimed at, or the one that is there where none was given. */
    private static double truthPeakHz(SessionRecording session, SignalSettings settings) throws IOException {
        IndividualPeak found = settings.individual() ? null : SignalRhythm.peak(session, settings);
        return found == null ? settings.centreHz() : found.peakHz();
    }

    /** The signal with the last good value in place of unusable ones. */
    private static void fill(SessionRecording session, Conditioning conditioning, double[] signal, boolean[] unusable)
            throws IOException {
        double last = 0;
        try (SampleCursor eeg = session.eeg().samples()) {
            for (int i = 0; i < signal.length && eeg.next(); i++) {
                double value = conditioning.weighted(eeg.values());
                unusable[i] = !Double.isFinite(value);
                last = unusable[i] ? last : value;
                signal[i] = last;
            }
        }
        for (SessionInput input : session.inputs()) {
            if (input.kind().equals(SessionInput.SAMPLE_FLAGS)
                    && input.frame() < unusable.length
                    && (input.flags() & (Sample.GAP | Sample.UNANCHORED)) != 0) {
                unusable[(int) input.frame()] = true;
            }
        }
        if (signal.length > 0) {
            unusable[0] = true;
            unusable[signal.length - 1] = true;
        }
    }

    private static boolean[] spread(boolean[] marks, int margin) {
        boolean[] near = new boolean[marks.length];
        long last = Long.MIN_VALUE / 2;
        for (int i = 0; i < marks.length; i++) {
            last = marks[i] ? i : last;
            near[i] = i - last < margin;
        }
        last = Long.MAX_VALUE / 2;
        for (int i = marks.length - 1; i >= 0; i--) {
            last = marks[i] ? i : last;
            near[i] |= last - i < margin;
        }
        return near;
    }

    private interface PhaseOfFrame {
        double phaseRad(long index, double[] values);
    }

    private static double[] walk(SessionRecording session, long[] timesNanos, PhaseOfFrame phaseOf) throws IOException {
        int[] order = IntStream.range(0, timesNanos.length)
                .boxed()
                .sorted(Comparator.comparingLong(p -> timesNanos[p]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] phases = new double[timesNanos.length];
        Arrays.fill(phases, Double.NaN);
        double mostNanos = MOST_PERIODS * 1e9 / session.eeg().info().nominalRateHz();
        try (SessionFrames frames = session.walkFrames();
                SampleCursor eeg = session.eeg().samples()) {
            int next = 0;
            long beforeNanos = Long.MAX_VALUE;
            double before = Double.NaN;
            while (next < order.length && frames.next() && eeg.next()) {
                long nowNanos = frames.timeNanos();
                double now = phaseOf.phaseRad(frames.index(), eeg.values());
                while (next < order.length && timesNanos[order[next]] < nowNanos) {
                    long time = timesNanos[order[next]];
                    double between = nowNanos - beforeNanos;
                    if (time >= beforeNanos && between <= mostNanos) {
                        double step = StrictMath.IEEEremainder(now - before, 2 * Math.PI);
                        phases[order[next]] = before + (time - beforeNanos) / between * step;
                    }
                    next++;
                }
                beforeNanos = nowNanos;
                before = now;
            }
        }
        return phases;
    }
}
