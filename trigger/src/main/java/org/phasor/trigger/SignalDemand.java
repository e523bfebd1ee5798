package org.phasor.trigger;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a condition asks of a signal beside its own, on the frame that decides. Immutable; checked when made.
 *
 * @param signal index of the signal in the rig file, 0 to 7
 * @param phaseRad where its phase at the look-ahead must lie, −π to π; empty: anywhere
 * @param toleranceRad so far from there at most; above 0 to π; given with the phase only
 * @param amplitude what its amplitude must lie in; empty: anything
 */
public record SignalDemand(
        int signal, OptionalDouble phaseRad, OptionalDouble toleranceRad, Optional<AmplitudeWindow> amplitude) {

    public SignalDemand {
        Objects.requireNonNull(amplitude, "amplitude");
        if (signal < 0 || signal >= PhaseCondition.MAX_SIGNALS) {
            throw new IllegalArgumentException("also: signal = " + signal + ": must be 0 to 7");
        }
        if (phaseRad.isEmpty() && amplitude.isEmpty()) {
            throw new IllegalArgumentException("also: signal = " + signal + ": must ask for a phase or an amplitude");
        }
        if (phaseRad.isPresent() != toleranceRad.isPresent()) {
            throw new IllegalArgumentException("also: signal = " + signal + ": a phase needs a tolerance");
        }
        if (!(Math.abs(phaseRad.orElse(0)) <= Math.PI)) {
            throw new IllegalArgumentException("also: phaseRad = " + phaseRad.getAsDouble() + ": must be -pi to pi");
        }
        PhaseCondition.requireTolerance("also", toleranceRad);
    }
}
