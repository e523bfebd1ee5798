package org.phasor.acquisition;

/** Power spectra of real signals by an own radix-2 FFT: Welch's method with a Hann window and half overlap. */
final class Spectrum {

    private Spectrum() {}

    /**
     * One-sided power per Hz at k * rate / length.
     *
     * @param length of a segment, a power of two
     */
    static double[] welch(double[] x, double rateHz, int length) {
        double[] window = new double[length];
        double windowPower = 0;
        for (int i = 0; i < length; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / length);
            windowPower += window[i] * window[i];
        }
        double[] power = new double[length / 2 + 1];
        int segments = 0;
        for (int from = 0; from + length <= x.length; from += length / 2) {
            double[] re = new double[length];
            double[] im = new double[length];
            for (int i = 0; i < length; i++) {
                re[i] = x[from + i] * window[i];
            }
            transform(re, im);
            for (int k = 0; k < power.length; k++) {
                power[k] += 2 * (re[k] * re[k] + im[k] * im[k]) / (rateHz * windowPower);
            }
            segments++;
        }
        for (int k = 0; k < power.length; k++) {
            power[k] /= segments;
        }
        return power;
    }

    /** Mean power per Hz between two frequencies. */
    static double mean(double[] power, double rateHz, double fromHz, double toHz) {
        double step = rateHz / 2 / (power.length - 1);
        double sum = 0;
        int count = 0;
        for (int k = 0; k < power.length; k++) {
            if (k * step >= fromHz && k * step < toHz) {
                sum += power[k];
                count++;
            }
        }
        return sum / count;
    }

    private static void transform(double[] re, double[] im) {
        int n = re.length;
        for (int i = 1, j = 0; i < n; i++) {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1) {
                j ^= bit;
            }
            j ^= bit;
            if (i < j) {
                double swapRe = re[i];
                re[i] = re[j];
                re[j] = swapRe;
                double swapIm = im[i];
                im[i] = im[j];
                im[j] = swapIm;
            }
        }
        for (int size = 2; size <= n; size <<= 1) {
            for (int k = 0; k < size / 2; k++) {
                double angle = -2 * Math.PI * k / size;
                double c = Math.cos(angle);
                double s = Math.sin(angle);
                for (int i = k; i < n; i += size) {
                    int j = i + size / 2;
                    double r = re[j] * c - im[j] * s;
                    double m = re[j] * s + im[j] * c;
                    re[j] = re[i] - r;
                    im[j] = im[i] - m;
                    re[i] += r;
                    im[i] += m;
                }
            }
        }
    }
}
