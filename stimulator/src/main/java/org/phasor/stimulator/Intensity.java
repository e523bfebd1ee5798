package org.phasor.stimulator;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person has set on the stimulator (rule S5). Declared, not commanded: a trigger line cannot set it, so nothing
 * here can hold a step to 5 %; a driver that can set it must. Immutable.
 *
 * @param percentRmt percent of the resting motor threshold, 1 to 200
 * @param rmtPercentMso the resting motor threshold in percent of the stimulator's maximum output, 1 to 100; both
 *     together at most the maximum output
 * @param rmtDate when the threshold was measured
 */
public record Intensity(double percentRmt, double rmtPercentMso, LocalDate rmtDate) {

    /** As far as a live device may go without a signed override. */
    public static final double FLOOR_PERCENT_RMT = 120;

    /** As far as it may go at all: the tables' last column. */
    public static final double UTMOST_PERCENT_RMT = 130;

    private static final double MOST_PERCENT_RMT = 200;

    /**
     * @throws IllegalArgumentException one line naming the key, its value and what was expected
     */
    public Intensity {
        Objects.requireNonNull(rmtDate, "rmtDate");
        if (!(percentRmt >= 1 && percentRmt <= MOST_PERCENT_RMT)) {
            throw new IllegalArgumentException(
                    "percentRmt = " + percentRmt + ": must be 1 to 200 percent of the resting motor threshold");
        }
        if (!(rmtPercentMso >= 1 && rmtPercentMso <= 100)) {
            throw new IllegalArgumentException(
                    "rmtPercentMso = " + rmtPercentMso + ": must be 1 to 100 percent of the maximum output");
        }
        if (percentRmt * rmtPercentMso / 100 > 100) {
            throw new IllegalArgumentException("percentRmt = " + percentRmt + ": of rmt-percent-mso = " + rmtPercentMso
                    + " is " + percentRmt * rmtPercentMso / 100
                    + " % of the stimulator's output: must be at most 100 %");
        }
    }

    /** In percent of the stimulator's maximum output. */
    public double percentMso() {
        return percentRmt * rmtPercentMso / 100;
    }

    /**
     * Why the threshold may not be used today: it was measured on another day. Asked when a live device is armed.
     *
     * @return one line; empty when it is today's
     */
    public Optional<String> staleRmt(LocalDate today) {
        return rmtDate.equals(today)
                ? Optional.empty()
                : Optional.of("stimulator.intensity.rmt-date = " + rmtDate + ": must be today's, " + today
                        + ": measure the resting motor threshold again");
    }
}
