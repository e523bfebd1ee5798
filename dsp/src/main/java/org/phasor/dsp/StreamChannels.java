package org.phasor.dsp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.phasor.acquisition.NearestNames;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/** Finds a stream's channels by label, and what their units and types mean. Immutable. */
public final class StreamChannels {

    private static final int LABELS_SHOWN = 12;

    private final String stream;
    private final List<String> labels;
    private final List<ChannelInfo> described;

    public StreamChannels(StreamInfo info) {
        stream = info.name();
        labels = info.labels();
        described = info.channels();
    }

    String stream() {
        return stream;
    }

    String label(int channel) {
        return labels.get(channel);
    }

    /**
     * The channel with a label: as written, or else regardless of case.
     *
     * @throws IllegalArgumentException in one line, when it is missing or not unique
     */
    public int find(String label) {
        int found = unique(label, false);
        if (found < 0) {
            found = unique(label, true);
        }
        if (found < 0) {
            throw new IllegalArgumentException(
                    "channel '" + label + "' is not in stream '" + stream + "' (has " + shown() + ")" + nearest(label));
        }
        return found;
    }

    /**
     * The channels of type EEG, and those without a type: not triggers, not EOG, EMG or misc.
     *
     * @param without labels that are none, whatever their type; those that the stream does not have are passed over
     */
    List<Integer> eeg(Collection<String> without) {
        List<Integer> found = new ArrayList<>();
        for (int channel = 0; channel < labels.size(); channel++) {
            String label = labels.get(channel);
            String type = described.get(channel).type().strip();
            boolean eeg = type.isEmpty() || type.equalsIgnoreCase("EEG");
            if (eeg && without.stream().noneMatch(other -> same(other, label))) {
                found.add(channel);
            }
        }
        return found;
    }

    /** How many microvolts one of a channel's units is; 1 where the unit is not known. */
    public double microvolts(int channel) {
        return scale(channel).orElse(1);
    }

    /** Which of the channels have no known unit and are taken as microvolts; empty when all are known. */
    public String unitNote(Collection<Integer> channels) {
        List<Integer> unknown =
                channels.stream().filter(channel -> scale(channel).isEmpty()).toList();
        String notes = unknown.stream().limit(LABELS_SHOWN).map(this::note).collect(Collectors.joining("; "));
        return unknown.size() <= LABELS_SHOWN ? notes : notes + "; ... " + unknown.size() + " in all";
    }

    private OptionalDouble scale(int channel) {
        return VoltageUnit.microvolts(described.get(channel).unit());
    }

    private int unique(String label, boolean anyCase) {
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

    private String nearest(String label) {
        List<String> near = NearestNames.first(label, labels);
        return near.isEmpty() ? "" : "; nearest: " + near.get(0);
    }

    private String shown() {
        if (labels.isEmpty()) {
            return "no channels";
        }
        return labels.size() <= LABELS_SHOWN
                ? String.join(", ", labels)
                : String.join(", ", labels.subList(0, LABELS_SHOWN)) + ", ... " + labels.size() + " in all";
    }

    private String note(int channel) {
        String unit = described.get(channel).unit().strip();
        return "channel '" + labels.get(channel) + "' has "
                + (unit.isEmpty() ? "no unit" : "the unknown unit '" + unit + "'") + ": taken as microvolts";
    }
}
