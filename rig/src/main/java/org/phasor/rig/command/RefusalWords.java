package org.phasor.rig.command;

import java.util.Locale;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

/** Why a pulse was not given, in words and with what the rule found: {@code too soon: 1.2 s, needs 2 s}. Any thread. */
public final class RefusalWords {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Down to the nanosecond of a second. */
    private static final int MOST_DIGITS = 9;

    private RefusalWords() {}

    /** {@code VETOED_TOO_SOON} is "too soon", {@code CANCELLED_SIGNAL} is "cancelled: signal". */
    public static String words(Outcome outcome) {
        return outcome.name()
                .replaceFirst("^VETOED_", "")
                .replaceFirst("^CANCELLED_", "cancelled: ")
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
    }

    /** The words with their figures, where a rule measured something; and where in its pattern it was refused. */
    public static String of(Delivery delivery) {
        return of(delivery.outcome, delivery.pulse, delivery.measured, delivery.bound);
    }

    /**
     * The same from the parts of a delivery.
     *
     * @param pulse which pulse of its pattern, 0 the onset
     * @param measured in nanoseconds or pulses, as {@link Outcome#figure} says
     * @param bound what the rule would have allowed, in the same
     */
    public static String of(Outcome outcome, int pulse, long measured, long bound) {
        String figures = measured == 0 && bound == 0 ? "" : figures(outcome, measured, bound);
        return words(outcome)
                + (figures.isEmpty() ? "" : ": " + figures)
                + (pulse > 0 ? " (from pulse " + (pulse + 1) + " of its pattern on)" : "");
    }

    private static String figures(Outcome outcome, long measured, long bound) {
        return switch (outcome) {
            case VETOED_TOO_SOON, VETOED_PULSE_GAP -> measured(measured, bound) + ", needs " + time(bound, bound, 0);
            case VETOED_LATE, VETOED_GAP -> measured(measured, bound) + atMost(bound);
            case VETOED_STALE ->
                measured(Math.abs(measured), bound) + (measured < 0 ? " ahead of the clock" : " old") + atMost(bound);
            case VETOED_NO_OPERATOR -> "nobody confirmed for " + measured(measured, bound) + atMost(bound);
            case VETOED_MINUTE_LIMIT -> measured + " pulses in 60 s, at most " + bound;
            case VETOED_SESSION_LIMIT, VETOED_PATTERN -> measured + " pulses, at most " + bound;
            case VETOED_DAY_LIMIT, VETOED_WEEK_LIMIT, VETOED_NOT_RESERVED ->
                "pulse " + measured + " of the session, " + bound + " granted";
            default -> "";
        };
    }

    private static String atMost(long bound) {
        return ", at most " + time(bound, bound, 0);
    }

    /** Never reads as the bound when it is not: 1.9996 s is not "2 s, needs 2 s". */
    private static String measured(long nanos, long bound) {
        int digits = 1;
        while (nanos != bound
                && digits < MOST_DIGITS
                && time(nanos, bound, digits).equals(time(bound, bound, digits))) {
            digits++;
        }
        return time(nanos, bound, digits);
    }

    /** In the unit that suits the bound; a bound has the digits that it needs. */
    private static String time(long nanos, long bound, int digits) {
        boolean seconds = bound >= NANOS_PER_SECOND;
        double value = nanos / (seconds ? NANOS_PER_SECOND : NANOS_PER_MILLI);
        int shown = nanos == bound ? MOST_DIGITS : digits;
        String text = String.format(Locale.ROOT, "%." + shown + "f", value);
        return text.replaceFirst("\\.?0+$", "") + (seconds ? " s" : " ms");
    }
}
