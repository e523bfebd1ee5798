package org.phasor.benchmarks;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Where the rig's part of the time goes: each stretch from the intended send to the datagram, as a table in Markdown. */
final class EndToEndProfile {

    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("sent", "intended send to socket read: amplifier, TCP, wake-up of the reader");
        WORDS.put("decode", "socket read to ring slot: decoding");
        WORDS.put("copy", "ring slot filled");
        WORDS.put("publish", "published, loop thread woken: the waker's part");
        WORDS.put("arrivalToDecision", "socket read to decision: the above, wake-up of the loop thread, step");
        WORDS.put("gateToDeviceReturn", "gate's reading to device call returned: the datagram");
        WORDS.put("arrivalToDevice", "socket read to device call returned, pulses");
    }

    private EndToEndProfile() {}

    /** As one line between processes. */
    static String line(Map<String, Histogram> stretches) {
        StringBuilder line = new StringBuilder();
        stretches.forEach((name, histogram) -> line.append(name)
                .append(' ')
                .append(HistogramText.of(histogram))
                .append(' '));
        return line.toString().strip();
    }

    static Map<String, Histogram> parse(String line) throws Exception {
        Map<String, Histogram> stretches = new LinkedHashMap<>();
        String[] words = line.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            stretches.put(words[i], HistogramText.parse(words[i + 1]));
        }
        return stretches;
    }

    static void print(Map<String, Histogram> stretches, PrintStream out) {
        out.println("| where the rig's time goes (µs) | p50 | p99 | p99.9 |");
        out.println("|---|---|---|---|");
        WORDS.forEach((name, words) -> {
            Histogram h = stretches.get(name);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f |%n",
                    words,
                    h.getValueAtPercentile(50) / 1000.0,
                    h.getValueAtPercentile(99) / 1000.0,
                    h.getValueAtPercentile(99.9) / 1000.0);
        });
    }
}
