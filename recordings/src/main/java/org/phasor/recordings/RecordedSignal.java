package org.phasor.recordings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.lsl.StreamInfo;

/**
 * One signal of a recording, whole, in microvolts: the weighted sum of its channels as the rig would take it.
 *
 * @param signal gaps and values that are no numbers are marked
 * @param stream from which
 * @param knownPhaseRad by sample the phase that a synthetic source made (a channel of type {@code phase-truth}); NaN where samples
 *     are missing; absent where it is not recorded
 * @param knownAmplitude the same for its amplitude (a channel of type {@code amplitude-truth}), in the unit of that channel
 * @param notes what a person should know: units that were guessed, gaps, damage
 */
public record RecordedSignal(
        EvaluationSignal signal,
        StreamInfo stream,
        Optional<double[]> knownPhaseRad,
        Optional<double[]> knownAmplitude,
        List<String> notes) {

    /** Type of a channel that holds the true amplitude. */
    private static final String AMPLITUDE_TYPE = "amplitude-truth";

    /** A longer gap is bridged by this much: nothing near it is scored, and time beyond it is of no use. */
    private static final double LONGEST_BRIDGE_SECONDS = 2;

    /** From here on a rate that differs from the nominal one is worth a note. */
    private static final double RATE_TOLERANCE = 0.005;

    public RecordedSignal {
        notes = List.copyOf(notes);
    }

    /**
     * Reads the channels of a signal.
     *
     * @param stream name or id; empty: the EEG of a session, the data of a BrainVision recording, the only numeric stream with a
     *     rate, or the only one of them whose type is EEG
     * @throws IOException in one line, when the file cannot be read or has no such stream
     * @throws IllegalArgumentException in one line, when a channel is missing or the settings do not fit the stream
     */
    public static RecordedSignal read(Recording recording, String stream, SignalSettings settings) throws IOException {
        RecordedStream chosen = choose(recording, stream);
        StreamInfo info = chosen.info();
        Conditioning conditioning = Conditioning.of(settings, info);
        List<String> notes = new ArrayList<>();
        if (!conditioning.unitNote().isEmpty()) {
            notes.add(conditioning.unitNote());
        }
        int truth = channelOfType(info, PulsePhases.TRUTH_TYPE);
        int amplitude = channelOfType(info, AMPLITUDE_TYPE);
        Filling filling = new Filling(info.nominalRateHz(), truth >= 0, amplitude >= 0);
        try (SampleCursor cursor = chosen.samples()) {
            while (cursor.next()) {
                double[] values = cursor.values();
                filling.add(
                        cursor.stampSeconds(),
                        cursor.afterGap(),
                        conditioning.weighted(values),
                        truth < 0 ? Double.NaN : values[truth],
                        amplitude < 0 ? Double.NaN : values[amplitude]);
            }
        }
        if (filling.gaps > 0) {
            notes.add(filling.gaps + (filling.gaps == 1 ? " gap" : " gaps"));
        } else {
            // Gaps within a stretch would lower the rate that the stamps say.
            noteRate(notes, chosen.effectiveRateHz(), info.nominalRateHz());
        }
        recording.damage().forEach(damage -> notes.add("damage: " + damage));
        if (filling.length == 0) {
            throw new RecordingException(recording.path() + ": stream '" + info.name() + "' has no samples");
        }
        try {
            return new RecordedSignal(filling.signal(), info, filling.phases(), filling.amplitudes(), notes);
        } catch (IllegalArgumentException e) {
            throw new RecordingException(recording.path() + ": " + e.getMessage(), e);
        }
    }

    private static RecordedStream choose(Recording recording, String wanted) throws IOException {
        if (!wanted.isEmpty()) {
            return RecordingSource.choose(recording, wanted);
        }
        if (SessionRecording.isSession(recording)) {
            return SessionRecording.of(recording).eeg();
        }
        List<RecordedStream> eeg = recording.streams().stream()
                .filter(s -> s.info().type().equalsIgnoreCase("EEG")
                        && !s.info().format().isText()
                        && s.info().nominalRateHz() > 0)
                .toList();
        return eeg.size() == 1 ? eeg.get(0) : RecordingSource.choose(recording, wanted);
    }

    /** −1 when there is none. */
    private static int channelOfType(StreamInfo info, String type) {
        for (int c = 0; c < info.channelCount(); c++) {
            if (info.channels().get(c).type().equals(type)) {
                return c;
            }
        }
        return -1;
    }

    private static void noteRate(List<String> notes, double effectiveHz, double nominalHz) {
        if (effectiveHz > 0 && Math.abs(effectiveHz - nominalHz) > RATE_TOLERANCE * nominalHz) {
            notes.add("the stamps say " + Math.rint(1000 * effectiveHz) / 1000 + " Hz, not " + nominalHz
                    + " Hz: frequencies are in terms of the latter");
        }
    }

    /** Collects values, and puts in what is missing. */
    private static final class Filling {
        private final double rateHz;
        private double[] values = new double[1 << 16];
        private boolean[] missing = new boolean[1 << 16];
        private double[] phases;
        private double[] amplitudes;
        private int length;
        private double lastStamp = Double.NaN;
        private int gaps;

        Filling(double rateHz, boolean withPhase, boolean withAmplitude) {
            this.rateHz = rateHz;
            phases = new double[withPhase ? values.length : 0];
            amplitudes = new double[withAmplitude ? values.length : 0];
        }

        void add(double stamp, boolean afterGap, double value, double phaseRad, double amplitude)
                throws RecordingException {
            if (afterGap && length > 0) {
                gaps++;
                double lost = Math.rint((stamp - lastStamp) * rateHz) - 1;
                // A jump of the stamps, forwards or back, is a break at least.
                int bridge = (int) Math.max(1, Math.min(Math.ceil(LONGEST_BRIDGE_SECONDS * rateHz), lost));
                for (int i = 0; i < bridge; i++) {
                    put(Double.NaN, true, Double.NaN, Double.NaN);
                }
            }
            put(value, false, phaseRad, amplitude);
            lastStamp = stamp;
        }

        private void put(double value, boolean lost, double phaseRad, double amplitude) throws RecordingException {
            if (length == values.length) {
                if (length > Integer.MAX_VALUE / 4) {
                    throw new RecordingException("more than " + length + " samples: too long to be evaluated whole");
                }
                values = Arrays.copyOf(values, 2 * length);
                missing = Arrays.copyOf(missing, 2 * length);
                phases = phases.length == 0 ? phases : Arrays.copyOf(phases, 2 * length);
                amplitudes = amplitudes.length == 0 ? amplitudes : Arrays.copyOf(amplitudes, 2 * length);
            }
            values[length] = value;
            missing[length] = lost;
            if (phases.length > 0) {
                phases[length] = phaseRad;
            }
            if (amplitudes.length > 0) {
                amplitudes[length] = amplitude;
            }
            length++;
        }

        Optional<double[]> phases() {
            return phases.length == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(phases, length));
        }

        Optional<double[]> amplitudes() {
            return amplitudes.length == 0 ? Optional.empty() : Optional.of(Arrays.copyOf(amplitudes, length));
        }

        EvaluationSignal signal() {
            return EvaluationSignal.of(Arrays.copyOf(values, length), Arrays.copyOf(missing, length), rateHz);
        }
    }
}
