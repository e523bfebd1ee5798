package org.phasor.benchmarks;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Where something was measured. */
final class Machine {

    private Machine() {}

    static String words() {
        return String.format(
                Locale.ROOT,
                "%s %s, %s, %d cores, Java %s",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
    }

    static JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("os", System.getProperty("os.name") + ' ' + System.getProperty("os.arch"));
        json.addProperty("processor", processor());
        json.addProperty("cores", Runtime.getRuntime().availableProcessors());
        json.addProperty("java", System.getProperty("java.version"));
        return json;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unnamed processor");
        } catch (IOException e) {
            return "unnamed processor";
        }
    }
}
