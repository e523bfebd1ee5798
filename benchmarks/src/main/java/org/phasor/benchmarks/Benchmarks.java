package org.phasor.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * Prints the tables that the README shows. {@code --quick} measures shortly, to see that everything runs; {@code --processing} leaves
 * out what goes through sockets. Exit code 1 when the default or the gate allocates on the loop thread or takes too long.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        boolean quick = options.contains("--quick");
        System.out.printf(
                Locale.ROOT,
                "%s %s, %d cores, Java %s%n%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
        boolean clean = DspTable.print(quick, System.out);
        System.out.println();
        clean &= GateTable.print(quick, System.out);
        if (!options.contains("--processing")) {
            System.out.println();
            EndToEndLatency.run(quick ? 2 : 6, quick ? 3 : 10, System.out);
        }
        System.exit(clean ? 0 : 1);
    }
}
