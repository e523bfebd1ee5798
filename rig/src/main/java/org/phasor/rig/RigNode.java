package org.phasor.rig;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a rig file whose every value remembers where it stood, so that a value set on the command line can
 * replace one from the file and a fault can name its line.
 */
final class RigNode {

    /** A scalar, a {@link RigNode}, or a list of either; and its place. */
    record Entry(Object value, String place) {}

    /** Beyond so many, it is not a rig file with typing mistakes but another file. */
    private static final int SYNTAX_FAULTS_SHOWN = 5;

    final Map<String, Entry> entries = new LinkedHashMap<>();
    private final String place;

    private RigNode(String place) {
        this.place = place;
    }

    /** Where the table begins. */
    String place() {
        return place;
    }

    /** What stands for a table that the file does not have. */
    static RigNode empty(String place) {
        return new RigNode(place);
    }

    static RigNode parse(String fileName, String text, List<RigFault> faults) {
        TomlParseResult toml = Toml.parse(text);
        List<TomlParseError> errors = toml.errors();
        for (TomlParseError error : errors.subList(0, Math.min(SYNTAX_FAULTS_SHOWN, errors.size()))) {
            faults.add(new RigFault(
                    fileName + ":" + error.position().line(), "", "", firstLine(error.getMessage()) + " (TOML)"));
        }
        if (errors.size() > SYNTAX_FAULTS_SHOWN) {
            faults.add(new RigFault(
                    fileName,
                    "",
                    "",
                    "and " + (errors.size() - SYNTAX_FAULTS_SHOWN) + " more lines are no TOML: is this a rig file?"));
        }
        return table(fileName, toml, fileName + ":1");
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static RigNode table(String fileName, TomlTable toml, String place) {
        RigNode node = new RigNode(place);
        for (String key : toml.keySet()) {
            List<String> path = List.of(key);
            TomlPosition position = toml.inputPositionOf(path);
            String at = position == null ? place : fileName + ":" + position.line();
            node.entries.put(key, new Entry(value(fileName, toml.get(path), at), at));
        }
        return node;
    }

    private static Object value(String fileName, Object toml, String place) {
        if (toml instanceof TomlTable table) {
            return table(fileName, table, place);
        }
        if (toml instanceof TomlArray array) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                TomlPosition position = array.inputPositionOf(i);
                list.add(value(fileName, array.get(i), position == null ? place : fileName + ":" + position.line()));
            }
            return list;
        }
        return toml;
    }

    /**
     * Sets one value as {@code --set key=value} does: {@code trigger.phase-deg=0}. An entry of a list of tables is
     * named by its {@code name}, or by nothing when there is only one: {@code dsp.signal.mu.peak-hz=10}.
     */
    void set(String assignment, List<RigFault> faults) {
        int equals = assignment.indexOf('=');
        if (equals <= 0) {
            faults.add(new RigFault("--set", "", "", "\"" + assignment + "\": must be key=value"));
            return;
        }
        String key = assignment.substring(0, equals).strip();
        String text = assignment.substring(equals + 1).strip();
        TomlParseResult parsed = Toml.parse("value = " + text);
        if (parsed.hasErrors()) {
            parsed = Toml.parse("value = \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        }
        if (parsed.hasErrors() || parsed.size() != 1) {
            faults.add(new RigFault("--set", key, text, "must be a TOML value"));
            return;
        }
        String[] path = key.split("\\.");
        RigNode node = this;
        for (int i = 0; i < path.length - 1; i++) {
            Entry entry = node.entries.computeIfAbsent(path[i], k -> new Entry(new RigNode("--set"), "--set"));
            if (entry.value() instanceof RigNode child) {
                node = child;
            } else if (entry.value() instanceof List<?> list && element(list, path[i + 1]) instanceof RigNode child) {
                node = child;
                boolean named = path.length > i + 2 && path[i + 1].equals(name(child));
                i += named ? 1 : 0;
            } else {
                faults.add(new RigFault("--set", key, text, path[i] + " has no such part"));
                return;
            }
        }
        node.entries.put(path[path.length - 1], new Entry(value("--set", parsed.get("value"), "--set"), "--set"));
    }

    private static Object element(List<?> list, String name) {
        for (Object element : list) {
            if (element instanceof RigNode node && name.equals(name(node))) {
                return node;
            }
        }
        return list.size() == 1 ? list.get(0) : null;
    }

    private static String name(RigNode node) {
        Entry entry = node.entries.get("name");
        return entry != null && entry.value() instanceof String text ? text : null;
    }

    /** A value as it stands in messages. */
    static String show(Object value) {
        if (value instanceof RigNode) {
            return "{...}";
        }
        return value instanceof String text ? '"' + text + '"' : String.valueOf(value);
    }
}
