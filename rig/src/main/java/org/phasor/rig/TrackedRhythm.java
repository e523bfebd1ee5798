package org.phasor.rig;

/**
 * Where an estimator that learns sees its rhythm.
 *
 * @param signal its signal's name
 * @param peakHz what it aims at
 * @param peakDb how far that stands above the 1/f background; NaN where it cannot be told
 */
public record TrackedRhythm(String signal, double peakHz, double peakDb) {

    private static final double NO_RHYTHM_DB = 2;

    /** Whether there is hardly a rhythm whose phase could be met. */
    public boolean hardlyThere() {
        return peakDb < NO_RHYTHM_DB;
    }
}
