package org.phasor.dsp.artefact;

import org.phasor.dsp.SignalFault;
import org.phasor.dsp.filter.Notch;
import org.phasor.dsp.filter.RecursiveFilter;

/**
 * Finds mains hum: power around 50 or 60 Hz, whichever is larger, beyond a share of the power from 2 to 40 Hz. The hum is what a
 * notch would take away. Pure hum reaches a ratio of 8 or more, for the edge of the lower band is not endlessly steep.
 */
final class LineNoiseCheck implements ArtefactCheck {

    private static final double[] MAINS_HZ = {50, 60};
    private static final double WIDTH_HZ = 4;
    private static final double LOWEST_RATE_HZ = 125;

    private final double mostRatio;
    private final EegPower eeg;
    private final RecursiveFilter[] notches = new RecursiveFilter[MAINS_HZ.length];
    private final RunningPower[] hums = new RunningPower[MAINS_HZ.length];

    LineNoiseCheck(double mostRatio, double rateHz) {
        this.mostRatio = ArtefactChecks.checkPositive("line-ratio", mostRatio);
        ArtefactChecks.checkRate("line-ratio", LOWEST_RATE_HZ, rateHz);
        eeg = new EegPower(rateHz);
        for (int i = 0; i < MAINS_HZ.length; i++) {
            notches[i] = new RecursiveFilter(Notch.of(MAINS_HZ[i], WIDTH_HZ, rateHz));
            hums[i] = new RunningPower(rateHz);
        }
    }

    @Override
    public SignalFault fault() {
        return SignalFault.LINE_NOISE;
    }

    @Override
    public boolean finds(double microvolts, double[] values) {
        double most = mostRatio * eeg.take(microvolts);
        boolean found = false;
        for (int i = 0; i < notches.length; i++) {
            hums[i].take(microvolts - notches[i].filter(microvolts));
            found |= hums[i].isKnown() && hums[i].power() > most;
        }
        return found;
    }

    @Override
    public void restart() {
        eeg.restart();
        for (int i = 0; i < notches.length; i++) {
            notches[i].restart();
            hums[i].restart();
        }
    }
}
