package org.phasor.rig.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.phasor.dsp.CircularStatistics;
import org.phasor.recordings.SessionReport;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.SessionSummary;
import org.phasor.stimulator.Outcome;

/** What {@code run} prints at the end. */
final class SummaryText {

    private SummaryText() {}

    static void print(PrintWriter out, SessionSummary summary, Optional<SessionReport> truth) {
        out.println();
        SessionSummary.Safety safety = summary.safety();
        String inPatterns = safety.patterns() == safety.booked() ? "" : " in " + safety.patterns() + " patterns";
        out.printf(
                Locale.ROOT,
                "pulses       %d%s in %.1f s of signal%n",
                summary.pulses(),
                summary.pulses() > 0 ? inPatterns : "",
                summary.seconds());
        if (safety.restAfterStop() > 0) {
            out.printf(
                    "             up to %d more may have come after the stop: the device times its patterns by itself%n",
                    safety.restAfterStop());
        }
        if (safety.unexpected() > 0) {
            out.printf("unexpected   %d pulses that nobody had asked for%n", safety.unexpected());
        }
        long virtual = summary.outcomes().get(Outcome.VIRTUAL);
        if (virtual > 0) {
            out.printf(Locale.ROOT, "virtual      %d decided, none delivered%n", virtual);
        }
        printOutcomes(out, "vetoes", summary, "VETOED_");
        printOutcomes(out, "cancelled", summary, "CANCELLED_");
        truth.ifPresent(report -> printTruth(out, report.phaseError()));
        out.println("latency      (microseconds)          n       p50       p99     p99.9       max");
        summary.latency().forEach((stage, histogram) -> printStage(out, stage, histogram));
        out.println("recording    " + summary.recording());
        out.println("             phasor report " + summary.recording() + " tells more"
                + (summary.pulses() == 0 ? " (what every frame waited for)" : "") + "; phasor replay runs it again");
        out.println("audit log    " + safety.audit());
        out.println("             " + safety.auditHead() + "; phasor audit verifies it");
    }

    private static void printTruth(PrintWriter out, CircularStatistics error) {
        if (error.n() == 0) {
            out.println("phase error  no pulse to judge");
            return;
        }
        out.printf(
                Locale.ROOT,
                "phase error  against the known phase, %d pulses: bias %+.1f deg, circular SD %.1f deg%n",
                error.n(),
                Math.toDegrees(error.biasRad()),
                Math.toDegrees(error.circularSdRad()));
    }

    private static void printOutcomes(PrintWriter out, String title, SessionSummary summary, String prefix) {
        StringBuilder line = new StringBuilder();
        for (Map.Entry<Outcome, Long> outcome : summary.outcomes().entrySet()) {
            if (outcome.getKey().name().startsWith(prefix) && outcome.getValue() > 0) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append(OutcomeWords.key(outcome.getKey()))
                        .append(' ')
                        .append(outcome.getValue());
            }
        }
        out.printf(Locale.ROOT, "%-12s %s%n", title, line.isEmpty() ? "none" : line);
    }

    private static void printStage(PrintWriter out, Stage stage, Histogram histogram) {
        long n = histogram.getTotalCount();
        if (n == 0) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "  %-25s %9d %9s %9s %9s %9s%n",
                stage.key(),
                n,
                micros(histogram, 50, n >= 2),
                micros(histogram, 99, n >= 100),
                micros(histogram, 99.9, n >= 1000),
                micros(histogram, 100, true));
    }

    private static String micros(Histogram histogram, double percentile, boolean enough) {
        return enough ? String.format(Locale.ROOT, "%.1f", histogram.getValueAtPercentile(percentile) / 1000.0) : "-";
    }
}
