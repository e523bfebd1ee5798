package org.phasor.recordings.brainvision;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.phasor.recordings.RecordingException;

/** A header or marker file as sections of keys and values; stray lines are passed over. Keys compare without case. */
final class BrainVisionText {

    private static final long LARGEST = 1 << 28;

    private final String firstLine;
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

    private BrainVisionText(String text) {
        String[] lines = text.split("\r\n|\n|\r", -1);
        firstLine = lines[0].strip();
        Map<String, String> section = new LinkedHashMap<>();
        boolean comment = false;
        for (String line : lines) {
            String stripped = line.strip();
            if (stripped.startsWith("[") && stripped.endsWith("]")) {
                String name = key(stripped.substring(1, stripped.length() - 1));
                comment = name.equals("comment");
                section = sections.computeIfAbsent(name, n -> new LinkedHashMap<>());
            } else if (!comment && !stripped.startsWith(";") && line.indexOf('=') > 0) {
                int equals = line.indexOf('=');
                section.putIfAbsent(key(line.substring(0, equals)), line.substring(equals + 1));
            }
        }
    }

    static BrainVisionText read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new RecordingException(file + ": " + Files.size(file) + " bytes: a text file must be <= " + LARGEST);
        }
        byte[] bytes = Files.readAllBytes(file);
        return new BrainVisionText(decode(bytes));
    }

    /** The code page that the file names; without one UTF-8 if it is valid, Latin-1 otherwise. */
    private static String decode(byte[] bytes) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        String named =
                new BrainVisionText(latin).value("common infos", "codepage").strip();
        String text;
        if (named.equalsIgnoreCase("ANSI")) {
            text = new String(bytes, Charset.forName("windows-1252"));
        } else {
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                text = latin;
            }
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    String firstLine() {
        return firstLine;
    }

    /** Empty when it is not there. */
    String value(String section, String key) {
        return sections.getOrDefault(section, Map.of()).getOrDefault(key, "");
    }

    Map<String, String> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    /** Fields between commas, where {@code \1} stands for a comma. */
    static String[] fields(String line) {
        String[] fields = line.split(",", -1);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = fields[i].replace("\\1", ",");
        }
        return fields;
    }
}
