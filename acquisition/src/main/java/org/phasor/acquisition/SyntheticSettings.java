package org.phasor.acquisition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a {@link SyntheticSignal} is made of. Immutable; start from {@link #DEFAULTS} and change parts with the {@code
 * with} methods.
 *
 * @param rateHz samples per second, 50 to 100,000
 * @param labels names of the EEG channels, the one with the strongest oscillation first; 1 to 1024, all different; those that
 *     begin with EMG are muscles. One channel more carries the true phase
 * @param seed everything random follows from it
 * @param frequencyHz mean frequency of the oscillation, 1 Hz to a quarter of the rate, deviations included
 * @param frequencyDeviationHz standard deviation of its slow drift, >= 0
 * @param amplitudeDeviation standard deviation of the logarithm of its amplitude, 0 to 2
 * @param snrDb power of the oscillation over the power of the noise in 8 to 13 Hz, -60 to 200 dB
 * @param amplitudeMicrovolts median amplitude of the oscillation in the first channel, above 0 to 1,000,000
 * @param noiseExponent the noise's power falls as 1/f^exponent; 0 to 2
 * @param durationSeconds above 0; infinite for a signal without end
 */
public record SyntheticSettings(
        double rateHz,
        List<String> labels,
        long seed,
        double frequencyHz,
        double frequencyDeviationHz,
        double amplitudeDeviation,
        double snrDb,
        double amplitudeMicrovolts,
        double noiseExponent,
        double durationSeconds) {

    /** 1 kHz, eight channels around C3, 10 Hz at 10 dB, without end. */
    public static final SyntheticSettings DEFAULTS =
            new SyntheticSettings(1000, standardLabels(8), 1, 10, 0.4, 0.6, 10, 10, 1, Double.POSITIVE_INFINITY);

    private static final int MAX_CHANNELS = 1024;

    /**
     * @throws IllegalArgumentException naming the setting, its value and its bounds
     */
    public SyntheticSettings {
        labels = List.copyOf(labels);
        between("rateHz", rateHz, 50, 100_000);
        checkLabels(labels);
        between("frequencyDeviationHz", frequencyDeviationHz, 0, rateHz);
        // The drift is clipped at two standard deviations.
        between("frequencyHz", frequencyHz, 1 + 2 * frequencyDeviationHz, rateHz / 4 - 2 * frequencyDeviationHz);
        between("amplitudeDeviation", amplitudeDeviation, 0, 2);
        between("snrDb", snrDb, -60, 200);
        between("amplitudeMicrovolts", amplitudeMicrovolts, Double.MIN_NORMAL, 1e6);
        between("noiseExponent", noiseExponent, 0, 2);
        if (!(durationSeconds * rateHz >= 1)) {
            throw new IllegalArgumentException(
                    "durationSeconds = " + durationSeconds + ": must be at least one sample (" + 1 / rateHz + ")");
        }
    }

    /** How many samples there are; {@link Long#MAX_VALUE} without end. */
    public long totalSamples() {
        return Math.round(durationSeconds * rateHz);
    }

    /** The first {@code count} labels of C3, C4, Cz, FC1, FC5, CP1, CP5, O1, O2, Pz, ...; from the 17th EEG17, ... */
    public static List<String> standardLabels(int count) {
        if (count < 1 || count > MAX_CHANNELS) {
            throw new IllegalArgumentException("channels = " + count + ": must be 1 to " + MAX_CHANNELS);
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(i < SyntheticMontage.LABELS.size() ? SyntheticMontage.LABELS.get(i) : "EEG" + (i + 1));
        }
        return labels;
    }

    public SyntheticSettings withRateHz(double value) {
        return new SyntheticSettings(
                value,
                labels,
                seed,
                frequencyHz,
                frequencyDeviationHz,
                amplitudeDeviation,
                snrDb,
                amplitudeMicrovolts,
                noiseExponent,
                durationSeconds);
    }

    public SyntheticSettings withLabels(List<String> value) {
        return new SyntheticSettings(
                rateHz,
                value,
                seed,
                frequencyHz,
                frequencyDeviationHz,
                amplitudeDeviation,
                snrDb,
                amplitudeMicrovolts,
                noiseExponent,
                durationSeconds);
    }

    /** With so many EEG channels, named by {@link #standardLabels}. */
    public SyntheticSettings withChannels(int count) {
        return withLabels(standardLabels(count));
    }

    /** With one more channel, over a muscle: EMG1. */
    public SyntheticSettings withMuscle() {
        List<String> more = new ArrayList<>(labels);
        more.add(SyntheticMuscle.LABEL_PREFIX + "1");
        return withLabels(more);
    }

    public SyntheticSettings withSeed(long value) {
        return new SyntheticSettings(
                rateHz,
                labels,
                value,
                frequencyHz,
                frequencyDeviationHz,
                amplitudeDeviation,
                snrDb,
                amplitudeMicrovolts,
                noiseExponent,
                durationSeconds);
    }

    /** With another mean frequency and drift. */
    public SyntheticSettings withFrequency(double meanHz, double deviationHz) {
        return new SyntheticSettings(
                rateHz,
                labels,
                seed,
                meanHz,
                deviationHz,
                amplitudeDeviation,
                snrDb,
                amplitudeMicrovolts,
                noiseExponent,
                durationSeconds);
    }

    /** With another median amplitude and deviation of its logarithm. */
    public SyntheticSettings withAmplitude(double medianMicrovolts, double deviation) {
        return new SyntheticSettings(
                rateHz,
                labels,
                seed,
                frequencyHz,
                frequencyDeviationHz,
                deviation,
                snrDb,
                medianMicrovolts,
                noiseExponent,
                durationSeconds);
    }

    /** With another level and slope of the noise. */
    public SyntheticSettings withNoise(double snrDecibels, double exponent) {
        return new SyntheticSettings(
                rateHz,
                labels,
                seed,
                frequencyHz,
                frequencyDeviationHz,
                amplitudeDeviation,
                snrDecibels,
                amplitudeMicrovolts,
                exponent,
                durationSeconds);
    }

    public SyntheticSettings withDurationSeconds(double value) {
        return new SyntheticSettings(
                rateHz,
                labels,
                seed,
                frequencyHz,
                frequencyDeviationHz,
                amplitudeDeviation,
                snrDb,
                amplitudeMicrovolts,
                noiseExponent,
                value);
    }

    private static void checkLabels(List<String> labels) {
        if (labels.isEmpty() || labels.size() > MAX_CHANNELS) {
            throw new IllegalArgumentException("channels = " + labels.size() + ": must be 1 to " + MAX_CHANNELS);
        }
        Set<String> seen = new HashSet<>(Set.of(SyntheticSignal.TRUTH_LABEL));
        for (String label : labels) {
            if (label.isBlank() || !seen.add(label.strip().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("labels = " + labels + ": \"" + label
                        + "\" must not be blank, twice there, or " + SyntheticSignal.TRUTH_LABEL);
            }
        }
    }

    private static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " = " + value + ": must be " + least + " to " + most);
        }
    }
}
