package org.phasor.rig.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.phasor.dsp.CircularStatistics;
import org.phasor.recordings.SessionReport;
import org.phasor.rig.LatencyFigures;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.SessionSummary;
import org.phasor.rig.SessionTiming;
import org.phasor.rig.StreamHealth;
import org.phasor.stimulator.Outcome;

/** What {@code run} prints at the end. */
final class SummaryText {

    private static final int MOST_GAPS = 5;

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
        if (summary.sham() > 0) {
            out.printf(Locale.ROOT, "sham         %d decided, none delivered%n", summary.sham());
        }
        if (summary.virtual() > 0) {
            out.printf(Locale.ROOT, "virtual      %d decided, none delivered%n", summary.virtual());
        }
        summary.trials()
                .filter(t -> t.planned().isPresent() || t.redone() + t.leftOut() > 0)
                .ifPresent(t -> out.println("trials       " + TrialWords.counts(t)));
        summary.returned().ifPresent(now -> out.println("returned     " + ReturnedWords.line(now)));
        printOutcomes(out, "vetoes", summary, "VETOED_");
        printOutcomes(out, "cancelled", summary, "CANCELLED_");
        printStream(out, summary.stream());
        truth.ifPresent(report -> printTruth(out, summary, report.phaseError()));
        out.println("latency      (microseconds)          n       p50       p99     p99.9       max");
        summary.timing().sinceStart().forEach((stage, figures) -> printStage(out, stage, figures));
        printLastMinute(out, summary.timing());
        TimingWords.summary(summary.timing()).forEach(out::println);
        summary.loopAllocatedBytes()
                .ifPresent(bytes -> out.println("loop thread  " + bytes + " bytes allocated since it was armed"));
        summary.further().forEach(further -> printFurther(out, further));
        out.println("recording    " + summary.recording());
        out.println("             phasor report " + summary.recording() + " tells more"
                + (summary.pulses() == 0 ? " (what every frame waited for)" : "") + "; phasor replay runs it again");
        out.println("audit log    " + safety.audit());
        out.println("             " + safety.auditHead() + "; phasor audit verifies it");
    }

    private static void printStream(PrintWriter out, StreamHealth stream) {
        if (stream.gaps() > 0) {
            out.printf("lost         %d samples, in %d gaps%n", stream.lostSamples(), stream.gaps());
            stream.firstGaps().stream().limit(MOST_GAPS).forEach(gap -> out.println("             " + gap.words()));
            if (stream.gaps() > MOST_GAPS) {
                out.println("             and so on; the recording's log has them");
            }
        }
        if (stream.waitedSeconds() > 0) {
            out.printf(
                    Locale.ROOT,
                    "behind       samples had to wait for %.3f s in all: the recording, the window or the loop did not keep up%n",
                    stream.waitedSeconds());
        }
        if (stream.newestAgeSeconds().isPresent() && !stream.timeSure()) {
            out.printf(
                    Locale.ROOT,
                    "time         not sure at the end: the stamps give a time to %.2f ms (acquisition.max-time-error-ms)%n",
                    stream.timeErrorMs());
        }
    }

    private static void printFurther(PrintWriter out, SessionSummary.Further further) {
        out.printf(
                Locale.ROOT,
                "aux          '%s', stream '%s': %d samples%s%s%n",
                further.aux(),
                further.stream(),
                further.samples(),
                further.notRecorded() == 0 ? "" : ", " + further.notRecorded() + " NOT RECORDED",
                further.losses() == 0
                        ? ""
                        : ", lost " + further.losses() + " times"
                                + (further.connected() ? "" : ", and gone at the end"));
    }

    private static void printTruth(PrintWriter out, SessionSummary summary, CircularStatistics error) {
        if (error.n() == 0) {
            out.println("phase error  no pulse to judge");
            return;
        }
        out.printf(
                Locale.ROOT,
                "phase error  against the known phase, %d %s: bias %+.1f deg, circular SD %.1f deg%n",
                error.n(),
                summary.sham() + summary.virtual() > 0 ? "pulses (with those not given)" : "pulses",
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

    /** Only where it differs from the whole. */
    private static void printLastMinute(PrintWriter out, SessionTiming timing) {
        boolean all = true;
        for (Stage stage : Stage.values()) {
            all &= timing.sinceStart().get(stage).n()
                    == timing.lastMinute().get(stage).n();
        }
        if (!all) {
            out.println("  in the last minute");
            timing.lastMinute().forEach((stage, figures) -> printStage(out, stage, figures));
        }
    }

    private static void printStage(PrintWriter out, Stage stage, LatencyFigures figures) {
        if (figures.n() == 0) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "  %-25s %9d %9s %9s %9s %9s%n",
                stage.key(),
                figures.n(),
                micros(figures.p50Nanos()),
                micros(figures.p99Nanos()),
                micros(figures.p999Nanos()),
                micros(figures.maxNanos()));
    }

    private static String micros(OptionalLong nanos) {
        return nanos.isPresent() ? String.format(Locale.ROOT, "%.1f", nanos.getAsLong() / 1000.0) : "-";
    }
}
