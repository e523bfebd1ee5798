package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.phasor.recordings.SessionFiles;
import org.phasor.recordings.SessionRecording;
import org.phasor.recordings.audit.AuditCheck;
import org.phasor.recordings.audit.AuditComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor audit}: whether an audit log is what was written. */
@Command(
        name = "audit",
        description = "Checks that an audit log is what was written, and that it fits its recording.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor audit recordings-out/phasor-20261120T083000Z.xdf",
            "The log is compared with the recording beside it.",
            "Exit codes: 0 it is what was written, and fits the recording, if there is one",
            "(NOT CLOSED alone is 0, too: a crash, or its end was cut off);",
            "1 it was changed, or does not fit; 3 it cannot be read."
        })
final class AuditCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "An audit log (NAME.audit.jsonl), or the recording beside it.")
    private Path file;

    @Option(names = "--session", paramLabel = "FILE.xdf", description = "Compares with this recording.")
    private Path recording;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        boolean isLog = SessionFiles.isAuditLog(file) || recording != null || startsAsText();
        Path log = isLog ? file : SessionFiles.auditLog(file);
        Path session = isLog ? recording : file;
        if (!isLog && Files.exists(file) && !Files.exists(log)) {
            throw new IOException(log + ": there is no such file: the recording has no audit log beside it");
        }
        AuditCheck check = AuditCheck.of(log);
        if (session == null) {
            session = recordingBeside(check);
        }
        AuditComparison comparison = session == null ? null : compare(check, session);
        if (json) {
            out.println(Json.pretty(toJson(check, session, comparison)));
        } else {
            print(out, check, session, comparison);
        }
        boolean good = check.verified() && (comparison == null || comparison.matches());
        return (good ? ExitCode.DONE : ExitCode.CHECK_FAILED).number();
    }

    /** The recording that the log names, where it lies beside it; null otherwise. */
    private static Path recordingBeside(AuditCheck check) {
        String name = check.fact("recording");
        // What stands in the file may be anybody's: a name alone leads nowhere else.
        if (!name.matches("[\\w.-]{1,200}")) {
            return null;
        }
        Path beside = check.file().resolveSibling(name);
        return Files.isRegularFile(beside) ? beside : null;
    }

    /** A log that was given another name still begins with a brace, which no recording does. */
    private boolean startsAsText() throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            return in.read() == '{';
        }
    }

    private static AuditComparison compare(AuditCheck check, Path session) throws IOException {
        try (SessionRecording read = SessionRecording.open(session)) {
            return check.against(read);
        }
    }

    private static void print(PrintWriter out, AuditCheck check, Path session, AuditComparison comparison) {
        out.println(check.file() + ": audit log of " + check.begun() + ", device '" + check.fact("device") + "' ("
                + (check.fact("live").equals("true") ? "live" : "bench") + "), subject "
                + (check.fact("subject").isEmpty() ? "not given" : check.fact("subject")));
        long last = check.head().record();
        if (check.verified()) {
            out.println("verified: records 0 to " + last + " are what was written, in their order; pulses given: "
                    + check.pulses());
        } else {
            out.println("BROKEN: " + check.broken().orElseThrow());
            out.println("  records 0 to " + last + " before it are what was written; nothing after it can be trusted");
        }
        if (!check.verified()) {
            out.println("whether it was closed in order cannot be told");
        } else if (check.closed()) {
            out.println("closed in order" + (check.closedBecause().isEmpty() ? "" : ": " + check.closedBecause()));
        } else {
            out.println("NOT CLOSED: the session did not end in order, or the log's end was cut off");
        }
        if (check.cutBytes() > 0) {
            out.println("CUT: a last line of " + check.cutBytes() + " bytes has no end, as a crash leaves it");
        }
        if (comparison != null) {
            print(out, session, comparison);
        } else {
            out.println("not compared: its recording is not beside it (--session says where)");
        }
        for (String line : check.cannotProve()) {
            out.println("not proved: " + line);
        }
    }

    private static void print(PrintWriter out, Path session, AuditComparison comparison) {
        out.println(
                comparison.matches()
                        ? "matches " + session + ": the same pulses, the same rig"
                        : "DOES NOT MATCH " + session);
        comparison.differences().forEach(line -> out.println("  " + line));
        comparison.notes().forEach(line -> out.println("note: " + line));
    }

    private static JsonObject toJson(AuditCheck check, Path session, AuditComparison comparison) {
        JsonObject o = new JsonObject();
        o.addProperty("log", check.file().toString());
        o.addProperty("verified", check.verified());
        o.addProperty("verifiedTo", check.head().record());
        o.addProperty("hash", check.head().hash());
        o.addProperty("broken", check.broken().orElse(null));
        o.addProperty("closed", check.closed());
        o.addProperty("closedBecause", check.closedBecause());
        o.addProperty("cutBytes", check.cutBytes());
        o.addProperty("pulses", check.pulses());
        o.addProperty("session", session == null ? null : session.toString());
        if (comparison == null) {
            o.add("matches", JsonNull.INSTANCE);
        } else {
            o.addProperty("matches", comparison.matches());
            o.add("differences", array(comparison.differences()));
            o.add("notes", array(comparison.notes()));
        }
        o.add("cannotProve", array(check.cannotProve()));
        return o;
    }

    private static JsonArray array(List<String> lines) {
        JsonArray array = new JsonArray();
        lines.forEach(array::add);
        return array;
    }
}
