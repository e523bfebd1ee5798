package org.phasor.dsp.estimator;

import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.TrainingSignal;

/**
 * Moves a band whose edge cuts through the individual peak, or lies beyond it, so that it holds the peak.
 *
 * <p>A filter's edge turns and shrinks what lies on it, and lets in more noise from one side of a peak than from the other. On
 * synthetic signals at 10 dB with a peak at 8 or 13 Hz, a band of 8 to 13 Hz cost "phastimate" and "echt-2021" 6 to 11 degrees of
 * circular SD against one moved around the peak, and bent the phase by amounts that depend on the momentary amplitude, which a
 * calibration does not take out (6 to 9 degrees remained of phastimate's and fft's bias over all samples, 1 to 3 with the band
 * moved). The search for the peak goes 1 Hz beyond the band, so a peak can be found outside, too.
 */
final class BandAroundPeak {

    /** So far inside the band the peak is at least, where the band is wide enough and the peak not too low. */
    private static final double MARGIN_HZ = 1.75;
    /** The search for a peak goes so far beyond the band. */
    private static final double FURTHEST_OUTSIDE_HZ = 1;
    /** A slow rhythm's share of itself. */
    private static final double MARGIN_PART = 0.25;

    private BandAroundPeak() {}

    /** The same settings where no individual peak is known. */
    static SignalSettings of(SignalSettings settings, double rateHz) {
        double low = settings.bandLowHz();
        double high = settings.bandHighHz();
        double shift = settings.individual() ? shiftHz(low, high, settings.centreHz(), rateHz) : 0;
        return shift == 0 ? settings : settings.withBand(low + shift, high + shift);
    }

    static TrainingSignal of(TrainingSignal signal) {
        double low = signal.bandLowHz();
        double high = signal.bandHighHz();
        double shift = shiftHz(low, high, signal.peakHz(), signal.rateHz());
        return shift == 0 ? signal : signal.withBand(low + shift, high + shift);
    }

    /** 0 also where the peak is further outside than it is looked for, and where the band would not lie below half the rate. */
    static double shiftHz(double lowHz, double highHz, double peakHz, double rateHz) {
        if (!(peakHz >= lowHz - FURTHEST_OUTSIDE_HZ && peakHz <= highHz + FURTHEST_OUTSIDE_HZ)) {
            return 0;
        }
        double margin = Math.min(MARGIN_HZ, Math.min((highHz - lowHz) / 2, MARGIN_PART * peakHz));
        double shift = Math.min(0, peakHz - margin - lowHz) + Math.max(0, peakHz + margin - highHz);
        return highHz + shift < rateHz / 2 ? shift : 0;
    }
}
