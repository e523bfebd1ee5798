package org.phasor.recordings.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From values above zero to pixels, each decade as wide as the next.
 *
 * @param low a power of ten, at fromPixel
 * @param high a greater one, at toPixel
 */
record LogScale(double low, double high, double fromPixel, double toPixel) {

    /** Covers the values, from decade to decade; values at or below zero lie on the lower edge. */
    static LogScale covering(double least, double most, double fromPixel, double toPixel) {
        double low = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
        double high = Math.pow(10, Math.ceil(Math.log10(Math.max(most, least)) - 1e-9));
        return new LogScale(low, high > low ? high : 10 * low, fromPixel, toPixel);
    }

    double pixel(double value) {
        double inside = Math.max(low, Math.min(high, value));
        return fromPixel + Math.log10(inside / low) / Math.log10(high / low) * (toPixel - fromPixel);
    }

    /** The powers of ten. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        long decades = Math.round(Math.log10(high / low));
        for (int i = 0; i <= decades; i++) {
            ticks.add(low * Math.pow(10, i));
        }
        return ticks;
    }

    /** A power of ten as a person writes it: without the ends that arithmetic leaves. */
    static String label(double tick) {
        int exponent = (int) Math.rint(Math.log10(tick));
        return String.format(Locale.ROOT, "%." + Math.max(0, -exponent) + "f", Math.pow(10, exponent));
    }

    /** A power of ten of microseconds, as a time. */
    static String timeLabel(double micros) {
        double exponent = Math.rint(Math.log10(micros));
        String[] units = {" \u00b5s", " ms", " s"};
        int unit = Math.max(0, Math.min(units.length - 1, (int) Math.floor(exponent / 3)));
        return label(micros / Math.pow(1000, unit)) + units[unit];
    }
}
