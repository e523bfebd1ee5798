package org.phasor.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;
import org.phasor.benchmarks.BenchmarkRun.Measured;
import org.phasor.dsp.estimator.PhaseEstimators;

/** What signal processing takes per frame, as a table in Markdown; and whether the default stays within its bounds. */
final class DspTable {

    /** What the default must stay below on any machine; it takes a small part of that. */
    private static final double MOST_NANOS = 50_000;

    /** More than this per frame would be an allocation on the loop thread. */
    private static final double MOST_BYTES = 1;

    private static final double BYTES_AT_HZ = 1000;

    private static final String LOW_RATE = "1000";
    private static final String HIGH_RATE = "5000";
    private static final List<String> RATES = List.of(LOW_RATE, HIGH_RATE);

    /** Nanoseconds at either rate, NaN where there is none; bytes per call. */
    private record Row(String name, double low, double high, double bytes) {}

    private final BenchmarkRun run;
    private final boolean quick;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> beyond = new ArrayList<>();

    private DspTable(boolean quick) {
        this.quick = quick;
        run = new BenchmarkRun(quick);
    }

    /**
     * Measures and prints.
     *
     * @return whether the default allocates nothing and takes no absurd time
     */
    static boolean print(boolean quick, PrintStream out) throws Exception {
        DspTable table = new DspTable(quick);
        table.measure();
        table.print(out);
        return table.beyond.isEmpty();
    }

    private void measure() throws Exception {
        List<Measured> chain = run.alone(SignalChainBenchmark.class, Map.of(BenchmarkRun.RATE, RATES));
        SignalChainBenchmark once = new SignalChainBenchmark();
        once.rateHz = BYTES_AT_HZ;
        once.prepare();
        Row defaultChain = add(
                "default chain: 64 channels, conditioning, `" + PhaseEstimators.DEFAULT + "`, expected error",
                only(chain, "defaultChain"),
                once::defaultChain);
        checkTime(defaultChain);
        checkBytes(defaultChain);
        add("to compare: complex FIR filter, 128 taps, plain", only(chain, "complexFilter128"), () -> {});
        for (String estimator : List.of("echt", PhaseEstimators.DEFAULT)) {
            loopTurn(estimator);
        }
        for (String montage : List.of("hjorth", "average")) {
            for (boolean checks : new boolean[] {true, false}) {
                // Five channels are five channels, of how many ever.
                for (int channels : montage.equals("hjorth") ? new int[] {64} : new int[] {8, 64, 256}) {
                    conditioning(montage, checks, channels);
                }
            }
        }
        for (String estimator : PhaseEstimators.names()) {
            estimator(estimator);
        }
        RefreshBenchmark refresh = new RefreshBenchmark();
        refresh.rateHz = BYTES_AT_HZ;
        refresh.prepare();
        add(
                "refresh of `" + PhaseEstimators.DEFAULT + "`, once a second beside the loop",
                run.many(RefreshBenchmark.class, Map.of(BenchmarkRun.RATE, RATES)),
                refresh::refresh);
    }

    private void loopTurn(String estimator) throws Exception {
        LoopTurnBenchmark once = new LoopTurnBenchmark();
        once.estimator = estimator;
        once.prepare();
        checkBytes(add(
                "one turn of the loop: 64 channels, `" + estimator + "`, policy, interlock",
                run.alone(LoopTurnBenchmark.class, Map.of("estimator", List.of(estimator))),
                once::turn));
    }

    private void conditioning(String montage, boolean checks, int channels) throws RunnerException {
        ConditioningBenchmark once = new ConditioningBenchmark();
        once.channels = channels;
        once.montage = montage;
        once.checks = checks;
        once.rateHz = BYTES_AT_HZ;
        once.prepare();
        String sum = montage.equals("hjorth") ? "C3 less its four neighbours of " : "C3 less the average of ";
        add(
                "conditioning, " + sum + channels + (checks ? "" : ", no artefact checks"),
                run.many(
                        ConditioningBenchmark.class,
                        Map.of(
                                "channels",
                                List.of(Integer.toString(channels)),
                                "montage",
                                List.of(montage),
                                "checks",
                                List.of(Boolean.toString(checks)),
                                BenchmarkRun.RATE,
                                RATES)),
                once::sample);
    }

    private void estimator(String estimator) throws RunnerException {
        EstimatorBenchmark once = new EstimatorBenchmark();
        once.estimator = estimator;
        once.rateHz = BYTES_AT_HZ;
        once.prepare();
        add(
                "estimator `" + estimator + "`" + (PhaseEstimators.learns(estimator) ? ", the loop's part" : ""),
                run.many(EstimatorBenchmark.class, Map.of("estimator", List.of(estimator), BenchmarkRun.RATE, RATES)),
                once::frame);
    }

    private static List<Measured> only(List<Measured> all, String method) {
        return all.stream().filter(one -> one.method().equals(method)).toList();
    }

    private Row add(String name, List<Measured> measured, Runnable once) {
        // Without a rate of its own: at 1 kHz.
        Map<String, Double> nanosByRate = new HashMap<>();
        for (Measured one : measured) {
            double rateHz = Double.parseDouble(one.parameters().getOrDefault(BenchmarkRun.RATE, LOW_RATE));
            nanosByRate.put(Integer.toString((int) rateHz), one.nanos());
        }
        Row row = new Row(
                name,
                nanosByRate.get(LOW_RATE),
                nanosByRate.getOrDefault(HIGH_RATE, Double.NaN),
                AllocatedBytes.perCall(once));
        rows.add(row);
        return row;
    }

    private void checkTime(Row row) {
        double slower = Math.max(row.low, row.high);
        if (!(slower <= MOST_NANOS)) {
            beyond.add(
                    String.format(Locale.ROOT, "%s: %.0f ns per frame, must be <= %.0f", row.name, slower, MOST_NANOS));
        }
    }

    private void checkBytes(Row row) {
        if (!(row.bytes < MOST_BYTES)) {
            beyond.add(String.format(
                    Locale.ROOT, "%s: %.3f bytes per frame, must be < %.0f", row.name, row.bytes, MOST_BYTES));
        }
    }

    private void print(PrintStream out) {
        out.println("| per frame" + (quick ? " (quick: very short, not for quoting)" : "")
                + " | at 1 kHz | at 5 kHz | bytes allocated |");
        out.println("|---|---|---|---|");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    row.name,
                    time(row.low),
                    time(row.high),
                    row.bytes == 0 ? "0" : String.format(Locale.ROOT, "%.3f", row.bytes));
        }
        beyond.forEach(out::println);
    }

    private static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "";
        }
        return nanos < 10_000
                ? String.format(Locale.ROOT, "%.0f ns", nanos)
                : String.format(Locale.ROOT, "%.1f µs", nanos / 1000);
    }
}
