package org.phasor.benchmarks;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Prints the tables that the README shows. {@code --quick} measures shortly, to see that everything runs. */
public final class Benchmarks {

    /** More than this per turn would be an allocation on the loop thread; the harness itself shows a little. */
    private static final double MOST_BYTES_PER_TURN = 1;

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        boolean quick = arguments.length > 0 && arguments[0].equals("--quick");
        System.out.printf(
                Locale.ROOT,
                "%s %s, %d cores, Java %s%n%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
        EndToEndLatency.run(quick ? 2 : 6, quick ? 4 : 10, System.out);
        System.out.println();
        boolean clean = loopTurn(quick);
        System.exit(clean ? 0 : 1);
    }

    private static boolean loopTurn(boolean quick) throws Exception {
        OptionsBuilder options = new OptionsBuilder();
        options.include(LoopTurnBenchmark.class.getName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        if (quick) {
            options.warmupIterations(2)
                    .measurementIterations(2)
                    .measurementTime(TimeValue.milliseconds(500))
                    .warmupTime(TimeValue.milliseconds(500));
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        boolean clean = true;
        for (RunResult result : results) {
            Result<?> time = result.getPrimaryResult();
            double bytes =
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            System.out.printf(
                    Locale.ROOT,
                    "one turn of the loop, 64 channels, ecHT by FFT: %.0f ns +- %.0f, %.3f bytes allocated%n",
                    time.getScore(),
                    time.getScoreError(),
                    bytes);
            clean &= bytes < MOST_BYTES_PER_TURN;
        }
        return clean;
    }
}
