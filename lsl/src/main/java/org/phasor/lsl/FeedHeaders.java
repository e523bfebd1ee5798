package org.phasor.lsl;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The {@code Name: value} lines of a feed's request or response, read as native liblsl reads them. */
final class FeedHeaders {

    private final Map<String, String> values = new TreeMap<>();

    /** Everything is lower-cased, what follows a semicolon is comment, lines without a colon are ignored. */
    static FeedHeaders parse(List<String> lines) {
        FeedHeaders headers = new FeedHeaders();
        for (String line : lines) {
            int comment = line.indexOf(';');
            String said = (comment < 0 ? line : line.substring(0, comment)).toLowerCase(Locale.ROOT);
            int colon = said.indexOf(':');
            if (colon >= 0) {
                headers.values.put(
                        said.substring(0, colon).strip(),
                        said.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    String text(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * @throws IllegalArgumentException when the header is there but no number
     */
    double number(String name, double fallback) {
        String text = values.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " = \"" + text + "\": must be a number", e);
        }
    }
}
