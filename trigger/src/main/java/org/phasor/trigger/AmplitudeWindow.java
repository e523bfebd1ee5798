package org.phasor.trigger;

/**
 * What an amplitude has to lie between, both ends included. Immutable; checked when made.
 *
 * @param low at least this; 0: no lower bound
 * @param high at most this; percentile 100 or infinite µV: no upper bound
 */
public record AmplitudeWindow(Unit unit, double low, double high) {

    /** What the bounds are counted in. */
    public enum Unit {
        /** Percentiles of the amplitude's own recent past, 0 to 100. */
        PERCENTILE,
        /** Microvolts. */
        MICROVOLTS
    }

    public AmplitudeWindow {
        double most = unit == Unit.PERCENTILE ? 100 : Double.POSITIVE_INFINITY;
        if (!(low >= 0 && low <= 1e6 && low <= most)) {
            throw new IllegalArgumentException(
                    "amplitude: low = " + low + ": must be 0 to " + (unit == Unit.PERCENTILE ? "100" : "1000000"));
        }
        if (!(high >= low && high <= most)) {
            throw new IllegalArgumentException("amplitude: high = " + high + ": must be " + low + " to " + most);
        }
    }

    public static AmplitudeWindow percentiles(double low, double high) {
        return new AmplitudeWindow(Unit.PERCENTILE, low, high);
    }

    public static AmplitudeWindow microvolts(double low, double high) {
        return new AmplitudeWindow(Unit.MICROVOLTS, low, high);
    }

    boolean bounded() {
        return unit == Unit.PERCENTILE ? high < 100 : high < Double.POSITIVE_INFINITY;
    }

    /** In words, as {@code percentile 50 to 100} or {@code 3.5 to 8 uV}. */
    public String words() {
        String range = plain(low) + (bounded() || unit == Unit.PERCENTILE ? " to " + plain(high) : " or more");
        return unit == Unit.PERCENTILE ? "percentile " + range : range + " uV";
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
