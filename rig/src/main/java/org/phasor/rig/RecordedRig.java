package org.phasor.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.recordings.RecordedCondition;
import org.phasor.recordings.SessionRecording;
import org.phasor.recordings.SessionReport;

/** The rig that a session was recorded with, as its config holds it. */
public final class RecordedRig {

    private RecordedRig() {}

    /** The rig file of a session, with the values that were set on the command line then. */
    public static RigFile of(SessionRecording session) throws RigFileException {
        return of(session, List.of());
    }

    /** The same with further values set, as by {@code --set}. */
    public static RigFile of(SessionRecording session, List<String> sets) throws RigFileException {
        List<String> all = new ArrayList<>(setsOf(session));
        all.addAll(sets);
        return RigFile.parse(
                session.facts().getOrDefault(SessionHeaders.NAME, "recorded rig"),
                session.rigText(),
                all,
                CalibrationTexts.recorded(calibrationsOf(session)));
    }

    private static List<String> setsOf(SessionRecording session) {
        String recorded = session.facts().getOrDefault(SessionHeaders.SETS, "");
        return recorded.isEmpty() ? List.of() : Arrays.asList(recorded.split("\n"));
    }

    private static Map<String, String> calibrationsOf(SessionRecording session) {
        Map<String, String> calibrations = new LinkedHashMap<>();
        session.facts().forEach((fact, text) -> {
            if (fact.startsWith(SessionHeaders.CALIBRATION)) {
                calibrations.put(fact.substring(SessionHeaders.CALIBRATION.length()), text);
            }
        });
        return calibrations;
    }

    /** Whether a rig file decides as the one that a session was recorded with: only then does what became of its decisions fit. */
    static boolean decidesAsRecorded(SessionRecording session, RigFile rig) {
        return rig.text().equals(session.rigText())
                && deciding(rig.sets()).equals(deciding(setsOf(session)))
                && rig.calibrations().equals(calibrationsOf(session));
    }

    /** Without those that no decision depends on. */
    private static List<String> deciding(List<String> sets) {
        return sets.stream()
                .filter(set -> !set.startsWith("recordings.") && !set.startsWith("rig."))
                .toList();
    }

    /** By position, as decisions name them; none when it fires at a level. */
    static List<RecordedCondition> conditions(RigFile rig) {
        List<RecordedCondition> conditions = new ArrayList<>();
        for (RigSettings.Condition condition : rig.settings().trigger().conditions()) {
            conditions.add(new RecordedCondition(
                    condition.name(),
                    condition.signal(),
                    RecordedCondition.Aim.valueOf(condition.kind().name()),
                    Math.toRadians(condition.phaseDeg())));
        }
        return conditions;
    }

    /** How well the session met the phases of its rig. */
    public static SessionReport report(SessionRecording session, RigFile rig) throws IOException {
        List<RecordedCondition> conditions = conditions(rig);
        if (conditions.isEmpty()) {
            throw new IOException(session.recording().path()
                    + ": its rig fires at a level, or whatever the phase: there is no phase to report");
        }
        // A virtual run has nothing delivered; a bench device reaches nobody, and leaves no artefact.
        boolean harmless = !rig.settings().stimulator().live();
        return SessionReport.of(session, conditions, rig.settings().signals(), harmless);
    }
}
