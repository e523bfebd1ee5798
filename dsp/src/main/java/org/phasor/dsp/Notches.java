package org.phasor.dsp;

import java.util.ArrayList;
import java.util.List;
import org.phasor.dsp.filter.Complex;
import org.phasor.dsp.filter.Notch;
import org.phasor.dsp.filter.RecursiveFilter;
import org.phasor.dsp.filter.SecondOrderSections;

/** The notch filters of one signal's settings, at one rate. Immutable. */
final class Notches {

    private final List<SecondOrderSections> filters = new ArrayList<>();
    private final double rateHz;

    /** @throws IllegalArgumentException in one line, when a notch touches the band of interest or half the rate */
    Notches(SignalSettings settings, double rateHz) {
        this.rateHz = rateHz;
        double widthHz = settings.conditioning().notchWidthHz();
        for (double hz : settings.conditioning().notchHz()) {
            SecondOrderSections filter = Notch.of(hz, widthHz, rateHz);
            if (hz + widthHz / 2 >= settings.bandLowHz() && hz - widthHz / 2 <= settings.bandHighHz()) {
                throw new IllegalArgumentException("notch at " + hz + " Hz, " + widthHz
                        + " Hz wide: must be outside the band of interest, " + settings.bandLowHz() + " to "
                        + settings.bandHighHz() + " Hz");
            }
            filters.add(filter);
        }
    }

    /** Fresh filters for one channel. */
    RecursiveFilter[] make() {
        return filters.stream().map(RecursiveFilter::new).toArray(RecursiveFilter[]::new);
    }

    /** By how much a tone comes out later (phase delay); negative below 0 for one above a notch. */
    double delaySeconds(double hz) {
        double delay = 0;
        for (SecondOrderSections filter : filters) {
            Complex response = filter.response(hz, rateHz);
            delay -= StrictMath.atan2(response.im(), response.re()) / (2 * StrictMath.PI * hz);
        }
        return delay;
    }
}
