package org.phasor.rig.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.dsp.Montages;

/**
 * Which channels make the signal, as {@code --channel} and {@code --montage} say.
 *
 * @param words for a person
 * @param weights by label
 */
record SpatialChoice(String words, Map<String, Double> weights) {

    /** Of one of the two options; the other is null. */
    static SpatialChoice of(String channel, String montage) {
        if ((channel == null) == (montage == null)) {
            throw refused(
                    channel == null
                            ? "--channel LABEL or --montage NAME: one of them must be given"
                            : "--channel and --montage: give one of them");
        }
        if (channel != null) {
            return new SpatialChoice(channel, Map.of(channel, 1.0));
        }
        return montage.contains("=") ? weights(montage) : named(montage);
    }

    private static SpatialChoice named(String typed) {
        String name = Montages.names().stream()
                .filter(typed::equalsIgnoreCase)
                .findFirst()
                .orElse(typed);
        try {
            return new SpatialChoice(name, Montages.named(name));
        } catch (IllegalArgumentException e) {
            throw refused("--montage: " + e.getMessage() + "; or weights as C3=1,FC1=-0.25");
        }
    }

    private static SpatialChoice weights(String text) {
        Map<String, Double> weights = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            String label = equals < 0 ? "" : part.substring(0, equals).strip();
            double weight = equals < 0 ? Double.NaN : number(part.substring(equals + 1));
            if (label.isEmpty() || !Double.isFinite(weight)) {
                throw refused("--montage " + text + ": \"" + part + "\": must be LABEL=WEIGHT, as C3=1,FC1=-0.25");
            }
            if (weights.put(label, weight) != null) {
                throw refused("--montage " + text + ": \"" + label + "\" has two weights");
            }
            words.add(label + "=" + Narrator.plain(weight));
        }
        return new SpatialChoice(String.join(",", words), weights);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static CommandFailed refused(String line) {
        return new CommandFailed(ExitCode.BAD_ARGUMENTS, line);
    }
}
