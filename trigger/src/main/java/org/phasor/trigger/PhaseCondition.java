package org.phasor.trigger;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the pulses of one kind of trial ask for. Immutable; checked when made.
 *
 * @param name what recordings and the screen call it; not blank
 * @param signal index of the signal in the rig file, 0 to 7
 * @param targetPhaseRad −π to π, 0 = positive peak, ±π = trough, −π/2 = rising, +π/2 = falling; NaN unless {@link
 *     ConditionKind#PHASE}
 * @param toleranceRad empty: the pulse is planned for the instant of the phase, between samples. Else: for the look-ahead of the first
 *     frame whose phase lies so near the target; above 0 to π
 * @param sham decided and judged, not given
 * @param perBlock how often it stands in a block (with each combination of the crossed factors), 1 to 1000
 * @param amplitude its own window; empty: that of {@link PhaseTargetSettings} or of the trial
 * @param also what other signals must be like, all of it; at most 16
 */
public record PhaseCondition(
        String name,
        int signal,
        ConditionKind kind,
        double targetPhaseRad,
        OptionalDouble toleranceRad,
        boolean sham,
        int perBlock,
        Optional<AmplitudeWindow> amplitude,
        List<SignalDemand> also) {

    static final int MAX_SIGNALS = 8;
    static final int MAX_DEMANDS = 16;
    static final int MAX_PER_BLOCK = 1000;

    public PhaseCondition {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("condition.name = \"\": must not be blank");
        }
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(amplitude, "amplitude");
        also = List.copyOf(also);
        String who = "condition '" + name + "'";
        if (signal < 0 || signal >= MAX_SIGNALS) {
            throw new IllegalArgumentException(who + ": signal = " + signal + ": must be 0 to 7");
        }
        if (kind == ConditionKind.PHASE && !(Math.abs(targetPhaseRad) <= Math.PI)) {
            throw new IllegalArgumentException(who + ": targetPhaseRad = " + targetPhaseRad + ": must be -pi to pi");
        }
        if (kind != ConditionKind.PHASE && !Double.isNaN(targetPhaseRad)) {
            throw new IllegalArgumentException(
                    who + ": targetPhaseRad = " + targetPhaseRad + ": must be NaN for " + kind.key());
        }
        if (kind == ConditionKind.NO_PHASE && toleranceRad.isPresent()) {
            throw new IllegalArgumentException(
                    who + ": toleranceRad = " + toleranceRad.getAsDouble() + ": must be empty for " + kind.key());
        }
        requireTolerance(who, toleranceRad);
        if (perBlock < 1 || perBlock > MAX_PER_BLOCK) {
            throw new IllegalArgumentException(who + ": perBlock = " + perBlock + ": must be 1 to " + MAX_PER_BLOCK);
        }
        if (also.size() > MAX_DEMANDS) {
            throw new IllegalArgumentException(
                    who + ": also = " + also.size() + " of them: must be 0 to " + MAX_DEMANDS);
        }
    }

    /** Pulses at the instant of a phase, once per block. */
    public PhaseCondition(String name, int signal, double targetPhaseRad) {
        this(name, signal, ConditionKind.PHASE, targetPhaseRad);
    }

    private PhaseCondition(String name, int signal, ConditionKind kind, double targetPhaseRad) {
        this(name, signal, kind, targetPhaseRad, OptionalDouble.empty(), false, 1, Optional.empty(), List.of());
    }

    /**
     * The same from degrees as rig files have them.
     *
     * @param phaseDeg −360 to 360
     */
    public static PhaseCondition ofDegrees(String name, int signal, double phaseDeg) {
        if (!(Math.abs(phaseDeg) <= 360)) {
            throw new IllegalArgumentException(
                    "condition '" + name + "': phase-deg = " + phaseDeg + ": must be -360 to 360");
        }
        return new PhaseCondition(name, signal, radians(phaseDeg));
    }

    /** A phase drawn for each trial. */
    public static PhaseCondition randomPhase(String name, int signal) {
        return new PhaseCondition(name, signal, ConditionKind.RANDOM_PHASE, Double.NaN);
    }

    /** Any phase. */
    public static PhaseCondition noPhase(String name, int signal) {
        return new PhaseCondition(name, signal, ConditionKind.NO_PHASE, Double.NaN);
    }

    /** Degrees from −360 to 360 as radians from −π to π. */
    public static double radians(double degrees) {
        return Math.toRadians(degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees);
    }

    public PhaseCondition withToleranceRad(double rad) {
        return new PhaseCondition(
                name, signal, kind, targetPhaseRad, OptionalDouble.of(rad), sham, perBlock, amplitude, also);
    }

    public PhaseCondition asSham() {
        return new PhaseCondition(name, signal, kind, targetPhaseRad, toleranceRad, true, perBlock, amplitude, also);
    }

    public PhaseCondition withPerBlock(int times) {
        return new PhaseCondition(name, signal, kind, targetPhaseRad, toleranceRad, sham, times, amplitude, also);
    }

    public PhaseCondition withAmplitude(AmplitudeWindow own) {
        return new PhaseCondition(
                name, signal, kind, targetPhaseRad, toleranceRad, sham, perBlock, Optional.of(own), also);
    }

    public PhaseCondition withAlso(List<SignalDemand> demands) {
        return new PhaseCondition(name, signal, kind, targetPhaseRad, toleranceRad, sham, perBlock, amplitude, demands);
    }

    static void requireTolerance(String who, OptionalDouble rad) {
        if (rad.isPresent() && !(rad.getAsDouble() > 0 && rad.getAsDouble() <= Math.PI)) {
            throw new IllegalArgumentException(
                    who + ": toleranceRad = " + rad.getAsDouble() + ": must be > 0 and <= pi");
        }
    }
}
