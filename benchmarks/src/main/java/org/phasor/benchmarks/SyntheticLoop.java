package org.phasor.benchmarks;

import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;

/**
 * Some seconds of seeded synthetic EEG that go on for ever: the end is faded over into the beginning, so there is no step for an
 * artefact check to find. Samples lie ready, each with its own values, as in the rig's ring.
 */
final class SyntheticLoop {

    static final double SECONDS = 4;
    private static final double FADE_SECONDS = 1;
    private static final double AMPLITUDE_MICROVOLTS = 10;
    /** So steady that no wave is taken for an artefact: what is measured is a signal that can be used. */
    private static final double AMPLITUDE_DEVIATION = 0.2;

    private static final double SNR_DB = 25;
    private static final double NOISE_EXPONENT = 1;

    final StreamInfo info;
    private final Sample[] samples;
    private final long stepNanos;
    private int next;
    private long index;

    SyntheticLoop(int channels, double rateHz) {
        SyntheticSettings settings = SyntheticSettings.DEFAULTS
                .withChannels(channels)
                .withRateHz(rateHz)
                .withAmplitude(AMPLITUDE_MICROVOLTS, AMPLITUDE_DEVIATION)
                .withNoise(SNR_DB, NOISE_EXPONENT);
        SyntheticSignal signal = new SyntheticSignal(settings);
        info = SyntheticSignal.streamInfo(settings, "benchmark");
        samples = new Sample[(int) Math.rint(SECONDS * rateHz)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = new Sample(info.channelCount());
            signal.next(samples[i].values);
        }
        fade(signal, (int) (FADE_SECONDS * rateHz));
        stepNanos = Math.round(1e9 / rateHz);
    }

    /** What would follow the end fades out over the beginning. */
    private void fade(SyntheticSignal signal, int length) {
        double[] following = new double[info.channelCount()];
        for (int i = 0; i < length; i++) {
            signal.next(following);
            double[] values = samples[i].values;
            double part = (double) i / length;
            for (int c = 0; c < values.length; c++) {
                values[c] = part * values[c] + (1 - part) * following[c];
            }
        }
    }

    int length() {
        return samples.length;
    }

    /** The next sample, its index and time going on. */
    Sample next() {
        Sample sample = samples[next];
        next = next + 1 == samples.length ? 0 : next + 1;
        sample.index = index;
        sample.timeNanos = index * stepNanos;
        index++;
        return sample;
    }
}
