package org.phasor.rig;

import java.nio.file.Path;
import java.util.List;
import org.phasor.recordings.audit.AuditHeader;
import org.phasor.recordings.audit.SignedOverride;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.LimitOverride;

/** What a session's audit log begins with. */
final class AuditHeaders {

    private AuditHeaders() {}

    static AuditHeader of(RigBinding rig, Interlock interlock, Path recording) {
        RigSettings settings = rig.settings();
        List<SignedOverride> overrides = settings.stimulator().declared().overrides().stream()
                .map(o -> new SignedOverride(
                        o.limit(), value(o, settings), o.signedBy(), o.reason() + " (" + o.protocol() + ")"))
                .toList();
        return new AuditHeader(
                recording.getFileName().toString(),
                PhasorVersion.text(),
                rig.file().name(),
                rig.file().text(),
                interlock.deviceName(),
                interlock.live(),
                settings.limits(),
                overrides,
                settings.recordings().subject().orElse(""));
    }

    private static String value(LimitOverride override, RigSettings settings) {
        for (Limit limit : Limit.values()) {
            if (limit.key().equals(override.limit())) {
                return Double.toString(settings.limits().inUnit(limit));
            }
        }
        return settings.stimulator()
                .declared()
                .intensity()
                .map(i -> i.percentRmt() + " % RMT")
                .orElse("");
    }
}
