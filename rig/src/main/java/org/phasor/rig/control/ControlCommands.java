package org.phasor.rig.control;

import java.util.Optional;

/** What a line from the socket does, and the line that answers it. Holds no state. */
final class ControlCommands {

    static final String OK = "ok";

    private static final String ERROR = "error: ";
    private static final String KNOWN = "stop, hold, marker TEXT, status, start";

    /** A text of the peer's is shown no longer than this. */
    private static final int LONGEST_QUOTE = 40;

    private final ControlTarget target;

    ControlCommands(ControlTarget target) {
        this.target = target;
    }

    /**
     * @param line a command and, after one space, its text
     * @return {@code ok}, {@code ok} and a JSON object, or {@code error:} and one line
     */
    String answer(String line) {
        try {
            return obey(line);
        } catch (RuntimeException e) {
            return error(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private String obey(String line) {
        if (line.codePoints().anyMatch(ControlCommands::isControl)) {
            return error("a line must not hold control characters");
        }
        int space = line.indexOf(' ');
        String command = space < 0 ? line : line.substring(0, space);
        String text = space < 0 ? "" : line.substring(space + 1).strip();
        switch (command) {
            case "stop" -> target.stop(who(text));
            case "hold" -> target.hold(who(text));
            case "marker" -> {
                if (text.isEmpty()) {
                    return error("marker: needs a text");
                }
                target.marker(text);
            }
            case "status" -> {
                return text.isEmpty() ? OK + " " + target.statusJson() : takesNothing(command, text);
            }
            case "start" -> {
                Optional<String> refusal =
                        text.isEmpty() ? target.startBench() : Optional.of(takesNothingWords(command, text));
                return refusal.map(ControlCommands::error).orElse(OK);
            }
            default -> {
                return error("\"" + quoted(command) + "\": there is no such command; known: " + KNOWN);
            }
        }
        return OK;
    }

    private static String who(String reason) {
        return reason.isEmpty() ? "over the control socket" : "over the control socket: " + reason;
    }

    private static String takesNothing(String command, String text) {
        return error(takesNothingWords(command, text));
    }

    private static String takesNothingWords(String command, String text) {
        return command + " \"" + quoted(text) + "\": takes nothing more";
    }

    private static String quoted(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }

    /** Line ends that some programs see where others do not, and what turns the reading direction, are refused as well. */
    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.FORMAT;
    }

    /** Whatever it holds, an answer is one line. */
    static String error(String words) {
        return ERROR + words.replaceAll("\\s*\\R\\s*", " ");
    }
}
