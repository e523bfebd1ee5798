package org.phasor.recordings.audit;

import java.util.List;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** What the tests of audit logs write. */
public final class AuditFixture {

    static final SignedOverride OVERRIDE =
            new SignedOverride("min-onset-interval-ms", "500", "Dr. A. Example", "paired with the old protocol");

    private AuditFixture() {}

    /** Of a live session. */
    public static AuditHeader header(String rigText) {
        return new AuditHeader(
                "phasor-20261120T083000Z.xdf",
                "0.1.0",
                "rig.toml",
                rigText,
                "serial-ttl",
                true,
                SafetyLimits.BENCH_DEFAULTS,
                List.of(OVERRIDE),
                "S01");
    }

    static Decision decision(long id) {
        Decision decision = new Decision();
        decision.hold(Reason.TARGET_REACHED, 0, -1);
        decision.action = Decision.Action.FIRE;
        decision.intent = Decision.Intent.SHAM;
        decision.trial = 3;
        decision.attempt = 2;
        decision.intensityPercentRmt = 110.5;
        decision.intervalNanos = 2_000_000_000L;
        decision.id = id;
        decision.commandNanos = id * 1_000_000_000;
        return decision;
    }

    /** One pulse of a decision. */
    public static Delivery delivered(long id, int pulse) {
        Delivery delivery = new Delivery();
        delivery.decisionId = id;
        delivery.pulse = pulse;
        delivery.outcome = Outcome.DELIVERED;
        delivery.plannedNanos = id * 1_000_000_000;
        delivery.decidedOnNanos = delivery.plannedNanos - 10_000_000;
        delivery.gateNanos = delivery.plannedNanos + 1000;
        delivery.returnedNanos = delivery.plannedNanos + 51_000;
        return delivery;
    }
}
