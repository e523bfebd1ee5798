package org.phasor.rig.command;

/** What the four named phases are called. */
final class PhaseWords {

    private PhaseWords() {}

    /** As {@code " (trough)"}; empty for phases without a name. */
    static String of(double phaseDeg) {
        double wrapped = ((phaseDeg % 360) + 360) % 360;
        if (wrapped == 0) {
            return " (positive peak)";
        } else if (wrapped == 90) {
            return " (falling)";
        } else if (wrapped == 180) {
            return " (trough)";
        } else if (wrapped == 270) {
            return " (rising)";
        }
        return "";
    }
}
