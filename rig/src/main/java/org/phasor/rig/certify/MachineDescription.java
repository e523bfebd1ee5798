package org.phasor.rig.certify;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the machine is, as far as it can be read without rights; neither its name nor its user's. */
public final class MachineDescription {

    private static final String UNKNOWN = "not readable";
    private static final double BYTES_PER_MIB = 1 << 20;

    private final Path root;

    MachineDescription(Path root) {
        this.root = root;
    }

    /** By name, in the order of a report. */
    public static Map<String, String> read() {
        return new MachineDescription(Path.of("/")).facts();
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", value("proc/cpuinfo", "model name").orElse(UNKNOWN));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put(
                "governor",
                line("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor").orElse(UNKNOWN));
        facts.put("memory", memory());
        facts.put("operating system", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
        facts.put(
                "Java",
                property("java.vm.name") + " " + property("java.vm.version") + " (" + property("java.vendor") + ")");
        facts.put("collector", String.join(", ", collectors()));
        facts.put(
                "heap",
                String.format(
                        Locale.ROOT,
                        "%.0f MiB of at most %.0f",
                        Runtime.getRuntime().totalMemory() / BYTES_PER_MIB,
                        Runtime.getRuntime().maxMemory() / BYTES_PER_MIB));
        facts.put("Java options", options());
        facts.put("other load", loadAverage());
        return facts;
    }

    private static String property(String name) {
        return System.getProperty(name, UNKNOWN);
    }

    private static List<String> collectors() {
        List<String> names = new ArrayList<>();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            names.add(collector.getName());
        }
        return names;
    }

    /** Those of the virtual machine itself: properties may hold what is nobody's business. */
    private static String options() {
        List<String> options = new ArrayList<>();
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (option.startsWith("-XX:") && !option.contains("/") || option.matches("-Xm[snx]\\d+[kmgKMG]?")) {
                options.add(option);
            }
        }
        return options.isEmpty() ? "none" : String.join(" ", options);
    }

    private static String loadAverage() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double average = system.getSystemLoadAverage();
        return average < 0
                ? UNKNOWN
                : String.format(Locale.ROOT, "%.2f threads wanted to run in the minute before", average);
    }

    /** As Linux gives it, in kB. */
    private String memory() {
        return value("proc/meminfo", "MemTotal")
                .flatMap(text -> {
                    try {
                        return Optional.of(Long.parseLong(text.replace("kB", "").strip()) / 1024 + " MiB");
                    } catch (NumberFormatException e) {
                        return Optional.empty();
                    }
                })
                .orElse(UNKNOWN);
    }

    /** The first {@code name : value} of a file. */
    private Optional<String> value(String file, String name) {
        for (String line : lines(file)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals(name)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    private Optional<String> line(String file) {
        return lines(file).stream().map(String::strip).filter(l -> !l.isEmpty()).findFirst();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Another system, or no right to read it: said as such.
            return List.of();
        }
    }
}
