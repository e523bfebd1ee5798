package org.phasor.rig;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.phasor.rig.LatencyStages.Stage;

/**
 * What the time that there is goes to. For pulses at a phase that is the horizon: a sample's decision must be made before its
 * pulse is due. For pulses fired at once it is the time from arrival to the device's return. Empty where nothing, or too
 * little, was measured.
 *
 * @param atOnce fired at once: no horizon
 * @param wholeMs the horizon, or {@code arrivalToDevice}
 * @param streamMs from the sample's own time to its arrival; part of the horizon only
 * @param decisionMs from arrival to the decision
 * @param deviceMs from the gate to the device's return; part of the time to the device only
 * @param leftMs of the horizon when the decision is made, below 0 when it comes too late; of the time to the device: the rest
 */
public record LatencyBudget(
        boolean atOnce,
        OptionalDouble wholeMs,
        OptionalDouble streamMs,
        OptionalDouble decisionMs,
        OptionalDouble deviceMs,
        OptionalDouble leftMs) {

    private static final double NANOS_PER_MS = 1e6;

    /** Which percentile is budgeted. */
    public enum At {
        P50,
        P99;

        OptionalLong of(LatencyFigures figures) {
            return this == P50 ? figures.p50Nanos() : figures.p99Nanos();
        }
    }

    static LatencyBudget of(RigSettings.Trigger trigger, Map<Stage, LatencyFigures> stages, At at) {
        OptionalDouble decision = ms(stages, Stage.ARRIVAL_TO_DECISION, at);
        if (trigger.phasePolicy()) {
            return new LatencyBudget(
                    false,
                    OptionalDouble.of(trigger.horizonMs()),
                    ms(stages, Stage.STAMP_TO_ARRIVAL, at),
                    decision,
                    OptionalDouble.empty(),
                    minus(OptionalDouble.of(trigger.horizonMs()), ms(stages, Stage.STAMP_TO_DECISION, at)));
        }
        OptionalDouble whole = ms(stages, Stage.ARRIVAL_TO_DEVICE, at);
        OptionalDouble device = ms(stages, Stage.GATE_TO_DEVICE_RETURN, at);
        return new LatencyBudget(
                true, whole, OptionalDouble.empty(), decision, device, minus(minus(whole, decision), device));
    }

    /** A part in percent of the whole; empty when either is not known. */
    public OptionalDouble percent(OptionalDouble partMs) {
        return partMs.isPresent() && wholeMs.isPresent() && wholeMs.getAsDouble() > 0
                ? OptionalDouble.of(100 * partMs.getAsDouble() / wholeMs.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble minus(OptionalDouble whole, OptionalDouble part) {
        return whole.isPresent() && part.isPresent()
                ? OptionalDouble.of(whole.getAsDouble() - part.getAsDouble())
                : OptionalDouble.empty();
    }

    static OptionalDouble ms(Map<Stage, LatencyFigures> stages, Stage stage, At at) {
        OptionalLong nanos = at.of(stages.get(stage));
        return nanos.isPresent() ? OptionalDouble.of(nanos.getAsLong() / NANOS_PER_MS) : OptionalDouble.empty();
    }
}
