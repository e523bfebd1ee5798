package org.phasor.trigger;

/**
 * One thing that a pulse may be aimed at: a phase of a signal. Immutable.
 *
 * @param name what recordings and the screen call it; not blank
 * @param signal index of the signal in the rig file, 0 to 7
 * @param targetPhaseRad −π to π, 0 = positive peak, ±π = trough, −π/2 = rising, +π/2 = falling
 */
public record PhaseCondition(String name, int signal, double targetPhaseRad) {

    static final int MAX_SIGNALS = 8;

    public PhaseCondition {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("condition.name = \"\": must not be blank");
        }
        if (signal < 0 || signal >= MAX_SIGNALS) {
            throw new IllegalArgumentException("condition '" + name + "': signal = " + signal + ": must be 0 to 7");
        }
        if (!(Math.abs(targetPhaseRad) <= Math.PI)) {
            throw new IllegalArgumentException(
                    "condition '" + name + "': targetPhaseRad = " + targetPhaseRad + ": must be -pi to pi");
        }
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
        double wrapped = phaseDeg > 180 ? phaseDeg - 360 : phaseDeg < -180 ? phaseDeg + 360 : phaseDeg;
        return new PhaseCondition(name, signal, Math.toRadians(wrapped));
    }
}
