package org.phasor.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.rig.FiringPrecision;

/**
 * Holds the program to {@code benchmarks/baseline.json}: ratios and degrees, no absolute times, so that it holds on any machine and
 * beside other work. A turn of the loop may take 1.5 times its ratio to a plain filter measured in the same run; bias and circular SD
 * on seeded synthetic signals may grow by one degree; firing precision is reported. What is worse is measured once more.
 *
 * <p>{@code Baseline [--file FILE] [--part loopTurn|accuracy|firing] [--write FILE]}. Exit code 0 when all is kept, 1 when something is
 * worse, 2 for wrong arguments or a file that is none. {@code --write} writes what was measured; raising the baseline needs a decision page
 * that names every new value (a test compares them).
 */
public final class Baseline {

    private static final Path FILE = Path.of("benchmarks/baseline.json");
    private static final List<String> PARTS = List.of(BaselineValues.LOOP_TURN, "accuracy", BaselineValues.FIRING);
    private static final List<String> TURNS_OF = List.of(PhaseEstimators.DEFAULT, "echt");
    private static final double SECONDS_EACH = 2;

    private Baseline() {}

    /** Measures some groups; each call anew. */
    @FunctionalInterface
    interface Measurement {
        BaselineValues of(List<String> groups) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments), Baseline::measure, System.out, System.err));
    }

    static int run(List<String> arguments, Measurement measurement, PrintStream out, PrintStream err) throws Exception {
        Path file = FILE;
        Path write = null;
        List<String> parts = PARTS;
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (value.isEmpty() || !List.of("--file", "--part", "--write").contains(name)) {
                err.println("baseline: " + name + ": must be --file, --part or --write, and a value");
                return 2;
            }
            switch (name) {
                case "--file" -> file = Path.of(value);
                case "--write" -> write = Path.of(value);
                default -> parts = List.of(value);
            }
        }
        if (!PARTS.containsAll(parts)) {
            err.println("baseline: --part " + parts.get(0) + ": must be one of " + PARTS);
            return 2;
        }
        List<String> groups = groups(parts);
        if (write != null) {
            measurement.of(groups).write(write);
            return 0;
        }
        BaselineValues baseline;
        try {
            baseline = BaselineValues.read(file);
        } catch (IOException e) {
            err.println("baseline: " + e.getMessage());
            return 2;
        }
        return compare(baseline, groups, measurement, out) ? 0 : 1;
    }

    private static List<String> groups(List<String> parts) {
        List<String> groups = new ArrayList<>(parts);
        if (groups.remove("accuracy")) {
            groups.addAll(List.of(BaselineValues.BIAS, BaselineValues.CIRCULAR_SD));
        }
        return groups;
    }

    /** A machine that was busy has a second try, of what takes time. */
    private static boolean compare(
            BaselineValues baseline, List<String> groups, Measurement measurement, PrintStream out) throws Exception {
        BaselineValues now = measurement.of(groups);
        BaselineComparison comparison = new BaselineComparison(baseline, now, groups);
        comparison.print(out);
        if (!comparison.kept() && groups.contains(BaselineValues.LOOP_TURN)) {
            out.println("once more:");
            Map<String, Double> best = new TreeMap<>(now.byName());
            measurement
                    .of(List.of(BaselineValues.LOOP_TURN))
                    .byName()
                    .forEach((name, value) -> best.merge(name, value, Math::min));
            comparison = new BaselineComparison(baseline, new BaselineValues(best), groups);
            comparison.print(out);
        }
        return comparison.kept();
    }

    private static BaselineValues measure(List<String> groups) throws Exception {
        Map<String, Double> values = new TreeMap<>();
        if (groups.contains(BaselineValues.LOOP_TURN)) {
            for (String estimator : TURNS_OF) {
                LoopTurnRatio.Measured measured = LoopTurnRatio.alone(estimator, SECONDS_EACH);
                values.put(BaselineValues.LOOP_TURN + '.' + estimator, measured.ratio());
            }
        }
        if (groups.contains(BaselineValues.FIRING)) {
            FiringPrecision.Result result = FiringPrecision.measure(3, 1.5);
            values.put(BaselineValues.FIRING + ".p50", result.ratio(50));
            values.put(BaselineValues.FIRING + ".p99", result.ratio(99));
        }
        if (groups.contains(BaselineValues.BIAS)) {
            SeededAccuracy.measure().forEach((estimator, degrees) -> {
                values.put(BaselineValues.BIAS + '.' + estimator, degrees.bias());
                values.put(BaselineValues.CIRCULAR_SD + '.' + estimator, degrees.circularSd());
            });
        }
        return new BaselineValues(values);
    }
}
