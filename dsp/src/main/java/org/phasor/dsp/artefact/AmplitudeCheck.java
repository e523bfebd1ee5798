package org.phasor.dsp.artefact;

import java.util.OptionalDouble;
import org.phasor.dsp.ArtefactLimits;

/**
 * Finds values too far from a running median, of ten seconds or of a minute. One thread. Allocates nothing after construction.
 *
 * <p>The signal is judged with its drift: a slow deviation is an artefact, too, and a mean that is taken off would carry every
 * artefact on as its own echo. In the first second there is no verdict, and a limit in deviations comes down from three times
 * itself in the next two: so little of a drifting signal makes its spread look small. Statistics outlast gaps: they were learned.
 *
 * <p>A new level (an electrode settles at another offset, a gain changes) must not be an artefact for ever: when values beyond the
 * limit outnumber the others by two seconds' worth, the level is accepted, once: statistics start anew, and everything until
 * they are known again counts as an artefact.
 */
public final class AmplitudeCheck {

    static final double ACCEPT_AFTER_SECONDS = 2;

    /** Between two halves of a cycle a large oscillation is small. */
    private static final double LARGE_HOLD_SECONDS = 0.05;

    private static final double FIRST_CAUTION = 3;
    private static final double CAUTION_LOST_PER_SECOND = 1;

    private static final double SHORT_SECONDS = 10;
    private static final double LONG_SECONDS = 60;

    private final RunningSpread[] spreads;
    private final double mostDeviations;
    private final double mostMicrovolts;
    private final double largeDeviations;
    private final int largeHold;
    private final int acceptAfter;
    private int largeLeft;
    private int beyond;
    private boolean relearning;
    private boolean acceptedNow;

    /** With the limits on the amplitude, of which none may be there: then nothing is found. */
    public AmplitudeCheck(ArtefactLimits limits, double rateHz) {
        mostDeviations = orNone("amplitude-mads", limits.amplitudeMads());
        mostMicrovolts = orNone("amplitude-uv", limits.amplitudeMicrovolts());
        largeDeviations = orNone("large-mads", limits.largeMads());
        largeHold = (int) Math.rint(LARGE_HOLD_SECONDS * rateHz);
        acceptAfter = (int) Math.max(1, Math.rint(ACCEPT_AFTER_SECONDS * rateHz));
        boolean looks = Math.min(Math.min(mostDeviations, largeDeviations), mostMicrovolts) < Double.POSITIVE_INFINITY;
        spreads = looks
                ? new RunningSpread[] {new RunningSpread(SHORT_SECONDS, rateHz), new RunningSpread(LONG_SECONDS, rateHz)
                }
                : new RunningSpread[0];
    }

    private static double orNone(String name, OptionalDouble limit) {
        limit.ifPresent(value -> ArtefactChecks.checkPositive(name, value));
        return limit.orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Takes in the newest finite value.
     *
     * @param learn whether the statistics may take it in: not from a flat line or the end of the amplifier's range
     * @return whether it is an artefact
     */
    public boolean finds(double microvolts, boolean learn) {
        acceptedNow = false;
        if (spreads.length == 0) {
            return false;
        }
        boolean found = relearning;
        largeLeft = Math.max(0, largeLeft - 1);
        if (spreads[0].isKnown()) {
            relearning = false;
            found = isArtefact(microvolts, spreads[0]) || isArtefact(microvolts, spreads[1]);
            if (isBeyond(microvolts, largeDeviations, spreads[0])
                    || isBeyond(microvolts, largeDeviations, spreads[1])) {
                largeLeft = largeHold + 1;
            }
            beyond = found ? beyond + 1 : Math.max(0, beyond - 1);
            if (beyond >= acceptAfter) {
                beyond = 0;
                for (RunningSpread spread : spreads) {
                    spread.restart();
                }
                relearning = true;
                acceptedNow = true;
            }
        }
        if (learn) {
            for (RunningSpread spread : spreads) {
                spread.take(microvolts);
            }
        }
        return found;
    }

    /** Whether the newest value made it accept a new level: whatever follows the signal's level starts anew. */
    public boolean acceptedNewLevel() {
        return acceptedNow;
    }

    /** Whether the newest value counts as an artefact only because a new level was accepted and its spread is not known yet. */
    public boolean isRelearning() {
        return relearning;
    }

    /** Whether the newest value is large, or comes soon after one: no artefact, but nothing to decide on. */
    public boolean isLarge() {
        return largeLeft > 0;
    }

    private boolean isArtefact(double microvolts, RunningSpread spread) {
        return Math.abs(microvolts - spread.median()) > mostMicrovolts || isBeyond(microvolts, mostDeviations, spread);
    }

    private static boolean isBeyond(double microvolts, double deviations, RunningSpread spread) {
        double distance = Math.abs(microvolts - spread.median());
        double deviation = spread.deviation();
        double caution = Math.max(1, FIRST_CAUTION - CAUTION_LOST_PER_SECOND * (spread.seconds() - 1));
        return deviation > 0 && distance > caution * deviations * deviation;
    }
}
