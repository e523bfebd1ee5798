package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigSettings;

/**
 * What the machine has to do: the rig that is imitated, and the amplifier that is played to it. Immutable.
 *
 * @param rig whose signals, horizon, output delay and loop are taken; its stream and its device never are
 * @param signal that is played; every channel that the rig's signals look at is in it
 * @param chunk samples sent at once
 * @param background threads that do nothing but keep a core busy, meanwhile
 */
public record CertifyLoad(RigFile rig, SyntheticSettings signal, int chunk, int background) {

    private static final int DEFAULT_CHANNELS = 64;
    private static final double DEFAULT_RATE_HZ = 1000;
    private static final int SEED = 7;
    private static final double DRIFT_HZ = 0.2;

    /** A rhythm as the demo's: strong enough that pulses are always being planned. */
    private static final double SNR_DB = 15;

    /**
     * @param channels of the amplifier; empty: the rig file's when its source is synthetic, 64 otherwise
     * @param rateHz likewise; 1000 Hz otherwise
     * @param chunk likewise; 1 otherwise
     * @throws IllegalArgumentException in one line, when no such signal can be made
     */
    public static CertifyLoad of(
            RigFile rig, OptionalInt channels, OptionalDouble rateHz, OptionalInt chunk, int background) {
        RigSettings.Acquisition acquisition = rig.settings().acquisition();
        boolean synthetic = acquisition.source() == RigSettings.SourceKind.SYNTHETIC;
        SyntheticSettings own = acquisition.synthetic();
        int count = channels.orElse(synthetic ? own.labels().size() : DEFAULT_CHANNELS);
        double rate = rateHz.orElse(synthetic ? own.rateHz() : DEFAULT_RATE_HZ);
        SyntheticSettings signal = SyntheticSettings.DEFAULTS
                .withRateHz(rate)
                .withSeed(SEED)
                .withFrequency(centreHz(rig), DRIFT_HZ)
                .withNoise(SNR_DB, SyntheticSettings.DEFAULTS.noiseExponent())
                .withLabels(labels(count, rig.settings().signals()));
        return new CertifyLoad(rig, signal, chunk.orElse(acquisition.chunk()), background);
    }

    /** The channels that are looked at, then standard ones up to the number asked for. */
    private static List<String> labels(int count, List<SignalSettings> signals) {
        Set<String> labels = new LinkedHashSet<>();
        for (SignalSettings signal : signals) {
            labels.addAll(signal.spatial().keySet());
            labels.addAll(signal.conditioning().reference());
        }
        // "average" is a reference that names no channel.
        labels.remove("average");
        if (labels.size() > count) {
            throw new IllegalArgumentException("channels = " + count + ": the signals look at " + labels.size() + ": "
                    + String.join(", ", labels));
        }
        List<String> standard = SyntheticSettings.standardLabels(count);
        List<String> all = new ArrayList<>(labels);
        for (String label : standard) {
            boolean known = all.stream().anyMatch(l -> l.strip().equalsIgnoreCase(label));
            if (!known && all.size() < count) {
                all.add(label);
            }
        }
        return all;
    }

    /** The middle of the first signal's band: what a delay is turned into degrees with. */
    public double centreHz() {
        return centreHz(rig);
    }

    private static double centreHz(RigFile rig) {
        SignalSettings first = rig.settings().signals().get(0);
        return first.peakHz().orElse((first.bandLowHz() + first.bandHighHz()) / 2);
    }

    /** What a decision is final ahead; for a rig that fires at once, the default of those that do not. */
    public double horizonMs() {
        RigSettings.Trigger trigger = rig.settings().trigger();
        return trigger.phasePolicy() ? trigger.horizonMs() : 10;
    }

    public double outputDelayMs() {
        return rig.settings().stimulator().outputDelayNanos() / 1e6;
    }

    /** In words, for reports. */
    Map<String, String> words(String recording, String scope) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("rig", rig.name());
        words.put(
                "amplifier",
                signal.labels().size() + " EEG channels and one of the true phase at " + Numbers.plain(signal.rateHz())
                        + " Hz, synthetic, over LSL on this machine, in chunks of " + chunk);
        List<String> signals = new ArrayList<>();
        for (SignalSettings s : rig.settings().signals()) {
            signals.add(s.name() + " (" + Numbers.plain(s.bandLowHz()) + " to " + Numbers.plain(s.bandHighHz())
                    + " Hz, " + s.estimator() + ")");
        }
        words.put("signals", String.join(", ", signals));
        words.put(
                "horizon", Numbers.plain(horizonMs()) + " ms, output delay " + Numbers.plain(outputDelayMs()) + " ms");
        words.put("device", "simulated, in place of whatever the rig file names");
        words.put("recording", recording);
        words.put("scope", scope);
        words.put("background", background == 0 ? "none" : background + " busy threads");
        return words;
    }
}
