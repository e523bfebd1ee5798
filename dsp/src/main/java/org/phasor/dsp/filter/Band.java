package org.phasor.dsp.filter;

/** Refuses bands that no filter can have. */
final class Band {

    private Band() {}

    static void check(double lowHz, double highHz, double rateHz) {
        if (!(rateHz > 0) || Double.isInfinite(rateHz)) {
            throw new IllegalArgumentException("rateHz = " + rateHz + ": must be > 0");
        }
        if (!(lowHz > 0) || !(highHz > lowHz) || !(highHz < rateHz / 2)) {
            throw new IllegalArgumentException("band " + lowHz + " to " + highHz + " Hz: must be 0 < low < high < "
                    + rateHz / 2 + " Hz, half the rate");
        }
    }

    static void checkOrder(int order) {
        if (order < 1 || order > 50) {
            throw new IllegalArgumentException("order = " + order + ": must be 1 to 50");
        }
    }
}
