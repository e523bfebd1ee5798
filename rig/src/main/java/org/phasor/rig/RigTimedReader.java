package org.phasor.rig;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.trigger.AmplitudePast;
import org.phasor.trigger.TrialDesign;

/**
 * The section {@code [trigger]} with {@code policy = "timed"}, which {@code phasor calibrate --loop} sets over the policy of a rig
 * file: intervals, horizon and seed hold, the keys that belong to the file's own policy are not looked at.
 */
final class RigTimedReader {

    static final String POLICY = "timed";

    private static final double HORIZON_MS = 10;

    private RigTimedReader() {}

    /** Whether the section names this policy. */
    static boolean named(RigSection section) {
        return POLICY.equals(section.value("policy"));
    }

    static Trigger read(RigSection section) {
        double horizon = section.number("horizon-ms", HORIZON_MS, Bound.between(0.1, 500));
        double interval = section.requiredNumber("min-interval-ms", RigTriggerReader.INTERVAL_MS);
        double jitter = section.number("jitter-ms", 0, RigTriggerReader.INTERVAL_MS);
        OptionalLong seed = RigTriggerReader.seed(section);
        return new Trigger(
                false,
                List.of(),
                horizon,
                interval,
                jitter,
                AmplitudePast.DEFAULTS,
                Optional.empty(),
                OptionalDouble.empty(),
                TrialDesign.ENDLESS,
                seed,
                "",
                0,
                true);
    }
}
