package org.phasor.benchmarks;

/** What is measured side by side. */
enum Arm {
    /** The whole rig on {@code latency.toml}, recording. */
    RIG("phasor-latency", "Phasor"),
    /** The least any rig can do over a TCP socket. */
    BARE("", "bare socket loop"),
    /** The least a program over native liblsl can do. */
    NATIVE("phasor-latency-native", "native liblsl loop");

    private final String stream;
    private final String title;

    Arm(String stream, String title) {
        this.stream = stream;
        this.title = title;
    }

    /** The name of its LSL stream. */
    String stream() {
        return stream;
    }

    /** How tables call it. */
    String title() {
        return title;
    }

    /** How JSON calls it. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
