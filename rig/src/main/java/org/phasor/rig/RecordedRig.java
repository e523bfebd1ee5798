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
        List<String> all = new ArrayList<>();
        String recorded = session.facts().getOrDefault(SessionHeaders.SETS, "");
        if (!recorded.isEmpty()) {
            all.addAll(Arrays.asList(recorded.split("\n")));
        }
        all.addAll(sets);
        Map<String, String> calibrations = new LinkedHashMap<>();
        session.facts().forEach((fact, text) -> {
            if (fact.startsWith(SessionHeaders.CALIBRATION)) {
                calibrations.put(fact.substring(SessionHeaders.CALIBRATION.length()), text);
            }
        });
        return RigFile.parse(
                session.facts().getOrDefault(SessionHeaders.NAME, "recorded rig"),
                session.rigText(),
                all,
                CalibrationTexts.recorded(calibrations));
    }

    /** By position, as decisions name them; none when it fires at a level. */
    static List<RecordedCondition> conditions(RigFile rig) {
        List<RecordedCondition> conditions = new ArrayList<>();
        for (RigSettings.Condition condition : rig.settings().trigger().conditions()) {
            conditions.add(
                    new RecordedCondition(condition.name(), condition.signal(), Math.toRadians(condition.phaseDeg())));
        }
        return conditions;
    }

    /** How well the session met the phases of its rig. */
    public static SessionReport report(SessionRecording session, RigFile rig) throws IOException {
        List<RecordedCondition> conditions = conditions(rig);
        if (conditions.isEmpty()) {
            throw new IOException(session.recording().path()
                    + ": its rig fires at a level, not at a phase: there is no phase to report");
        }
        return SessionReport.of(session, conditions, rig.settings().signals());
    }
}
