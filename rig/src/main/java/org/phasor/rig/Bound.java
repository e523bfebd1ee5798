package org.phasor.rig;

/**
 * The range a number of a rig file must lie in.
 *
 * @param text as it stands in a fault: {@code must be >= 0}
 * @param fallback a value inside, to go on with after a fault
 */
record Bound(double low, boolean lowIncluded, double high, boolean highIncluded, String text, double fallback) {

    static Bound atLeast(double low) {
        return new Bound(low, true, Double.MAX_VALUE, true, "must be >= " + show(low), low);
    }

    static Bound above(double low) {
        return new Bound(low, false, Double.MAX_VALUE, true, "must be > " + show(low), low + 1);
    }

    static Bound between(double low, double high) {
        return new Bound(low, true, high, true, "must be " + show(low) + " to " + show(high), low);
    }

    /** Any finite number; {@code text} says what it is. */
    static Bound finite(String text) {
        return new Bound(-Double.MAX_VALUE, true, Double.MAX_VALUE, true, text, 0);
    }

    boolean holds(double value) {
        return (lowIncluded ? value >= low : value > low) && (highIncluded ? value <= high : value < high);
    }

    /** Without a fraction where there is none. */
    static String show(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
