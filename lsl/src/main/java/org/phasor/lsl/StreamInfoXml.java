package org.phasor.lsl;

/** The XML form of a {@link StreamInfo}: layout of native liblsl 1.17, reading any equivalent. */
final class StreamInfoXml {

    private StreamInfoXml() {}

    static String write(StreamInfo info, boolean withDesc) {
        StringBuilder out = new StringBuilder(1024);
        out.append("<?xml version=\"1.0\"?>\n<info>\n");
        element(out, "name", info.name());
        element(out, "type", info.type());
        element(out, "channel_count", Integer.toString(info.channelCount()));
        element(out, "channel_format", info.format().wireName());
        element(out, "source_id", info.sourceId());
        element(out, "nominal_srate", LslNumber.format(info.nominalRateHz()));
        element(out, "version", LslNumber.format(info.protocolVersion() / 100.0));
        element(out, "created_at", LslNumber.format(info.createdAtSeconds()));
        element(out, "uid", info.uid());
        element(out, "session_id", info.sessionId());
        element(out, "hostname", info.hostname());
        element(out, "v4address", "");
        element(out, "v4data_port", Integer.toString(info.v4DataPort()));
        element(out, "v4service_port", Integer.toString(info.v4ServicePort()));
        element(out, "v6address", "");
        element(out, "v6data_port", Integer.toString(info.v6DataPort()));
        element(out, "v6service_port", Integer.toString(info.v6ServicePort()));
        if (withDesc) {
            tree(out, info.desc(), 1);
        } else {
            out.append("\t<desc />\n");
        }
        return out.append("</info>\n").toString();
    }

    private static void element(StringBuilder out, String name, String text) {
        out.append('\t').append('<').append(name).append('>');
        escape(out, text);
        out.append("</").append(name).append(">\n");
    }

    private static void tree(StringBuilder out, InfoElement element, int depth) {
        out.append("\t".repeat(depth)).append('<').append(element.name());
        if (element.children().isEmpty() && element.text().isEmpty()) {
            out.append(" />\n");
        } else if (element.children().isEmpty()) {
            out.append('>');
            escape(out, element.text());
            out.append("</").append(element.name()).append(">\n");
        } else {
            out.append(">\n");
            for (InfoElement child : element.children()) {
                tree(out, child, depth + 1);
            }
            out.append("\t".repeat(depth)).append("</").append(element.name()).append(">\n");
        }
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(c);
            }
        }
    }

    static StreamInfo read(String xml) {
        InfoElement info = HardenedXml.tree(xml);
        if (!info.name().equals("info")) {
            throw new IllegalArgumentException("<" + info.name() + ">: a stream description must be <info>");
        }
        InfoElement desc = info.child("desc");
        return StreamInfo.builder(info.child("name").text(), info.child("type").text())
                .channelCount(integer(info, "channel_count"))
                .format(ChannelFormat.fromWireName(
                        info.child("channel_format").text().strip()))
                .nominalRateHz(number(info, "nominal_srate"))
                .sourceId(info.child("source_id").text())
                .protocolVersion((int) Math.round(optionalNumber(info, "version", 1.10) * 100))
                .createdAtSeconds(optionalNumber(info, "created_at", 0))
                .uid(info.child("uid").text())
                .sessionId(info.child("session_id").text())
                .hostname(info.child("hostname").text())
                .v4(info.child("v4address").text(), port(info, "v4data_port"), port(info, "v4service_port"))
                .v6(info.child("v6address").text(), port(info, "v6data_port"), port(info, "v6service_port"))
                .desc(desc)
                .build();
    }

    private static int port(InfoElement info, String name) {
        double value = optionalNumber(info, name, 0);
        if (value != Math.rint(value) || value < 0 || value > 65535) {
            throw new IllegalArgumentException(name + " = " + info.child(name).text() + ": must be 0 to 65535");
        }
        return (int) value;
    }

    private static int integer(InfoElement info, String name) {
        String text = info.child(name).text().strip();
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " = \"" + text + "\": must be a whole number", e);
        }
    }

    private static double optionalNumber(InfoElement info, String name, double fallback) {
        return info.child(name).text().isBlank() ? fallback : number(info, name);
    }

    private static double number(InfoElement info, String name) {
        String text = info.child(name).text().strip();
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " = \"" + text + "\": must be a number", e);
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(name + " = \"" + text + "\": must be finite");
        }
        return number;
    }
}
