package org.phasor.rig;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.phasor.acquisition.AuxKind;
import org.phasor.rig.RigSettings.Aux;

/** The tables {@code [[acquisition.aux]]} of a rig file. */
final class RigAuxReader {

    /** Under which places of the file are found, with the table's name behind it. */
    static final String PLACE = "acquisition.aux.";

    private static final String LIMIT = ".limit-uv";
    private static final int MOST_TABLES = 16;
    private static final List<String> CLASSES = List.of("emg", "eog", "trigger", "other");
    private static final double LONGEST_WINDOW_MS = 2000;
    private static final double[] EMG_WINDOW_MS = {-50, -5};
    private static final double[] EOG_WINDOW_MS = {-200, 0};
    private static final double DEFAULT_LEVEL = 0.5;

    private RigAuxReader() {}

    static List<Aux> read(RigSection acquisition, Map<String, String> places) {
        List<Aux> tables = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (RigSection section : acquisition.sections("aux")) {
            Aux aux = one(section);
            if (!aux.name().isEmpty() && !names.add(aux.name())) {
                section.fault("name", "is used twice");
            }
            places.putIfAbsent(PLACE + aux.name(), section.placeOf("channels", "channel", "stream", "name"));
            places.putIfAbsent(PLACE + aux.name() + LIMIT, section.placeOf("limit-uv"));
            tables.add(aux);
        }
        if (tables.size() > MOST_TABLES) {
            acquisition.fault("aux", "must be at most " + MOST_TABLES + " tables");
        }
        return List.copyOf(tables);
    }

    /** The channels that are no EEG, whatever the stream's description calls them. */
    static List<String> notEeg(List<Aux> tables) {
        return tables.stream()
                .filter(aux -> aux.stream().isEmpty() && aux.kind() != AuxKind.OTHER)
                .flatMap(aux -> aux.channels().stream())
                .toList();
    }

    /** A limit that nobody looks at would be taken for a safeguard. */
    static void refuseLimits(List<Aux> tables, Map<String, String> places, List<RigFault> faults) {
        for (Aux aux : tables) {
            if (aux.limitMicrovolts().isPresent()) {
                faults.add(new RigFault(
                        places.get(PLACE + aux.name() + LIMIT),
                        "acquisition.aux.limit-uv",
                        Bound.show(aux.limitMicrovolts().getAsDouble()),
                        "is only for trigger.policy = \"phase\""));
            }
        }
    }

    private static Aux one(RigSection section) {
        String name = section.requiredText("name", "a name for the channels");
        Optional<AuxKind> given = kind(section);
        AuxKind kind = given.orElse(AuxKind.OTHER);
        Optional<String> stream = section.has("stream") ? Optional.of(section.text("stream", "")) : Optional.empty();
        List<String> channels = channels(section, stream.isPresent());
        OptionalDouble limit = section.number("limit-uv", Bound.above(0));
        double[] usual = kind == AuxKind.EOG ? EOG_WINDOW_MS : EMG_WINDOW_MS;
        double[] window = window(section, usual);
        double level = section.number("level", DEFAULT_LEVEL, Bound.finite("must be in the channel's unit"));
        // A class that is not known fits every key: one fault for one mistake.
        if (given.isPresent()) {
            checkFit(section, kind, stream.isPresent(), window != usual);
        }
        section.finish();
        return new Aux(name, kind, stream, channels, limit, window[0], window[1], level);
    }

    private static void checkFit(RigSection section, AuxKind kind, boolean furtherStream, boolean window) {
        boolean judged = kind == AuxKind.EMG || kind == AuxKind.EOG;
        for (String key : List.of("limit-uv", "window-ms")) {
            if (section.has(key) && furtherStream) {
                section.fault(key, "is only for channels of the EEG's own stream: without stream");
            } else if (section.has(key) && !judged) {
                section.fault(key, "is only for class = \"emg\" or \"eog\"");
            }
        }
        if (judged && !furtherStream && window && !section.has("limit-uv")) {
            section.fault("window-ms", "needs limit-uv: without a limit the channels are only recorded");
        }
        if (section.has("level") && kind != AuxKind.TRIGGER) {
            section.fault("level", "is only for class = \"trigger\"");
        }
    }

    private static Optional<AuxKind> kind(RigSection section) {
        String expected = "\"emg\", \"eog\", \"trigger\" or \"other\"";
        String given =
                section.has("class") ? section.choice("class", "", CLASSES) : section.requiredText("class", expected);
        return CLASSES.contains(given)
                ? Optional.of(AuxKind.valueOf(given.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static double[] window(RigSection section, double[] fallback) {
        Object value = section.value("window-ms");
        if (value instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number from
                && list.get(1) instanceof Number to
                && from.doubleValue() >= -LONGEST_WINDOW_MS
                && from.doubleValue() < to.doubleValue()
                && to.doubleValue() <= 0) {
            return new double[] {from.doubleValue(), to.doubleValue()};
        }
        if (value != null) {
            section.fault(
                    "window-ms",
                    "must be [from, to] in ms from the pulse, " + Bound.show(-LONGEST_WINDOW_MS)
                            + " <= from < to <= 0");
        }
        return fallback;
    }

    private static List<String> channels(RigSection section, boolean furtherStream) {
        String one = section.text("channel", "");
        List<String> several = section.texts("channels");
        if (section.has("channel") && section.has("channels")) {
            section.fault("channel", "is given beside channels: must be one of them");
        }
        List<String> labels = one.isEmpty() ? List.copyOf(several) : List.of(one);
        Set<String> seen = new LinkedHashSet<>();
        if (!labels.stream().allMatch(label -> !label.isBlank() && seen.add(label.toLowerCase(Locale.ROOT)))) {
            section.fault("channels", "must be labels, each once and none of them blank");
        }
        if (labels.isEmpty() && !furtherStream && !section.has("channel")) {
            String missing = section.has("channels") ? "" : "is missing: ";
            section.fault("channels", missing + "must be labels of channels, unless a stream is named");
        }
        return labels;
    }
}
