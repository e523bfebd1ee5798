package org.phasor.rig;

/**
 * One mistake in a rig file.
 *
 * @param place where it stands, as {@code mu.toml:14} or {@code --set}
 * @param key the key from the top, as {@code trigger.min-interval-ms}; empty when the text itself is broken
 * @param value as written; empty when it is missing
 * @param expected what it must be
 */
public record RigFault(String place, String key, String value, String expected) {

    /** One line: place, key, value and bound. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(place).append(": ");
        if (!key.isEmpty()) {
            line.append(key);
            if (!value.isEmpty()) {
                line.append(" = ").append(value);
            }
            line.append(": ");
        }
        return line.append(expected).toString();
    }
}
