package org.phasor.rig;

import java.util.LinkedHashMap;
import java.util.Map;
import org.phasor.recordings.RecordedCondition;
import org.phasor.recordings.SessionHeader;

/** What a recording says about the program and the rig that made it. */
final class SessionHeaders {

    static final String NAME = "rig.name";
    static final String SETS = "rig.sets";

    /** Before the path of each estimator file that the rig names: its text. */
    static final String CALIBRATION = "rig.calibration:";

    private SessionHeaders() {}

    static SessionHeader of(RigBinding rig, SessionOptions options) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("phasor.version", PhasorVersion.text());
        facts.put("java.version", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put(
                "os",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put(NAME, rig.file().name());
        facts.put(SETS, String.join("\n", rig.file().sets()));
        rig.file().calibrations().forEach((path, text) -> facts.put(CALIBRATION + path, text));
        facts.putAll(options.aux().facts());
        facts.put("virtual", Boolean.toString(options.virtual()));
        facts.put(
                SessionHeader.OUTPUT_DELAY_NANOS,
                Long.toString(rig.settings().stimulator().outputDelayNanos()));
        RecordedCondition.write(RecordedRig.conditions(rig.file()), facts);
        return new SessionHeader(rig.info(), rig.signalNames(), rig.file().text(), facts);
    }
}
