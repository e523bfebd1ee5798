package org.phasor.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks with JMH and gives what one call took. */
final class BenchmarkRun {

    static final String RATE = "rateHz";

    /**
     * One benchmark with one set of parameters.
     *
     * @param nanos of the fastest iteration: what other programs on the machine take only ever adds
     */
    record Measured(String method, Map<String, String> parameters, double nanos) {}

    private final boolean quick;

    BenchmarkRun(boolean quick) {
        this.quick = quick;
    }

    /** Each in a Java of its own, also when quick: for numbers that something is held to. */
    List<Measured> alone(Class<?> benchmarks, Map<String, List<String>> parameters) throws RunnerException {
        return run(benchmarks, parameters, 1, 300, 300);
    }

    /** Many; when quick all in this Java, very shortly: to see that they run. */
    List<Measured> many(Class<?> benchmarks, Map<String, List<String>> parameters) throws RunnerException {
        return run(benchmarks, parameters, quick ? 0 : 1, 60, 60);
    }

    private List<Measured> run(
            Class<?> benchmarks, Map<String, List<String>> parameters, int forks, int warmUpMs, int measureMs)
            throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("^" + benchmarks.getName() + "\\.")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .forks(forks);
        parameters.forEach((name, values) -> options.param(name, values.toArray(String[]::new)));
        if (quick) {
            options.warmupIterations(2)
                    .warmupTime(TimeValue.milliseconds(warmUpMs))
                    .measurementIterations(2)
                    .measurementTime(TimeValue.milliseconds(measureMs));
        }
        return measured(new Runner(options.build()).run());
    }

    private static List<Measured> measured(Collection<RunResult> results) {
        List<Measured> all = new ArrayList<>();
        for (RunResult result : results) {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String key : result.getParams().getParamsKeys()) {
                parameters.put(key, result.getParams().getParam(key));
            }
            all.add(new Measured(
                    result.getPrimaryResult().getLabel(),
                    parameters,
                    result.getPrimaryResult().getStatistics().getMin()));
        }
        return all;
    }
}
