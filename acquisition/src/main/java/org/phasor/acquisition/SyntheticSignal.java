package org.phasor.acquisition;

import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.InfoElement;
import org.phasor.lsl.StreamInfo;

/**
 * EEG whose instantaneous phase is known, made sample by sample, forever. The first channel is
 *
 * <pre>
 *   x = A cos(phi) + g n
 *   phi += 2 pi f / rate,   f = f0 + deviation * clip(drift(0.10 Hz), -2, 2)
 *   A = amplitude * exp(amplitudeDeviation * drift(0.50 Hz))
 *   n = 1/f noise ({@link PinkNoise}),   drift = {@link GaussianDrift}
 * </pre>
 *
 * with g such that the oscillation's expected power, amplitude^2 exp(2 amplitudeDeviation^2) / 2, stands at the
 * wanted ratio to the power of g n in 8 to 13 Hz. Further channels see a share of the oscillation, a part of the noise
 * that all channels have in common, and noise of their own. <b>The last channel is not EEG</b>: it carries phi in
 * radians, in (-pi, pi], and says so in its label and type.
 *
 * <p>A channel whose label begins with EMG is a muscle: quiet, with bursts ({@link SyntheticMuscle}).
 *
 * <p>A channel's values depend on the settings and its place only, never on how they are fetched or on how many
 * channels follow. They are rounded to float32, the stream's format, so that a recording holds exactly them. Not for
 * sharing between threads. Allocates nothing after construction.
 */
public final class SyntheticSignal {

    /** Label of the channel that carries the true phase. */
    public static final String TRUTH_LABEL = "true-phase";

    /** Type of that channel. */
    public static final String TRUTH_TYPE = "phase-truth";

    private static final double FREQUENCY_DRIFT_HZ = 0.10;
    private static final double AMPLITUDE_DRIFT_HZ = 0.50;
    private static final double SNR_FROM_HZ = 8;
    private static final double SNR_TO_HZ = 13;

    /** Streams of random numbers; channel c has {@code OWN_NOISE + c}. */
    private static final int FREQUENCY = 0;

    private static final int AMPLITUDE = 1;
    private static final int FIRST_PHASE = 2;
    private static final int SHARED_NOISE = 3;
    private static final int OWN_NOISE = 4;

    private final SyntheticSettings settings;
    private final GaussianDrift frequencyDrift;
    private final GaussianDrift amplitudeDrift;
    private final PinkNoise sharedNoise;
    private final PinkNoise[] ownNoise;
    private final SyntheticMuscle[] muscles;
    private final double[] weights;
    private final double sharedGain;
    private final double ownGain;
    private final double radPerHz;

    private double phaseRad;
    private double amplitudeMicrovolts = Double.NaN;
    private double frequencyHz = Double.NaN;

    public SyntheticSignal(SyntheticSettings settings) {
        this.settings = settings;
        double rateHz = settings.rateHz();
        frequencyDrift = new GaussianDrift(FREQUENCY_DRIFT_HZ, rateHz, normals(FREQUENCY));
        amplitudeDrift = new GaussianDrift(AMPLITUDE_DRIFT_HZ, rateHz, normals(AMPLITUDE));
        sharedNoise = new PinkNoise(settings.noiseExponent(), rateHz, normals(SHARED_NOISE));
        weights = SyntheticMontage.weights(settings.labels());
        ownNoise = new PinkNoise[weights.length];
        muscles = new SyntheticMuscle[weights.length];
        for (int c = 0; c < ownNoise.length; c++) {
            if (isMuscle(settings.labels().get(c))) {
                muscles[c] = new SyntheticMuscle(rateHz, normals(OWN_NOISE + c));
            } else {
                ownNoise[c] = new PinkNoise(settings.noiseExponent(), rateHz, normals(OWN_NOISE + c));
            }
        }
        double deviation = settings.amplitudeDeviation();
        double oscillationPower = settings.amplitudeMicrovolts()
                * settings.amplitudeMicrovolts()
                * StrictMath.exp(2 * deviation * deviation)
                / 2;
        double noisePower = oscillationPower / StrictMath.pow(10, settings.snrDb() / 10);
        double gain = Math.sqrt(noisePower / sharedNoise.bandPower(SNR_FROM_HZ, SNR_TO_HZ));
        sharedGain = gain * Math.sqrt(SyntheticMontage.SHARED_NOISE_POWER);
        ownGain = gain * Math.sqrt(1 - SyntheticMontage.SHARED_NOISE_POWER);
        radPerHz = 2 * Math.PI / rateHz;
        phaseRad = Math.PI * (1 - 2 * normals(FIRST_PHASE).nextUniform());
    }

    private static boolean isMuscle(String label) {
        return label.startsWith(SyntheticMuscle.LABEL_PREFIX);
    }

    private SeededNormals normals(int stream) {
        return new SeededNormals(settings.seed(), stream);
    }

    /** EEG channels and the true phase. */
    public int channelCount() {
        return weights.length + 1;
    }

    /**
     * Goes on by one sample and writes it.
     *
     * @param values at least {@link #channelCount()} long: microvolts, the last one radians
     */
    public void next(double[] values) {
        double drift = Math.max(-2, Math.min(2, frequencyDrift.next()));
        frequencyHz = settings.frequencyHz() + settings.frequencyDeviationHz() * drift;
        amplitudeMicrovolts =
                settings.amplitudeMicrovolts() * StrictMath.exp(settings.amplitudeDeviation() * amplitudeDrift.next());
        phaseRad += frequencyHz * radPerHz;
        if (phaseRad > Math.PI) {
            phaseRad -= 2 * Math.PI;
        }
        double oscillation = amplitudeMicrovolts * cosine(phaseRad);
        double shared = sharedGain * sharedNoise.next();
        for (int c = 0; c < weights.length; c++) {
            values[c] = (float)
                    (muscles[c] != null
                            ? muscles[c].next()
                            : weights[c] * oscillation + shared + ownGain * ownNoise[c].next());
        }
        values[weights.length] = (float) phaseRad;
    }

    /**
     * Of a phase in (-pi, pi], by Taylor series around the nearest quarter turn (to 2e-16): StrictMath's own allocates on
     * newer JDKs, and Math's may differ between them.
     */
    private static double cosine(double phase) {
        double size = Math.abs(phase);
        if (size <= Math.PI / 4) {
            return nearZeroCosine(size);
        } else if (size < 3 * Math.PI / 4) {
            return -nearZeroSine(size - Math.PI / 2);
        }
        return -nearZeroCosine(Math.PI - size);
    }

    private static double nearZeroCosine(double x) {
        double z = x * x;
        double tail = 1 - z / 132 * (1 - z / 182 * (1 - z / 240));
        return 1 - z / 2 * (1 - z / 12 * (1 - z / 30 * (1 - z / 56 * (1 - z / 90 * tail))));
    }

    private static double nearZeroSine(double x) {
        double z = x * x;
        double tail = 1 - z / 110 * (1 - z / 156 * (1 - z / 210));
        return x * (1 - z / 6 * (1 - z / 20 * (1 - z / 42 * (1 - z / 72 * tail))));
    }

    /** The true phase of the newest sample, in (-pi, pi], 0 at the peak. */
    public double phaseRad() {
        return phaseRad;
    }

    /** The oscillation's amplitude in the first channel at the newest sample, in microvolts; NaN before the first. */
    public double amplitude() {
        return amplitudeMicrovolts;
    }

    /** The oscillation's frequency at the newest sample; NaN before the first. */
    public double frequencyHz() {
        return frequencyHz;
    }

    /** The description of the stream that carries this signal; the settings stand in {@code desc/phasor/synthetic}. */
    public static StreamInfo streamInfo(SyntheticSettings settings, String name) {
        List<ChannelInfo> channels = new ArrayList<>();
        for (String label : settings.labels()) {
            channels.add(new ChannelInfo(label, "microvolts", isMuscle(label) ? SyntheticMuscle.LABEL_PREFIX : "EEG"));
        }
        channels.add(new ChannelInfo(TRUTH_LABEL, "rad", TRUTH_TYPE));
        InfoElement synthetic = InfoElement.of(
                "synthetic",
                InfoElement.text("seed", Long.toString(settings.seed())),
                InfoElement.text("frequency_hz", Double.toString(settings.frequencyHz())),
                InfoElement.text("frequency_deviation_hz", Double.toString(settings.frequencyDeviationHz())),
                InfoElement.text("amplitude_deviation", Double.toString(settings.amplitudeDeviation())),
                InfoElement.text("snr_db", Double.toString(settings.snrDb())),
                InfoElement.text("amplitude_microvolts", Double.toString(settings.amplitudeMicrovolts())),
                InfoElement.text("noise_exponent", Double.toString(settings.noiseExponent())));
        return StreamInfo.builder(name, "EEG")
                .channels(channels)
                .format(ChannelFormat.FLOAT32)
                .nominalRateHz(settings.rateHz())
                .sourceId("phasor-synthetic-" + name + "-" + settings.seed())
                .describe(InfoElement.of("phasor", synthetic))
                .build();
    }
}
