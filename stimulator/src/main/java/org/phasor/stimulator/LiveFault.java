package org.phasor.stimulator;

/**
 * Something that {@link LiveRules} refuse.
 *
 * @param key below {@code [stimulator]}: {@code limits.KEY}, {@code intensity.KEY}, or {@code override.LIMIT} for the
 *     override of that limit
 * @param value as it is; empty when it is missing
 * @param expected one line: what it must be
 */
public record LiveFault(String key, String value, String expected) {

    @Override
    public String toString() {
        return "stimulator." + key + (value.isEmpty() ? "" : " = " + value) + ": " + expected;
    }
}
