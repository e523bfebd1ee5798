package org.phasor.dsp.filter;

/**
 * Second-order sections run sample by sample, forwards. One thread. Allocates nothing after construction.
 *
 * <p>After a restart it behaves as if its input had been the first value for ever.
 */
public final class RecursiveFilter {

    private final double[][] sections;
    private final double[] first;
    private final double[] second;
    private boolean settled;

    public RecursiveFilter(SecondOrderSections filter) {
        sections = new double[filter.count()][];
        for (int i = 0; i < sections.length; i++) {
            sections[i] = filter.section(i);
        }
        first = new double[sections.length];
        second = new double[sections.length];
    }

    /** Forgets everything: the next value is the first. */
    public void restart() {
        settled = false;
    }

    /** Takes in a finite value and gives the filter's output. */
    public double filter(double value) {
        if (!settled) {
            settled = true;
            settle(value);
        }
        double x = value;
        for (int i = 0; i < sections.length; i++) {
            // Direct form II, transposed.
            double[] s = sections[i];
            double y = s[0] * x + first[i];
            first[i] = s[1] * x - s[4] * y + second[i];
            second[i] = s[2] * x - s[5] * y;
            x = y;
        }
        return x;
    }

    private void settle(double value) {
        double x = value;
        for (int i = 0; i < sections.length; i++) {
            double[] s = sections[i];
            double y = x * (s[0] + s[1] + s[2]) / (1 + s[4] + s[5]);
            second[i] = s[2] * x - s[5] * y;
            first[i] = s[1] * x - s[4] * y + second[i];
            x = y;
        }
    }
}
