package org.phasor.lsl;

import java.util.LinkedHashMap;
import java.util.Map;

/** Descriptions of a stream with something wrong in each. */
final class BadDescriptions {

    private BadDescriptions() {}

    /** Descriptions that must not be taken for one; those with entities point at that port. */
    static Map<String, String> like(StreamInfo info, int port) {
        String good = info.toXml();
        String body = good.substring(good.indexOf("<info>"));
        StringBuilder laughs = new StringBuilder("<!DOCTYPE info [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l").append(i).append(" \"");
            laughs.append(("&l" + (i - 1) + ";").repeat(10)).append("\">");
        }
        String url = "http://127.0.0.1:" + port + "/";
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("a billion laughs", laughs + "]>" + body.replace("Hostile", "&l11;"));
        bad.put(
                "an external entity",
                "<!DOCTYPE info [<!ENTITY x SYSTEM \"" + url + "\">]>" + body.replace("EEG", "&x;"));
        bad.put("a local file", "<!DOCTYPE info [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + body);
        bad.put("an external document type", "<!DOCTYPE info SYSTEM \"" + url + "\">" + body);
        bad.put("parameter entities", "<!DOCTYPE info [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]>" + body);
        bad.put("half a description", body.substring(0, body.length() / 2));
        bad.put("endless nesting", "<info>" + "<a>".repeat(15_000));
        bad.put("deep nesting", "<info>" + "<a>".repeat(5000) + "</a>".repeat(5000) + "</info>");
        bad.put("an absurd channel count", body.replace("<channel_count>1<", "<channel_count>4611686018427387904<"));
        bad.put("a negative channel count", body.replace("<channel_count>1<", "<channel_count>-1<"));
        bad.put("an absurd port", body.replace("<v4data_port>0<", "<v4data_port>65536<"));
        bad.put("no number for a rate", body.replace("<nominal_srate>100.", "<nominal_srate>1e9999x"));
        bad.put("another encoding", "<?xml version=\"1.0\" encoding=\"UTF-32\"?>" + "\uFFFD".repeat(100));
        bad.put("nothing", "");
        bad.put("zeros", "\0".repeat(1000));
        return bad;
    }
}
