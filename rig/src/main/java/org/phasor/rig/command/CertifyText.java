package org.phasor.rig.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;
import org.phasor.dsp.evaluation.ErrorGate;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.recordings.page.Certification;
import org.phasor.recordings.page.Certification.HorizonPrice;
import org.phasor.recordings.page.Certification.LimitLine;
import org.phasor.recordings.page.Certification.Stall;
import org.phasor.recordings.page.CertificationWords;
import org.phasor.recordings.page.LatencyStage;

/** What {@code certify} prints at the end. */
final class CertifyText {

    private static final int MOST_STALLS = 5;

    private CertifyText() {}

    static void print(PrintWriter out, Certification found) {
        out.println();
        out.println("latency      (microseconds)          n       p50       p99     p99.9       max");
        for (LatencyStage stage : found.stages()) {
            out.printf(
                    Locale.ROOT,
                    "  %-25s %9d %9s %9s %9s %9s%n",
                    stage.key(),
                    stage.n(),
                    micros(stage.p50Micros()),
                    micros(stage.p99Micros()),
                    micros(stage.p999Micros()),
                    micros(stage.maxMicros()));
        }
        CertificationWords.degrees(found).ifPresent(out::println);
        out.println(found.pauses());
        for (int i = 0; i < Math.min(MOST_STALLS, found.stalls().size()); i++) {
            Stall stall = found.stalls().get(i);
            out.printf(
                    Locale.ROOT,
                    "%s at %5.0f s a sample was %.2f ms old: %s%n",
                    i == 0 ? "stalls      " : "            ",
                    stall.atSeconds(),
                    stall.ms(),
                    stall.cause());
        }
        found.horizon().ifPresent(price -> print(out, price));
        found.load().forEach((name, value) -> out.printf("%-16s %s%n", name, value));
        found.machine().forEach((name, value) -> out.printf("%-16s %s%n", name, value));
        found.notes().forEach(note -> out.println("note: " + note));
        out.println("limits");
        for (LimitLine limit : found.limits()) {
            out.printf(
                    Locale.ROOT,
                    "  %-4s %-20s %9s, at most %s %s (%s)%s%n",
                    limit.met() ? "met" : "NOT",
                    limit.key(),
                    limit.value().isEmpty()
                            ? "-"
                            : CertificationWords.number(limit.value().getAsDouble(), Locale.ROOT),
                    CertificationWords.number(limit.bound(), Locale.ROOT),
                    limit.unit(),
                    limit.words(),
                    limit.note().isEmpty() ? "" : "; " + limit.note());
        }
        out.println("verdict: " + found.verdict());
    }

    private static void print(PrintWriter out, HorizonPrice price) {
        RecordingEvaluation evaluation = price.evaluation();
        out.println("horizon      (ms)       circular SD (degrees)");
        for (double delayMs : evaluation.delaysMs()) {
            evaluation
                    .row(evaluation.defaultEstimator(), delayMs, ErrorGate.AMP50)
                    .ifPresent(row -> out.printf(
                            Locale.ROOT,
                            "  %15s       %5.1f [%.1f %.1f]%n",
                            Narrator.plain(delayMs - price.outputDelayMs()),
                            Math.toDegrees(row.errors().errors().circularSdRad()),
                            Math.toDegrees(row.errors().circularSdRad().low()),
                            Math.toDegrees(row.errors().circularSdRad().high())));
        }
        out.println("  " + CertificationWords.horizon(price));
    }

    private static String micros(OptionalDouble value) {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", value.getAsDouble());
    }
}
