package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.phasor.dsp.CircularStatistics;
import org.phasor.recordings.RecordedCondition.Aim;
import org.phasor.recordings.SessionReport;
import org.phasor.recordings.SessionReport.ConditionReport;
import org.phasor.trigger.AmplitudeWindow;

/** What a report says of each condition, and of each of its cells where it is crossed with factors. */
final class ConditionTable {

    private ConditionTable() {}

    /** @param windows what conditions were crossed with, in the order of the rig file; none: empty */
    static void print(PrintWriter out, SessionReport report, List<AmplitudeWindow> windows) {
        out.println(
                "condition              target    given  sham virtual redone spoiled  judged     bias  circular SD    PLV");
        report.conditions().forEach(condition -> print(out, condition, condition.name()));
        if (!report.cells().isEmpty()) {
            out.println("crossed with factors" + legend(windows));
            report.cells().forEach(cell -> print(out, cell, name(cell)));
        }
        if (report.conditions().stream().anyMatch(c -> c.aim() == Aim.NO_PHASE)) {
            out.println("  no phase: bias and spread are those of the phase itself, which nothing was aimed at");
        }
        printLeftOut(out, report);
    }

    private static void printLeftOut(PrintWriter out, SessionReport report) {
        long afterWait = report.conditions().stream()
                .mapToLong(ConditionReport::afterWait)
                .sum();
        if (report.conditions().stream().anyMatch(c -> c.spoiled() > 0)) {
            out.println("  spoiled: given, and redone all the same (withdrawn too late, or a muscle): not judged");
        }
        if (afterWait > 0) {
            out.println("  " + afterWait + " given without phase and amplitude after too long a wait: not judged");
        }
    }

    private static void print(PrintWriter out, ConditionReport c, String name) {
        boolean aimless = c.aim() == Aim.NO_PHASE;
        CircularStatistics shown = aimless ? c.phase() : c.phaseError();
        String target = switch (c.aim()) {
            case PHASE -> String.format(Locale.ROOT, "%5.0f deg", Math.toDegrees(c.targetRad()));
            case RANDOM_PHASE -> "   random";
            case NO_PHASE -> " no phase";
        };
        out.printf(
                Locale.ROOT,
                "  %-18s %s %7d %5d %7d %6d %7d %7d %s%n",
                name,
                target,
                c.given(),
                c.sham(),
                c.virtual(),
                c.redone(),
                c.spoiled(),
                shown.n(),
                shown.n() == 0
                        ? "       -            -      -"
                        : String.format(
                                Locale.ROOT,
                                "%+6.1f deg   %5.1f deg  %5.3f",
                                Math.toDegrees(shown.biasRad()),
                                Math.toDegrees(shown.circularSdRad()),
                                shown.plv()));
    }

    /** Which window is which. */
    static String legend(List<AmplitudeWindow> windows) {
        StringBuilder legend = new StringBuilder();
        for (int i = 0; i < windows.size(); i++) {
            legend.append(i == 0 ? "; " : ", ").append("window ").append(i + 1).append(": ");
            legend.append(windows.get(i).words());
        }
        return legend.toString();
    }

    private static String name(ConditionReport cell) {
        String window = cell.cell().amplitudeWindow() < 0
                ? ""
                : " window " + (cell.cell().amplitudeWindow() + 1);
        double percent = cell.cell().intensityPercentRmt();
        return cell.name() + window + (Double.isNaN(percent) ? "" : " " + Narrator.plain(percent) + " %");
    }

    static JsonArray toJson(List<ConditionReport> reports) {
        JsonArray all = new JsonArray();
        for (ConditionReport c : reports) {
            CircularStatistics error = c.phaseError();
            JsonObject o = new JsonObject();
            o.addProperty("name", c.name());
            o.addProperty("aim", c.aim().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            o.add("targetDeg", Json.number(Math.toDegrees(c.targetRad())));
            o.add("amplitudeWindow", window(c));
            o.add("intensityPercentRmt", Json.number(c.cell().intensityPercentRmt()));
            o.addProperty("pulses", c.pulses());
            o.addProperty("pulsesInAll", c.pulsesInAll());
            o.addProperty("given", c.given());
            o.addProperty("sham", c.sham());
            o.addProperty("virtual", c.virtual());
            o.addProperty("redone", c.redone());
            o.addProperty("spoiled", c.spoiled());
            o.addProperty("afterWait", c.afterWait());
            o.addProperty("judgedDelivered", c.judgedDelivered());
            o.addProperty("judgedSham", c.judgedSham());
            o.addProperty("judgedVirtual", c.judgedVirtual());
            o.add("biasDeg", Json.number(Math.toDegrees(error.biasRad())));
            o.add("circularSdDeg", Json.number(Math.toDegrees(error.circularSdRad())));
            o.add("plv", Json.number(error.plv()));
            o.add("meanPhaseDeg", Json.number(Math.toDegrees(c.phase().biasRad())));
            o.add("phaseCircularSdDeg", Json.number(Math.toDegrees(c.phase().circularSdRad())));
            all.add(o);
        }
        return all;
    }

    private static JsonElement window(ConditionReport c) {
        int window = c.cell().amplitudeWindow();
        return window < 0 ? JsonNull.INSTANCE : new JsonPrimitive(window);
    }
}
