package org.phasor.dsp;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.phasor.lsl.StreamInfo;

/**
 * The weighted sum of a sample's channels, in microvolts, re-referenced. Immutable; allocates nothing after construction.
 *
 * <p>Taking the mean of the reference from every channel is one more weighted sum: each of R reference channels loses the sum of
 * the weights over R. A montage whose weights sum to 0 has no reference, and uses no channel of it.
 */
final class SpatialFilter {

    /** Three thirds are not quite one. */
    private static final double ROUNDING = 1e-9;

    private final int[] channels;
    private final double[] weights;
    private final int[] named;
    private final double[] namedMicrovolts;

    private SpatialFilter(StreamChannels stream, Map<Integer, Double> weightByChannel, Set<Integer> named) {
        List<Integer> used = List.copyOf(weightByChannel.keySet());
        channels = used.stream().mapToInt(Integer::intValue).toArray();
        weights = used.stream()
                .mapToDouble(channel -> weightByChannel.get(channel) * stream.microvolts(channel))
                .toArray();
        this.named = named.stream().mapToInt(Integer::intValue).toArray();
        namedMicrovolts = named.stream().mapToDouble(stream::microvolts).toArray();
    }

    /** As received, without a reference of ours. */
    static SpatialFilter of(Map<String, Double> weightByLabel, StreamInfo info) {
        return of(weightByLabel, List.of(), info);
    }

    /** As {@link #of(Map, List, List, StreamInfo)} where the stream's description says what is EEG. */
    static SpatialFilter of(Map<String, Double> weightByLabel, List<String> reference, StreamInfo info) {
        return of(weightByLabel, reference, List.of(), info);
    }

    /**
     * Finds the labels among a stream's channels: as written, or else regardless of case. Channels of weight 0 are not used.
     *
     * @param reference labels whose mean is taken from every channel; {@link ConditioningSettings#AVERAGE} alone: all EEG
     *     channels; empty: as received
     * @param notEeg labels that belong to no average
     * @throws IllegalArgumentException when a label is missing or not unique, a weight is not finite, or nothing is left
     */
    static SpatialFilter of(
            Map<String, Double> weightByLabel, List<String> reference, List<String> notEeg, StreamInfo info) {
        StreamChannels stream = new StreamChannels(info);
        Map<Integer, Double> weights = montage(weightByLabel, stream);
        Set<Integer> named = new LinkedHashSet<>(weights.keySet());
        boolean average = reference.equals(List.of(ConditioningSettings.AVERAGE));
        List<Integer> referenceChannels = average ? averaged(stream, notEeg) : labelled(reference, stream);
        double sum = 0;
        double size = 0;
        for (double weight : weights.values()) {
            sum += weight;
            size += Math.abs(weight);
        }
        if (Math.abs(sum) > ROUNDING * size && !referenceChannels.isEmpty()) {
            if (!average) {
                named.addAll(referenceChannels);
            }
            for (int channel : referenceChannels) {
                weights.merge(channel, -sum / referenceChannels.size(), Double::sum);
            }
            weights.values().removeIf(weight -> weight == 0);
            if (weights.isEmpty()) {
                throw new IllegalArgumentException(
                        "reference = " + reference + ": takes away all of the signal " + weightByLabel);
            }
        }
        return new SpatialFilter(stream, weights, named);
    }

    private static Map<Integer, Double> montage(Map<String, Double> weightByLabel, StreamChannels stream) {
        Map<Integer, Double> weights = new LinkedHashMap<>();
        for (Map.Entry<String, Double> entry : weightByLabel.entrySet()) {
            double weight = entry.getValue();
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "weight of channel '" + entry.getKey() + "' = " + weight + ": must be a finite number");
            }
            int channel = stream.find(entry.getKey());
            if (weights.put(channel, weight) != null) {
                throw new IllegalArgumentException("channel '" + stream.label(channel) + "' has two weights");
            }
        }
        weights.values().removeIf(weight -> weight == 0);
        if (weights.isEmpty()) {
            throw new IllegalArgumentException(
                    "spatial = " + weightByLabel + ": must give a channel a weight that is not 0");
        }
        return weights;
    }

    private static List<Integer> averaged(StreamChannels stream, List<String> notEeg) {
        List<Integer> eeg = stream.eeg(notEeg);
        if (eeg.size() < 2) {
            throw new IllegalArgumentException("reference = \"" + ConditioningSettings.AVERAGE + "\": stream '"
                    + stream.stream() + "' has " + eeg.size() + " EEG channels: must be >= 2");
        }
        return eeg;
    }

    private static List<Integer> labelled(List<String> reference, StreamChannels stream) {
        Map<Integer, String> found = new TreeMap<>();
        for (String label : reference) {
            int channel = stream.find(label);
            if (found.put(channel, label) != null) {
                throw new IllegalArgumentException(
                        "reference = " + reference + ": channel '" + stream.label(channel) + "' stands there twice");
            }
        }
        return List.copyOf(found.keySet());
    }

    /** The sum in microvolts; not finite when a used channel is not. */
    double apply(double[] values) {
        double sum = 0;
        for (int i = 0; i < channels.length; i++) {
            sum += weights[i] * values[channels[i]];
        }
        return sum;
    }

    /** All channels that are used. Not a copy. */
    int[] channels() {
        return channels;
    }

    /** The channels that the settings name: not those that are used only because they are part of the average. Not a copy. */
    int[] namedChannels() {
        return named;
    }

    /** How many microvolts one of their units is. Not a copy. */
    double[] namedMicrovolts() {
        return namedMicrovolts;
    }
}
