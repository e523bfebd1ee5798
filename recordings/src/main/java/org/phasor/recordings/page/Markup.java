package org.phasor.recordings.page;

import java.util.Locale;

/** Text that becomes a page: well-formed as XML, too. One thread. */
final class Markup {

    private final StringBuilder text = new StringBuilder();

    /** As it is; {@code %} forms as in {@link String#format}, whose text arguments must be {@link #escaped}. */
    Markup raw(String form, Object... values) {
        text.append(values.length == 0 ? form : String.format(Locale.ROOT, form, values));
        return this;
    }

    /** An element that holds text only. */
    Markup element(String name, String content) {
        return raw("<").raw(name)
                .raw(">")
                .raw(escaped(content))
                .raw("</")
                .raw(name)
                .raw(">\n");
    }

    static String escaped(String content) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                // Control characters are forbidden in XML even as references.
                default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
