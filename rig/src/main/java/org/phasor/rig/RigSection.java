package org.phasor.rig;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.phasor.acquisition.NearestNames;

/**
 * Reads one table of a rig file key by key. Every fault is collected, none thrown; a faulty value reads as its
 * fallback so that the rest of the file is still checked. Keys nobody asked for are refused by {@link #finish()}.
 */
final class RigSection {

    private final RigNode node;
    private final String prefix;
    private final List<RigFault> faults;
    private final Set<String> known = new LinkedHashSet<>();

    RigSection(RigNode node, String prefix, List<RigFault> faults) {
        this.node = node;
        this.prefix = prefix;
        this.faults = faults;
    }

    String place() {
        return node.place();
    }

    /** Where the first of these keys stands that is there. */
    String placeOf(String... keys) {
        for (String key : keys) {
            if (has(key)) {
                return node.entries.get(key).place();
            }
        }
        return node.place();
    }

    boolean has(String key) {
        return node.entries.containsKey(key);
    }

    /** The table of that name; an empty one when the file has none. */
    RigSection section(String key) {
        RigNode.Entry entry = take(key);
        if (entry == null || !(entry.value() instanceof RigNode child)) {
            if (entry != null) {
                fault(key, "must be a table [" + prefix + key + "]");
            }
            return new RigSection(RigNode.empty(node.place()), prefix + key + ".", faults);
        }
        return new RigSection(child, prefix + key + ".", faults);
    }

    /** The tables of {@code [[key]]}. */
    List<RigSection> sections(String key) {
        RigNode.Entry entry = take(key);
        List<RigSection> sections = new ArrayList<>();
        if (entry == null) {
            return sections;
        }
        if (entry.value() instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof RigNode child) {
                    sections.add(new RigSection(child, prefix + key + ".", faults));
                }
            }
            if (sections.size() == list.size()) {
                return sections;
            }
        }
        fault(key, "must be tables [[" + prefix + key + "]]");
        return sections;
    }

    double number(String key, double fallback, Bound bound) {
        return number(key, bound).orElse(fallback);
    }

    /** A number that must be given. */
    double requiredNumber(String key, Bound bound) {
        if (!has(key)) {
            known.add(key);
            faults.add(new RigFault(node.place(), prefix + key, "", "is missing: " + bound.text()));
            return bound.fallback();
        }
        return number(key, bound).orElse(bound.fallback());
    }

    OptionalDouble number(String key, Bound bound) {
        RigNode.Entry entry = take(key);
        if (entry == null) {
            return OptionalDouble.empty();
        }
        if (!(entry.value() instanceof Number number)) {
            fault(key, "must be a number: " + bound.text());
            return OptionalDouble.empty();
        }
        double value = number.doubleValue();
        if (!bound.holds(value)) {
            fault(key, bound.text());
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value);
    }

    long whole(String key, long fallback, Bound bound) {
        RigNode.Entry entry = take(key);
        if (entry == null) {
            return fallback;
        }
        if (!(entry.value() instanceof Long value) || !bound.holds(value)) {
            fault(key, bound.text() + ", a whole number");
            return fallback;
        }
        return value;
    }

    boolean flag(String key, boolean fallback) {
        RigNode.Entry entry = take(key);
        if (entry == null) {
            return fallback;
        }
        if (!(entry.value() instanceof Boolean value)) {
            fault(key, "must be true or false");
            return fallback;
        }
        return value;
    }

    String text(String key, String fallback) {
        RigNode.Entry entry = take(key);
        if (entry == null) {
            return fallback;
        }
        if (!(entry.value() instanceof String value) || value.isBlank()) {
            fault(key, "must be a text");
            return fallback;
        }
        return value;
    }

    /** Whatever stands there; null when nothing does. */
    Object value(String key) {
        RigNode.Entry entry = take(key);
        return entry == null ? null : entry.value();
    }

    String requiredText(String key, String expected) {
        if (!has(key)) {
            known.add(key);
            faults.add(new RigFault(node.place(), prefix + key, "", "is missing: must be " + expected));
            return "";
        }
        return text(key, "");
    }

    /** A text out of a list; {@code fallback} when the key is not there. */
    String choice(String key, String fallback, List<String> choices) {
        RigNode.Entry entry = take(key);
        if (entry == null) {
            return fallback;
        }
        if (!(entry.value() instanceof String value)) {
            fault(key, "must be " + orList(choices));
            return fallback;
        }
        if (!choices.contains(value)) {
            fault(key, "must be " + orList(choices) + nearest(value, choices));
            return fallback;
        }
        return value;
    }

    /** A list of texts, or one text. */
    List<String> texts(String key) {
        RigNode.Entry entry = take(key);
        List<String> texts = new ArrayList<>();
        if (entry == null) {
            return texts;
        }
        if (entry.value() instanceof String one) {
            return List.of(one);
        }
        if (entry.value() instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text) {
                    texts.add(text);
                }
            }
            if (texts.size() == list.size()) {
                return texts;
            }
        }
        fault(key, "must be a list of texts");
        return texts;
    }

    /** A list of numbers, or one number. */
    List<Double> numbers(String key, Bound bound) {
        RigNode.Entry entry = take(key);
        List<Double> numbers = new ArrayList<>();
        if (entry == null) {
            return numbers;
        }
        List<?> list = entry.value() instanceof List<?> several ? several : List.of(entry.value());
        for (Object element : list) {
            if (element instanceof Number number && bound.holds(number.doubleValue())) {
                numbers.add(number.doubleValue());
            }
        }
        if (numbers.size() != list.size()) {
            fault(key, "must be a list of numbers, each " + bound.text().replaceFirst("^must be ", ""));
        }
        return numbers;
    }

    /** Two rising numbers, as a band. */
    double[] band(String key, Bound bound) {
        RigNode.Entry entry = take(key);
        String expected = "must be [low, high] in Hz, 0 < low < high";
        if (entry == null) {
            faults.add(new RigFault(node.place(), prefix + key, "", "is missing: " + expected));
            return new double[] {8, 13};
        }
        if (entry.value() instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number low
                && list.get(1) instanceof Number high
                && low.doubleValue() < high.doubleValue()
                && bound.holds(low.doubleValue())
                && bound.holds(high.doubleValue())) {
            return new double[] {low.doubleValue(), high.doubleValue()};
        }
        fault(key, expected);
        return new double[] {8, 13};
    }

    /** Numbers by name, in the order of the file. */
    Map<String, Double> weights(String key) {
        RigNode.Entry entry = take(key);
        Map<String, Double> weights = new LinkedHashMap<>();
        if (entry == null) {
            return weights;
        }
        if (entry.value() instanceof RigNode table) {
            for (Map.Entry<String, RigNode.Entry> weight : table.entries.entrySet()) {
                if (weight.getValue().value() instanceof Number number && Double.isFinite(number.doubleValue())) {
                    weights.put(weight.getKey(), number.doubleValue());
                } else {
                    faults.add(new RigFault(
                            weight.getValue().place(),
                            prefix + key + "." + weight.getKey(),
                            RigNode.show(weight.getValue().value()),
                            "must be a finite weight"));
                }
            }
            return weights;
        }
        fault(key, "must be a table of weights by channel, as { C3 = 1.0, FC1 = -0.25 }");
        return weights;
    }

    /** Adds a fault about a key of this table, with its place and value. */
    void fault(String key, String expected) {
        RigNode.Entry entry = node.entries.get(key);
        known.add(key);
        faults.add(new RigFault(
                entry == null ? node.place() : entry.place(),
                prefix + key,
                entry == null ? "" : RigNode.show(entry.value()),
                expected));
    }

    /** Refuses every key that was not asked for. */
    void finish() {
        for (Map.Entry<String, RigNode.Entry> entry : node.entries.entrySet()) {
            if (!known.contains(entry.getKey())) {
                faults.add(new RigFault(
                        entry.getValue().place(),
                        prefix + entry.getKey(),
                        "",
                        "is not a known key" + nearest(entry.getKey(), List.copyOf(known))));
            }
        }
    }

    private RigNode.Entry take(String key) {
        known.add(key);
        return node.entries.get(key);
    }

    private static String nearest(String name, List<String> names) {
        return NearestNames.meant(name, names).map(n -> "; nearest: " + n).orElse("");
    }

    private static String orList(List<String> choices) {
        return choices.stream().map(c -> '"' + c + '"').collect(Collectors.joining(", "));
    }
}
