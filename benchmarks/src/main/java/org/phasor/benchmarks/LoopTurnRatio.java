package org.phasor.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long a turn of the loop takes beside a plain complex FIR filter of 128 taps, measured in turns in a Java of its own, one
 * estimator each: what the compiler learned from another must not count. The signal goes round; of each stretch of it, refreshes of an
 * estimator that learns among them, the least time of all rounds counts: what other programs take only ever adds.
 */
final class LoopTurnRatio {

    private static final int TAPS = 128;
    /** Of this thread's own time, as all seconds here: on a busy machine it goes slowly. */
    private static final double WARM_UP_SECONDS = 2.5;

    private static final int LEAST_ROUNDS = 20;

    /** So short that on a busy machine some of each are not interrupted. */
    private static final int TURNS_A_STRETCH = 50;

    private static final int FILTERS_A_STRETCH = 400;

    private final double[] tapsRe = new double[TAPS];
    private final double[] tapsIm = new double[TAPS];
    private final double[] values = new double[TAPS + 4096];
    private double sink;

    private LoopTurnRatio() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < TAPS; i++) {
            tapsRe[i] = random.nextDouble();
            tapsIm[i] = random.nextDouble();
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble();
        }
    }

    /**
     * What was measured, nanoseconds a call.
     *
     * @param turn of the loop on one frame
     * @param filter the bare baseline
     */
    record Measured(double turn, double filter) {
        double ratio() {
            return turn / filter;
        }
    }

    /** Arguments: estimator, seconds. Prints the two numbers. */
    public static void main(String[] arguments) throws Exception {
        Measured measured = new LoopTurnRatio().measure(arguments[0], Double.parseDouble(arguments[1]));
        String line = String.format(Locale.ROOT, "%.3f %.3f", measured.turn(), measured.filter());
        PeerProcess.serve(line, words -> "");
    }

    /** In a Java of its own. */
    static Measured alone(String estimator, double seconds) throws java.io.IOException {
        try (PeerProcess peer =
                PeerProcess.start(LoopTurnRatio.class, java.util.List.of(estimator, Double.toString(seconds)))) {
            String[] words = peer.answer().split(" ");
            return new Measured(Double.parseDouble(words[0]), Double.parseDouble(words[1]));
        }
    }

    private Measured measure(String estimator, double seconds) throws Exception {
        LoopTurnBenchmark loop = new LoopTurnBenchmark();
        loop.estimator = estimator;
        loop.prepare();
        double[] least = new double[loop.roundLength() / TURNS_A_STRETCH];
        java.util.Arrays.fill(least, Double.MAX_VALUE);
        double filter = Double.MAX_VALUE;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int rounds = 0;
        for (double spent = 0; spent < WARM_UP_SECONDS + seconds || rounds < LEAST_ROUNDS; ) {
            spent = threads.getCurrentThreadCpuTime() / 1e9;
            boolean counts = spent >= WARM_UP_SECONDS;
            rounds += counts ? 1 : 0;
            for (int stretch = 0; stretch < least.length; stretch++) {
                long start = System.nanoTime();
                for (int i = 0; i < TURNS_A_STRETCH; i++) {
                    loop.turn();
                }
                long middle = System.nanoTime();
                for (int i = 0; i < FILTERS_A_STRETCH; i++) {
                    filter(stretch + i);
                }
                long end = System.nanoTime();
                if (counts) {
                    least[stretch] = Math.min(least[stretch], middle - start);
                    filter = Math.min(filter, (end - middle) / (double) FILTERS_A_STRETCH);
                }
            }
        }
        double turn = java.util.Arrays.stream(least).sum() / (least.length * TURNS_A_STRETCH);
        if (Double.isNaN(sink)) {
            throw new IllegalStateException("the filter's sum is not a number");
        }
        return new Measured(turn, filter);
    }

    /** In the plainest way, one sum each, in the order that they stand in. */
    private void filter(int from) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < TAPS; i++) {
            re += tapsRe[i] * values[from + i];
            im += tapsIm[i] * values[from + i];
        }
        sink = re + im;
    }
}
