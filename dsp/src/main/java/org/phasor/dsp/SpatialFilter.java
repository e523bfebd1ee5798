package org.phasor.dsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.phasor.acquisition.NearestNames;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/**
 * The weighted sum of a sample's channels, in microvolts. Immutable; allocates nothing after construction.
 */
final class SpatialFilter {

    private static final int LABELS_SHOWN = 12;

    private final int[] channels;
    private final double[] weights;
    private final String unitNote;

    private SpatialFilter(int[] channels, double[] weights, String unitNote) {
        this.channels = channels;
        this.weights = weights;
        this.unitNote = unitNote;
    }

    /**
     * Finds the labels among a stream's channels: as written, or else regardless of case. Channels of weight 0 are not used.
     *
     * @throws IllegalArgumentException when a label is missing or not unique, a weight is not finite, or nothing is left
     */
    static SpatialFilter of(Map<String, Double> weightByLabel, StreamInfo info) {
        List<Integer> channels = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<String> labels = info.labels();
        List<ChannelInfo> described = info.channels();
        for (Map.Entry<String, Double> entry : weightByLabel.entrySet()) {
            double weight = entry.getValue();
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "weight of channel '" + entry.getKey() + "' = " + weight + ": must be a finite number");
            }
            int channel = channelOf(entry.getKey(), labels, info.name());
            if (channels.contains(channel)) {
                throw new IllegalArgumentException("channel '" + labels.get(channel) + "' has two weights");
            }
            if (weight != 0) {
                String unit = described.get(channel).unit();
                OptionalDouble scale = VoltageUnit.microvolts(unit);
                if (scale.isEmpty()) {
                    notes.add(note(labels.get(channel), unit));
                }
                channels.add(channel);
                weights.add(weight * scale.orElse(1));
            }
        }
        if (channels.isEmpty()) {
            throw new IllegalArgumentException(
                    "spatial = " + weightByLabel + ": must give a channel a weight that is not 0");
        }
        return new SpatialFilter(
                channels.stream().mapToInt(Integer::intValue).toArray(),
                weights.stream().mapToDouble(Double::doubleValue).toArray(),
                String.join("; ", notes));
    }

    /** Which used channels have no known unit and are taken as microvolts; empty when all are known. */
    String unitNote() {
        return unitNote;
    }

    /** The sum in microvolts; not finite when a used channel is not. */
    double apply(double[] values) {
        double sum = 0;
        for (int i = 0; i < channels.length; i++) {
            sum += weights[i] * values[channels[i]];
        }
        return sum;
    }

    private static int channelOf(String label, List<String> labels, String stream) {
        int found = unique(label, labels, false, stream);
        if (found < 0) {
            found = unique(label, labels, true, stream);
        }
        if (found < 0) {
            throw new IllegalArgumentException(
                    "channel '" + label + "' is not in stream '" + stream + "' (has " + shown(labels) + "); nearest: "
                            + NearestNames.first(label, labels).get(0));
        }
        return found;
    }

    private static int unique(String label, List<String> labels, boolean anyCase, String stream) {
        int found = -1;
        for (int i = 0; i < labels.size(); i++) {
            String candidate = labels.get(i);
            if (anyCase ? same(candidate, label) : candidate.equals(label)) {
                if (found >= 0) {
                    throw new IllegalArgumentException("channel '" + label + "' is not unique in stream '" + stream
                            + "': numbers " + (found + 1) + " ('" + labels.get(found) + "') and " + (i + 1) + " ('"
                            + candidate + "')");
                }
                found = i;
            }
        }
        return found;
    }

    private static boolean same(String a, String b) {
        return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }

    private static String shown(List<String> labels) {
        if (labels.isEmpty()) {
            return "no channels";
        }
        return labels.size() <= LABELS_SHOWN
                ? String.join(", ", labels)
                : String.join(", ", labels.subList(0, LABELS_SHOWN)) + ", ... " + labels.size() + " in all";
    }

    private static String note(String label, String unit) {
        String stripped = unit.strip();
        return "channel '" + label + "' has " + (stripped.isEmpty() ? "no unit" : "the unknown unit '" + stripped + "'")
                + ": taken as microvolts";
    }
}
