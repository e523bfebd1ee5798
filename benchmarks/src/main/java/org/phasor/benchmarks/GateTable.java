package org.phasor.benchmarks;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** What the interlock costs the loop thread: each of {@link GateBenchmark}. */
final class GateTable {

    /** The gate's own time limit (docs/safety.md). */
    private static final double MOST_NANOS = 50_000;

    private GateTable() {}

    /**
     * Measures and prints.
     *
     * @return whether each stays within its time and allocates nothing
     */
    static boolean print(boolean quick, PrintStream out) throws RunnerException {
        GateBenchmark gate = new GateBenchmark();
        gate.prepare();
        Map<String, Runnable> calls =
                Map.of("hold", gate::hold, "pulse", gate::pulse, "refusalWithAFullBook", gate::refusalWithAFullBook);
        boolean clean = true;
        out.println("| the interlock, per frame | µs | bytes |");
        out.println("|---|---:|---:|");
        for (BenchmarkRun.Measured measured : new BenchmarkRun(quick).alone(GateBenchmark.class, Map.of())) {
            double bytes = AllocatedBytes.perCall(calls.get(measured.method()));
            out.printf(Locale.ROOT, "| %s | %.3f | %.2f |%n", measured.method(), measured.nanos() / 1000, bytes);
            clean &= measured.nanos() < MOST_NANOS && bytes == 0;
        }
        if (!clean) {
            out.printf(Locale.ROOT, "%nthe interlock takes %.0f µs or more, or allocates%n", MOST_NANOS / 1000);
        }
        return clean;
    }
}
