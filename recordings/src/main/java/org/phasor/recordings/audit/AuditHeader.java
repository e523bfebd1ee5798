package org.phasor.recordings.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.SafetyLimits;

/**
 * What a session's audit log begins with. Immutable; nothing in it is null.
 *
 * @param recording name of the session's recording, without its folder; empty when there is none
 * @param version of the program
 * @param rigName name of the rig file
 * @param rigText its text, as the recording holds it; only its hash stands in the log
 * @param device that gives the pulse
 * @param live whether the device could reach a subject
 * @param limits in force
 * @param overrides that were signed for
 * @param subject pseudonymous code; empty for a bench session without one
 */
public record AuditHeader(
        String recording,
        String version,
        String rigName,
        String rigText,
        String device,
        boolean live,
        SafetyLimits limits,
        List<SignedOverride> overrides,
        String subject) {

    /** Version of the layout: a reader refuses any other. */
    static final int FORMAT = 1;

    static final String FORMAT_FIELD = "phasor-audit";
    static final String RECORDING_FIELD = "recording";
    static final String RIG_HASH_FIELD = "rigSha256";

    public AuditHeader {
        overrides = List.copyOf(overrides);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(FORMAT_FIELD, FORMAT);
        fields.put(RECORDING_FIELD, recording);
        fields.put("version", version);
        fields.put("rig", rigName);
        fields.put(RIG_HASH_FIELD, HashChain.sha256(rigText));
        fields.put("device", device);
        fields.put("live", live);
        fields.put("subject", subject);
        for (Limit limit : Limit.values()) {
            fields.put("limit." + limit.key(), Double.toString(limits.inUnit(limit)));
        }
        for (int i = 0; i < overrides.size(); i++) {
            SignedOverride override = overrides.get(i);
            fields.put("override." + i + ".key", override.key());
            fields.put("override." + i + ".value", override.value());
            fields.put("override." + i + ".signedBy", override.signedBy());
            fields.put("override." + i + ".reason", override.reason());
        }
        return fields;
    }
}
