package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.phasor.dsp.SignalSettings;
import org.phasor.trigger.PhaseCondition;
import org.phasor.trigger.PhaseTargetSettings;
import org.phasor.trigger.SignalDemand;

/** The trials of a rig file, as the policy and its plan take them: no stream is needed to know them. */
public final class RigTrials {

    private static final double NANOS_PER_MS = 1e6;

    private RigTrials() {}

    /** What the phase policy of a rig aims at. */
    public static PhaseTargetSettings settings(RigSettings rig) {
        RigSettings.Trigger trigger = rig.trigger();
        return new PhaseTargetSettings(
                conditions(trigger.conditions(), names(rig.signals())),
                nanos(trigger.horizonMs()),
                rig.stimulator().outputDelayNanos(),
                nanos(trigger.minIntervalMs()),
                nanos(trigger.jitterMs()),
                trigger.amplitudePast(),
                trigger.amplitude(),
                degrees(trigger.maxExpectedErrorDeg()),
                trigger.design(),
                trigger.seed());
    }

    static List<String> names(List<SignalSettings> signals) {
        return signals.stream().map(SignalSettings::name).toList();
    }

    /** @param signals their names, in the order of the file */
    static List<PhaseCondition> conditions(List<RigSettings.Condition> written, List<String> signals) {
        List<PhaseCondition> conditions = new ArrayList<>();
        for (RigSettings.Condition condition : written) {
            conditions.add(new PhaseCondition(
                    condition.name(),
                    signals.indexOf(condition.signal()),
                    condition.kind(),
                    PhaseCondition.radians(condition.phaseDeg()),
                    degrees(condition.toleranceDeg()),
                    condition.sham(),
                    condition.perBlock(),
                    condition.amplitude(),
                    condition.also().stream().map(a -> demand(a, signals)).toList()));
        }
        return conditions;
    }

    private static SignalDemand demand(RigSettings.Also also, List<String> signals) {
        OptionalDouble phase = also.phaseDeg();
        return new SignalDemand(
                signals.indexOf(also.signal()),
                phase.isPresent() ? OptionalDouble.of(PhaseCondition.radians(phase.getAsDouble())) : phase,
                degrees(also.toleranceDeg()),
                also.amplitude());
    }

    private static OptionalDouble degrees(OptionalDouble degrees) {
        return degrees.isPresent() ? OptionalDouble.of(Math.toRadians(degrees.getAsDouble())) : degrees;
    }

    static long nanos(double ms) {
        return Math.round(ms * NANOS_PER_MS);
    }
}
