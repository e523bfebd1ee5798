package org.phasor.benchmarks;

import java.util.List;

/**
 * Prints the tables that the README shows. {@code --quick} measures shortly, to see that everything runs; {@code --processing} leaves
 * out what goes through sockets or waits for the clock. Exit code 1 when the default or the gate allocates on the loop thread or takes too long.
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        boolean quick = options.contains("--quick");
        System.out.println(Machine.words());
        System.out.println();
        boolean clean = DspTable.print(quick, System.out);
        System.out.println();
        clean &= GateTable.print(quick, System.out);
        if (!options.contains("--processing")) {
            System.out.println();
            Firing.print(quick, System.out);
            System.out.println();
            // Two hundred events are too few to hold a share of them to anything.
            clean &= EndToEnd.measure(quick ? EndToEndOptions.QUICK : EndToEndOptions.DEFAULTS) || quick;
        }
        System.exit(clean ? 0 : 1);
    }
}
