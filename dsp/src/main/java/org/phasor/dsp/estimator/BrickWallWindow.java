package org.phasor.dsp.estimator;

/**
 * The last peak of a window of 500 ms after a brick-wall band-pass: the window's Fourier bins within the band, all others zero.
 * Of its bins, 2 Hz apart, only a few are in the band (8, 10 and 12 Hz of 8 to 13 Hz), so the filtered window is a sum of as
 * many cosines, computed from tables, without a fast Fourier transform. One thread. Allocates nothing after construction.
 */
final class BrickWallWindow {

    static final double WINDOW_SECONDS = 0.5;

    private final int length;
    private final int searched;
    private final int distance;
    /** By bin and sample: a whole number of turns over the window. */
    private final double[][] cosines;

    private final double[][] sines;
    private final double[] filtered;
    private final PeakPicker picker;
    private double amplitude;

    /** @throws IllegalArgumentException in one line, when band and rate cannot be or the band holds no bin */
    BrickWallWindow(double lowHz, double highHz, double rateHz) {
        BandOfInterest.check(lowHz, highHz, rateHz);
        if (lowHz < 1 / WINDOW_SECONDS) {
            throw new IllegalArgumentException("band-hz = " + lowHz + " ...: must be >= " + 1 / WINDOW_SECONDS
                    + " Hz: the window of " + 1000 * WINDOW_SECONDS + " ms must hold one cycle");
        }
        length = (int) Math.rint(WINDOW_SECONDS * rateHz);
        // The end of the filtered window is bent towards its start, so a third of a cycle is left out of the search.
        searched = length - (int) Math.rint(rateHz / (0.5 * (lowHz + highHz) * 3));
        distance = (int) Math.ceil(rateHz / (highHz + 1));
        double binHz = 1 / (length * (1 / rateHz));
        int first = 0;
        while (first * binHz < lowHz) {
            first++;
        }
        int bins = 0;
        while ((first + bins) * binHz <= highHz) {
            bins++;
        }
        if (bins == 0) {
            throw new IllegalArgumentException("band-hz = " + lowHz + " to " + highHz + ": must hold a multiple of "
                    + binHz + " Hz, all that a window of " + 1000 * WINDOW_SECONDS + " ms can tell apart");
        }
        cosines = new double[bins][length];
        sines = new double[bins][length];
        for (int bin = 0; bin < bins; bin++) {
            for (int n = 0; n < length; n++) {
                long turns = (long) (first + bin) * n % length;
                cosines[bin][n] = StrictMath.cos(2 * StrictMath.PI * turns / length);
                sines[bin][n] = StrictMath.sin(2 * StrictMath.PI * turns / length);
            }
        }
        filtered = new double[length];
        picker = new PeakPicker(length);
    }

    int length() {
        return length;
    }

    /** Half peak to peak of the last window's filtered oscillation, as √2 times its root mean square. */
    double amplitude() {
        return amplitude;
    }

    /** Filters the window that begins at {@code start}; gives the index of its last peak within it, −1 if there is none. */
    int lastPeak(double[] values, int start) {
        double[] y = filtered;
        double power = 0;
        for (int bin = 0; bin < cosines.length; bin++) {
            double[] cos = cosines[bin];
            double[] sin = sines[bin];
            double re = 2 * dot(cos, values, start) / length;
            double im = 2 * dot(sin, values, start) / length;
            power += re * re + im * im;
            if (bin == 0) {
                for (int n = 0; n < searched; n++) {
                    y[n] = re * cos[n] + im * sin[n];
                }
            } else {
                for (int n = 0; n < searched; n++) {
                    y[n] += re * cos[n] + im * sin[n];
                }
            }
        }
        amplitude = Math.sqrt(power);
        int count = picker.find(y, searched, distance);
        return count == 0 ? -1 : picker.at(count - 1);
    }

    private static double dot(double[] table, double[] values, int start) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int n = table.length;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += table[i] * values[start + i];
            b += table[i + 1] * values[start + i + 1];
            c += table[i + 2] * values[start + i + 2];
            d += table[i + 3] * values[start + i + 3];
        }
        for (; i < n; i++) {
            a += table[i] * values[start + i];
        }
        return a + b + (c + d);
    }
}
