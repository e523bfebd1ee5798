package org.phasor.recordings.audit;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a chained file. Immutable.
 *
 * @param n from 0, without omission
 * @param utc the computer's clock, to the millisecond
 * @param nanos the rig's clock
 * @param fields texts, whole numbers ({@link Long}) and booleans by name, without those above and the hash
 * @param hash of this line and, by the one before, of all that came before
 */
record ChainRecord(long n, Instant utc, long nanos, String kind, Map<String, Object> fields, String hash) {

    /**
     * A text.
     *
     * @throws BrokenChainException when it is missing or something else
     */
    String text(String name) throws BrokenChainException {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new BrokenChainException(n, kind + ": " + name + " = " + fields.get(name) + ": must be a text");
    }

    /**
     * A whole number within bounds.
     *
     * @throws BrokenChainException when it is missing or something else
     */
    long number(String name, long min, long max) throws BrokenChainException {
        if (fields.get(name) instanceof Long number && number >= min && number <= max) {
            return number;
        }
        throw new BrokenChainException(
                n,
                kind + ": " + name + " = " + fields.get(name) + ": must be a whole number from " + min + " to " + max);
    }
}
