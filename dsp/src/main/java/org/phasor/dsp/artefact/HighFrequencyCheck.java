package org.phasor.dsp.artefact;

import org.phasor.dsp.SignalFault;
import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.RecursiveFilter;

/**
 * Finds muscle: power from 40 Hz to 200 Hz (or to nine tenths of half the rate) beyond a share of the power from 2 to 40 Hz. Mains
 * hum counts, too, unless the signal has notches: the same ones are taken here.
 */
final class HighFrequencyCheck implements ArtefactCheck {

    private static final double HIGHEST_HZ = 200;
    private static final double SHARE_OF_HALF_THE_RATE = 0.9;
    private static final double LOWEST_RATE_HZ = 125;

    private final double mostRatio;
    private final EegPower eeg;
    private final RecursiveFilter[] notches;
    private final RecursiveFilter band;
    private final RunningPower power;

    /** With filters of its own, which nobody else runs. */
    HighFrequencyCheck(double mostRatio, double rateHz, RecursiveFilter[] notches) {
        this.mostRatio = ArtefactChecks.checkPositive("high-frequency-ratio", mostRatio);
        ArtefactChecks.checkRate("high-frequency-ratio", LOWEST_RATE_HZ, rateHz);
        this.notches = notches;
        eeg = new EegPower(rateHz);
        double highHz = Math.min(HIGHEST_HZ, SHARE_OF_HALF_THE_RATE * rateHz / 2);
        band = new RecursiveFilter(Butterworth.bandPass(4, EegPower.HIGH_HZ, highHz, rateHz));
        power = new RunningPower(rateHz);
    }

    @Override
    public SignalFault fault() {
        return SignalFault.HIGH_FREQUENCY;
    }

    @Override
    public boolean finds(double microvolts, double[] values) {
        double most = mostRatio * eeg.take(microvolts);
        double value = microvolts;
        for (RecursiveFilter notch : notches) {
            value = notch.filter(value);
        }
        power.take(band.filter(value));
        return power.isKnown() && power.power() > most;
    }

    @Override
    public void restart() {
        eeg.restart();
        band.restart();
        power.restart();
        for (RecursiveFilter notch : notches) {
            notch.restart();
        }
    }
}
