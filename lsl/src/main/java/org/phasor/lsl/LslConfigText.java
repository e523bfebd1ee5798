package org.phasor.lsl;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of one {@code lsl_api.cfg}: sections, {@code key = value}, comments by {@code ;} in the first column, lists as
 * {@code {a, b}}; of booleans only {@code 1} is true. Keys have their section before them, as {@code ports.BasePort}.
 */
final class LslConfigText {

    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    /**
     * @throws IOException in one line, naming file, line and text
     */
    LslConfigText(Path file) throws IOException {
        this.file = file;
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": larger than 1 MiB: not an LSL configuration");
        }
        parse(textOf(file));
    }

    private static String textOf(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": is not UTF-8 text: not an LSL configuration", e);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void parse(String text) throws IOException {
        String section = "";
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || raw.startsWith(";")) {
                continue;
            }
            if (raw.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1) + ".";
                continue;
            }
            int equals = line.indexOf('=');
            String key = section + line.substring(0, Math.max(0, equals)).strip();
            String value = line.substring(equals + 1).strip();
            if (equals <= 0 || value.isEmpty()) {
                throw new IOException(file + ":" + number + ": \"" + line + "\": must be key = value");
            }
            if (values.put(key, value) != null) {
                throw new IOException(file + ":" + number + ": " + key + ": stands here a second time");
            }
            lines.put(key, number);
        }
    }

    String text(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    boolean flag(String key, boolean fallback) {
        String value = values.get(key);
        return value == null ? fallback : value.equals("1");
    }

    int whole(String key, int fallback) throws IOException {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw fault(key, value, "a whole number");
        }
    }

    double number(String key, double fallback) throws IOException {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw fault(key, value, "a number");
        }
    }

    List<String> list(String key, List<String> fallback) throws IOException {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        if (!value.startsWith("{") || !value.endsWith("}")) {
            throw fault(key, value, "a list as {a, b}");
        }
        List<String> list = new ArrayList<>();
        for (String part : value.substring(1, value.length() - 1).split(",")) {
            if (!part.isBlank()) {
                list.add(part.strip());
            }
        }
        return list;
    }

    /** What stands for the key among the choices. */
    <T> T choice(String key, T fallback, Map<String, T> choices, String expected) throws IOException {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        T chosen = choices.get(value);
        if (chosen == null) {
            throw fault(key, value, expected);
        }
        return chosen;
    }

    private IOException fault(String key, String value, String expected) {
        return new IOException(file + ":" + lines.get(key) + ": " + key + " = " + value + ": must be " + expected);
    }
}
