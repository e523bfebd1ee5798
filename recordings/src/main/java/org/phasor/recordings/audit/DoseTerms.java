package org.phasor.recordings.audit;

/**
 * What a session asks of a subject's dose ledger. Immutable.
 *
 * @param session what it is called, as the name of its recording
 * @param perDay pulses in any 24 h, at least 1
 * @param perWeek pulses in any seven days, at least 1
 * @param pulsesPerPattern what one decision gives, 1 to 1000
 */
public record DoseTerms(String session, long perDay, long perWeek, int pulsesPerPattern) {

    /** Pulses that are reserved at a time, or two patterns when that is more. */
    public static final int BLOCK_PULSES = 50;

    /**
     * @throws IllegalArgumentException one line naming the value and what was expected
     */
    public DoseTerms {
        require("perDay", perDay, Long.MAX_VALUE);
        require("perWeek", perWeek, Long.MAX_VALUE);
        require("pulsesPerPattern", pulsesPerPattern, 1000);
    }

    private static void require(String what, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " = " + value + ": must be 1 to " + most);
        }
    }

    long block() {
        return Math.max(BLOCK_PULSES, 2L * pulsesPerPattern);
    }

    /** With less than this left, more is reserved: there is always room for a pattern. */
    long leastLeft() {
        return block() / 2;
    }
}
