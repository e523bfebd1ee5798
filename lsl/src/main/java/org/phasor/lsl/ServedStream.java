package org.phasor.lsl;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import org.w3c.dom.Element;

/** A served stream's description in the forms that are sent, and whether it answers a query. Safe for any thread. */
final class ServedStream {

    private static final int MAX_CACHED_CHARACTERS = 1000;

    private final StreamInfo info;
    private final int cachedQueries;
    private final byte[] shortXml;
    private final byte[] fullXml;
    private final Element tree;
    private final int elements;
    private final Map<String, Boolean> answered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > cachedQueries;
        }
    };

    /**
     * @throws IllegalArgumentException when the description cannot be written as XML
     */
    ServedStream(StreamInfo info) {
        this(info, LslTuning.DEFAULTS.cachedQueries());
    }

    /**
     * @param cachedQueries answers to remember
     */
    ServedStream(StreamInfo info, int cachedQueries) {
        this.info = info;
        this.cachedQueries = cachedQueries;
        String xml = info.toXml();
        tree = HardenedXml.document(xml);
        elements = tree.getElementsByTagName("*").getLength();
        fullXml = xml.getBytes(StandardCharsets.UTF_8);
        shortXml = info.toShortXml().getBytes(StandardCharsets.UTF_8);
    }

    StreamInfo info() {
        return info;
    }

    byte[] shortXml() {
        return shortXml;
    }

    byte[] fullXml() {
        return fullXml;
    }

    /** False for what is no query. The lock is needed: reading a DOM tree is not safe for two threads. */
    synchronized boolean matches(String query) {
        if (query.isEmpty()) {
            return true;
        }
        Boolean known = answered.get(query);
        if (known != null) {
            return known;
        }
        boolean matches = evaluate(query);
        if (query.length() <= MAX_CACHED_CHARACTERS) {
            answered.put(query, matches);
        }
        return matches;
    }

    private boolean evaluate(String query) {
        try {
            return (Boolean) InfoQuery.compile(query, elements, fullXml.length).evaluate(tree, XPathConstants.BOOLEAN);
        } catch (XPathExpressionException | RuntimeException | StackOverflowError e) {
            // Whatever a query from the network does to the evaluator, the outlet goes on.
            return false;
        }
    }
}
