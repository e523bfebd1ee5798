package org.phasor.lsl;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;

/**
 * A discovery query: XPath 1.0 on the {@code <info>} element. Queries come from the network, so those that could keep
 * the evaluator busy are refused along with those that are no XPath.
 */
final class InfoQuery {

    /** Fits a datagram together with the lines around it. */
    static final int MAX_BYTES = 65_000;

    /** Without what is quoted. The memory that the JDK takes to compile grows with the square. */
    private static final int MAX_BARE_CHARACTERS = 8192;

    private static final int MAX_BRACKET_DEPTH = 2;
    private static final int MAX_WIDE_STEPS = 4;
    private static final int MAX_STEPS = 64;

    private static final Pattern LITERAL = Pattern.compile("'[^']*+'|\"[^\"]*+\"");
    private static final Pattern WIDE_STEP =
            Pattern.compile("//|\\.\\.|parent\\s*+::|descendant|ancestor|following|preceding");

    /** Visits of nodes, and characters of texts put together, that one evaluation may cost. */
    private static final double MAX_VISITS = 1e6;

    private static final long MAX_TEXT_CHARACTERS = 16 << 20;

    /** A path within a predicate that begins at the root again, or may do so. */
    private static final Pattern ROOTED = Pattern.compile("(?:^|[^\\w\\]).:'\"\\s-])\\s*+/(?!/)");

    private InfoQuery() {}

    /**
     * Compiles a query that comes from the network.
     *
     * @param elements of the description it will be evaluated on
     * @param characters of that description
     * @throws IllegalArgumentException as {@link #compile(String)}, and when its evaluation could take long
     */
    static XPathExpression compile(String query, int elements, int characters) {
        XPathExpression compiled = compile(query);
        String bare = LITERAL.matcher(query).replaceAll("''");
        int wide = occurrences(WIDE_STEP, bare);
        int bracket = bare.indexOf('[');
        if (bracket >= 0) {
            String within = bare.substring(bracket);
            int again = occurrences(ROOTED, within);
            // What it begins again for is a step as wide.
            wide += again > 0 || WIDE_STEP.matcher(within).find() ? again + 1 : 0;
        }
        long arguments = 1 + bare.chars().filter(c -> c == ',').count();
        if (wide > 1 && Math.pow(elements, wide) > MAX_VISITS || arguments * characters > MAX_TEXT_CHARACTERS) {
            throw new IllegalArgumentException(
                    "\"" + shortened(query) + "\" costs too much on a description of " + elements + " elements");
        }
        return compiled;
    }

    private static int occurrences(Pattern what, String in) {
        return (int) what.matcher(in).results().count();
    }

    /**
     * @throws IllegalArgumentException when it is no XPath, or longer or more nested than a query for a stream can be
     */
    static XPathExpression compile(String query) {
        refuseCostly(query);
        try {
            XPathFactory factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newXPath().compile(query);
        } catch (XPathFactoryConfigurationException e) {
            throw new IllegalStateException(e);
        } catch (XPathExpressionException | RuntimeException | StackOverflowError e) {
            // The JDK's compiler meets some malformed expressions with exceptions of its own.
            throw new IllegalArgumentException("\"" + shortened(query) + "\" is no XPath 1.0: " + reason(e), e);
        }
    }

    /** The time of an evaluation grows by a factor of the description's size with each of these. */
    private static void refuseCostly(String query) {
        int bytes = query.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES || query.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + shortened(query) + "\": a query must be one line of at most " + MAX_BYTES + " bytes");
        }
        String bare = LITERAL.matcher(query).replaceAll("''");
        if (bare.length() > MAX_BARE_CHARACTERS) {
            throw new IllegalArgumentException("\"" + shortened(query) + "\" is too long: at most "
                    + MAX_BARE_CHARACTERS + " characters beside what is quoted");
        }
        int depth = 0;
        int deepest = 0;
        int steps = 0;
        for (int i = 0; i < bare.length(); i++) {
            switch (bare.charAt(i)) {
                case '[' -> deepest = Math.max(deepest, ++depth);
                case ']' -> depth--;
                case '/' -> steps++;
                default -> {}
            }
        }
        int wide = occurrences(WIDE_STEP, bare);
        if (deepest > MAX_BRACKET_DEPTH || wide > MAX_WIDE_STEPS || steps > MAX_STEPS) {
            throw new IllegalArgumentException("\"" + shortened(query) + "\" is too nested: at most "
                    + MAX_BRACKET_DEPTH + " brackets deep, " + MAX_WIDE_STEPS + " of // .. and long axes, " + MAX_STEPS
                    + " steps");
        }
    }

    private static String shortened(String query) {
        return query.length() <= 200 ? query : query.substring(0, 200) + "...";
    }

    private static String reason(Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
