package org.phasor.recordings.xdf;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.phasor.lsl.InfoElement;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The XML in XDF chunks as a tree of elements. Resolves no entity and no document type. */
final class XdfXml {

    private static final int MAX_DEPTH = 64;

    private XdfXml() {}

    /** @throws IllegalArgumentException when it is not well-formed */
    static InfoElement parse(byte[] utf8) {
        String xml = new String(utf8, StandardCharsets.UTF_8).strip();
        if (xml.startsWith("\uFEFF")) {
            xml = xml.substring(1);
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(QUIET);
            return tree(builder.parse(new InputSource(new StringReader(xml))).getDocumentElement(), 0);
        } catch (SAXParseException e) {
            // The parser's message comes in the language of the machine.
            throw new IllegalArgumentException(
                    "not well-formed XML at line " + e.getLineNumber() + ", column " + e.getColumnNumber(), e);
        } catch (SAXException e) {
            throw new IllegalArgumentException("not well-formed XML", e);
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InfoElement tree(Element element, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("XML nests deeper than " + MAX_DEPTH);
        }
        List<InfoElement> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(tree(child, depth + 1));
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
