package org.phasor.lsl;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Reads XML that comes from the network or a file: no document types, no entities, bounded in size and depth. Safe for
 * any thread.
 */
public final class HardenedXml {

    /** Larger texts are refused: 10,000 channels with positions stay below it. */
    static final int MAX_CHARACTERS = 16 << 20;

    private static final int MAX_DEPTH = 64;

    /** Tags and attributes: each costs the heap far more than its few characters. */
    private static final int MAX_MARKS = 1_000_000;

    private HardenedXml() {}

    /**
     * The root element with all below it.
     *
     * @throws IllegalArgumentException in one line, when it is not well-formed, too large or too deep
     */
    public static InfoElement tree(String xml) {
        return toElement(document(xml), 0);
    }

    /** The root element, to be asked by XPath. */
    static Element document(String xml) {
        if (xml.length() > MAX_CHARACTERS) {
            throw new IllegalArgumentException("XML of " + xml.length() + " characters: must be <= " + MAX_CHARACTERS);
        }
        long marks = xml.chars().filter(c -> c == '<' || c == '=').count();
        if (marks > MAX_MARKS) {
            throw new IllegalArgumentException("XML of " + marks + " tags and attributes: must be <= " + MAX_MARKS);
        }
        String text = xml.strip();
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        try {
            // The JDK's own: another parser on the class path might not know these features.
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(QUIET);
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (SAXParseException e) {
            // The parser's message comes in the language of the machine.
            String what = text.contains("<!DOCTYPE") ? "XML with a document type (DOCTYPE)" : "not well-formed XML";
            throw new IllegalArgumentException(
                    what + " at line " + e.getLineNumber() + ", column " + e.getColumnNumber(), e);
        } catch (SAXException e) {
            throw new IllegalArgumentException("not well-formed XML", e);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InfoElement toElement(Element element, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("XML nests deeper than " + MAX_DEPTH);
        }
        List<InfoElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(toElement(child, depth + 1));
            } else if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(node.getNodeValue());
            }
        }
        return new InfoElement(element.getTagName(), children.isEmpty() ? text.toString() : "", children);
    }

    /** The parser's own handler prints to standard error. */
    private static final ErrorHandler QUIET = new ErrorHandler() {
        @Override
        public void warning(SAXParseException e) {
            // A warning leaves the document usable.
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    };
}
