package org.phasor.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.liblsl.LiblslMissing;
import org.phasor.lsl.liblsl.NativeLsl;

/**
 * From the call of push to the call of the listener, outlet and inlet in one process over the loopback interface; the
 * Java and the native library in all four pairs, in turns, so that all see the same machine.
 *
 * <pre>
 *   pushing thread ──push──▶ [ outlet ]──TCP──▶[ inlet ]──▶ listener
 *      t0                                                  t1
 * </pre>
 *
 * Without a native library it measures Java only, and says so.
 */
public final class LslLatency {

    private static final int CHANNELS = 64;
    private static final double[] RATES_HZ = {1000, 5000};

    private LslLatency() {}

    public static void main(String[] arguments) throws Exception {
        boolean quick = arguments.length > 0 && arguments[0].equals("--quick");
        boolean measured = measure(quick ? 5 : 7, quick ? 1.0 : 4.0, System.out);
        System.exit(measured ? 0 : 1);
    }

    /** False when samples were lost on the way. */
    private static boolean measure(int runs, double secondsPerRun, PrintStream out) throws Exception {
        out.printf(
                Locale.ROOT,
                "%s %s, %d cores, Java %s%n",
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
        boolean complete = true;
        try (Lsl java = new PureJavaLsl(LslSettings.loopbackOnly());
                NativeLsl liblsl = nativeOrNone(out)) {
            for (double rateHz : RATES_HZ) {
                complete &= measure(java, liblsl, rateHz, runs, secondsPerRun, out);
            }
        }
        return complete;
    }

    private static NativeLsl nativeOrNone(PrintStream out) {
        try {
            NativeLsl liblsl = NativeLsl.loopbackOnly();
            out.println("native liblsl: " + liblsl.library());
            return liblsl;
        } catch (LiblslMissing e) {
            out.println("Java only: " + e.getMessage());
            return null;
        }
    }

    private static boolean measure(Lsl java, Lsl liblsl, double rateHz, int runs, double seconds, PrintStream out)
            throws Exception {
        List<LslLatencyArm> arms = new ArrayList<>();
        try {
            arms.add(new LslLatencyArm("Java -> Java", java, java, CHANNELS, rateHz));
            if (liblsl != null) {
                arms.add(new LslLatencyArm("native -> native", liblsl, liblsl, CHANNELS, rateHz));
                arms.add(new LslLatencyArm("native -> Java", liblsl, java, CHANNELS, rateHz));
                arms.add(new LslLatencyArm("Java -> native", java, liblsl, CHANNELS, rateHz));
            }
            for (LslLatencyArm arm : arms) {
                arm.warmUp(seconds);
            }
            for (int run = 0; run < runs; run++) {
                for (LslLatencyArm arm : arms) {
                    arm.run(seconds);
                }
            }
            print(arms, rateHz, runs, seconds, out);
            return arms.stream().allMatch(arm -> arm.missing() == 0);
        } finally {
            arms.forEach(LslLatencyArm::close);
        }
    }

    private static void print(List<LslLatencyArm> arms, double rateHz, int runs, double seconds, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%npush to listener, %d float channels at %.0f Hz; median of %d runs of %.0f s, and their range"
                        + " (microseconds):%n",
                CHANNELS,
                rateHz,
                runs,
                seconds);
        out.printf(Locale.ROOT, "  %-18s %-24s %-24s %-26s %s%n", "", "p50", "p99", "p99.9", "missing");
        for (LslLatencyArm arm : arms) {
            out.printf(
                    Locale.ROOT,
                    "  %-18s %-24s %-24s %-26s %d%n",
                    arm.name(),
                    arm.percentile(50),
                    arm.percentile(99),
                    arm.percentile(99.9),
                    arm.missing());
        }
    }
}
