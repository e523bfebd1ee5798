package org.phasor.dsp.artefact;

import org.phasor.dsp.filter.Butterworth;
import org.phasor.dsp.filter.RecursiveFilter;

/** Power of a signal from 2 to 40 Hz: what other powers are held against. One thread. Allocates nothing after construction. */
final class EegPower {

    static final double LOW_HZ = 2;
    static final double HIGH_HZ = 40;

    private final RecursiveFilter band;
    private final RunningPower power;

    EegPower(double rateHz) {
        band = new RecursiveFilter(Butterworth.bandPass(4, LOW_HZ, HIGH_HZ, rateHz));
        power = new RunningPower(rateHz);
    }

    void restart() {
        band.restart();
        power.restart();
    }

    /** Takes in a finite value and gives the power in µV². */
    double take(double microvolts) {
        power.take(band.filter(microvolts));
        return power.power();
    }
}
