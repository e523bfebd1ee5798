package org.phasor.stimulator;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How the watchdog process is started: the Java and the class path of this process, a small heap, nothing else. */
final class WatchdogCommand {

    /** With these a user changes every Java: a debugger's port or a large heap is not for a watchdog. */
    private static final List<String> FOREIGN_OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private WatchdogCommand() {}

    static ProcessBuilder of(String mainClass) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms8m",
                "-Xmx16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                // The serial library is native: later versions of Java ask.
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("java.class.path"),
                mainClass);
        clean(builder.environment());
        return builder.redirectErrorStream(true);
    }

    static void clean(Map<String, String> environment) {
        environment.keySet().removeAll(FOREIGN_OPTIONS);
    }
}
