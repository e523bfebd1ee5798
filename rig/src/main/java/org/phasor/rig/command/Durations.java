package org.phasor.rig.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: {@code 500ms}, {@code 30s}, {@code 5min}, {@code 1h}; a bare number is seconds. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*(ms|s|min|h)?\\s*");

    private Durations() {}

    static double seconds(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new CommandFailed(
                    ExitCode.BAD_ARGUMENTS, "--duration " + text + ": must be a time as 500ms, 30s, 5min or 1h");
        }
        String unit = m.group(2) == null ? "s" : m.group(2);
        double factor = switch (unit) {
            case "ms" -> 0.001;
            case "min" -> 60;
            case "h" -> 3600;
            default -> 1;
        };
        double seconds = Double.parseDouble(m.group(1)) * factor;
        if (seconds <= 0) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--duration " + text + ": must be > 0");
        }
        return seconds;
    }
}
