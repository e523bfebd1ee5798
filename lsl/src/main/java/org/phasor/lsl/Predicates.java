package org.phasor.lsl;

/** Pieces of discovery queries, quoted as XPath 1.0 wants them. */
public final class Predicates {

    private Predicates() {}

    /**
     * The predicate that is true for streams whose element has this text, whatever quotes it holds.
     *
     * @param element path below {@code <info>}, as {@code name} or {@code desc/manufacturer}
     * @throws IllegalArgumentException when the value holds a line break, which the protocol cannot carry
     */
    public static String equalTo(String element, String value) {
        return element + "=" + literal(value);
    }

    private static String literal(String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("\"" + value + "\": a value to look for must be one line");
        }
        if (value.indexOf('\'') < 0) {
            return "'" + value + "'";
        }
        if (value.indexOf('"') < 0) {
            return '"' + value + '"';
        }
        // XPath 1.0 has no escapes: pieces without apostrophes, joined by quoted apostrophes.
        StringBuilder joined = new StringBuilder("concat(");
        String[] pieces = value.split("'", -1);
        for (int i = 0; i < pieces.length; i++) {
            joined.append(i == 0 ? "" : ",\"'\",")
                    .append('\'')
                    .append(pieces[i])
                    .append('\'');
        }
        return joined.append(')').toString();
    }
}
