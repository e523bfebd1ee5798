package org.phasor.rig;

import org.phasor.rig.RigSettings.Aux;
import org.phasor.trigger.TimedSettings;

/** What a measurement of the loop delay has to know of its rig. */
public final class LoopDelayRig {

    private LoopDelayRig() {}

    /** From one pulse to the next, at the most, of a rig file with the timed policy. */
    public static double longestIntervalSeconds(RigSettings settings) {
        TimedSettings timed = TimedIntervals.of(settings);
        return (timed.intervalNanos() + timed.jitterNanos()) / 1e9;
    }

    /** What the returned trigger cannot tell apart: one of its samples; 0 for markers. */
    public static double quantisationMs(RigBinding rig, AuxStreams streams) {
        Aux aux = ReturnedTriggers.aux(rig.settings()).orElseThrow();
        double rateHz =
                aux.stream().isPresent() ? streams.rateHz(aux) : rig.info().nominalRateHz();
        return rateHz > 0 ? 1000 / rateHz : 0;
    }

    /** Whether there is a pulse that could come back: the simulated device gives none. */
    public static boolean givesPulses(RigSettings settings) {
        return LoopDelayCheck.givesPulses(settings.stimulator());
    }

    /** The device that gives the pulse, with what distinguishes it from others of its kind. */
    public static String device(RigSettings settings) {
        return LoopDelayCheck.device(settings.stimulator());
    }
}
