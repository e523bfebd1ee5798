package org.phasor.recordings.page;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to pixels, with round ticks.
 *
 * @param low a value, at fromPixel
 * @param high a greater one, at toPixel
 * @param step between ticks
 */
record AxisScale(double low, double high, double step, double fromPixel, double toPixel) {

    /** Covers the values, from tick to tick; 0 is covered too. */
    static AxisScale covering(double low, double high, double fromPixel, double toPixel) {
        double least = Math.min(0, low);
        return around(least, Math.max(least + 1, high), fromPixel, toPixel);
    }

    /** Covers the values, from tick to tick. */
    static AxisScale around(double least, double most, double fromPixel, double toPixel) {
        double step = niceStep((most - least) / 6);
        return new AxisScale(Math.floor(least / step) * step, Math.ceil(most / step) * step, step, fromPixel, toPixel);
    }

    private static double niceStep(double least) {
        double power = 1;
        while (power * 10 <= least) {
            power *= 10;
        }
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    double pixel(double value) {
        double inside = Math.max(low, Math.min(high, value));
        return fromPixel + (inside - low) / (high - low) * (toPixel - fromPixel);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; low + i * step <= high + step / 2; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    static String label(double tick) {
        return tick == Math.rint(tick) ? Long.toString((long) tick) : Double.toString(tick);
    }
}
