package org.phasor.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured now beside the baseline, and which of it is worse than allowed. */
final class BaselineComparison {

    /** A loop turn may take so many times its ratio to the bare baseline. */
    static final double MOST_TIMES = 1.5;

    /** Bias and spread may grow by so much. */
    static final double MOST_DEGREES = 1;

    /**
     * One number.
     *
     * @param now NaN when it was not measured
     * @param most NaN when it is reported only
     */
    record Row(String name, double baseline, double now, double most) {

        boolean held() {
            return !Double.isNaN(most);
        }

        boolean kept() {
            // What was not measured was not kept.
            return !held() || now <= most;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    /** @param groups those that were to be measured; the others are left out */
    BaselineComparison(BaselineValues baseline, BaselineValues now, List<String> groups) {
        for (Map.Entry<String, Double> entry : baseline.byName().entrySet()) {
            String name = entry.getKey();
            if (groups.contains(BaselineValues.group(name))) {
                double measured = now.byName().getOrDefault(name, Double.NaN);
                rows.add(new Row(name, entry.getValue(), measured, most(name, entry.getValue())));
            }
        }
        for (Map.Entry<String, Double> entry : now.byName().entrySet()) {
            if (!baseline.byName().containsKey(entry.getKey()) && most(entry.getKey(), 0) >= 0) {
                // Nobody takes a number out of the file to get rid of its bound.
                rows.add(new Row(entry.getKey(), Double.NaN, entry.getValue(), Double.NEGATIVE_INFINITY));
            }
        }
    }

    private static double most(String name, double baseline) {
        return switch (BaselineValues.group(name)) {
            case BaselineValues.LOOP_TURN -> MOST_TIMES * baseline;
            case BaselineValues.BIAS, BaselineValues.CIRCULAR_SD -> baseline + MOST_DEGREES;
            // Their tails belong to the machine's other work.
            default -> Double.NaN;
        };
    }

    List<Row> rows() {
        return rows;
    }

    /** Whether there is something that is held, and all of it is kept. */
    boolean kept() {
        return rows.stream().anyMatch(Row::held) && rows.stream().allMatch(Row::kept);
    }

    void print(PrintStream out) {
        out.println("| | baseline | now | allowed |");
        out.println("|---|---|---|---|");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s |%n",
                    row.name(),
                    number(row.baseline()),
                    number(row.now()),
                    row.held() ? number(row.most()) + (row.kept() ? "" : " **worse**") : "reported only");
        }
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "none";
    }
}
