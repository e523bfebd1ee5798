package org.phasor.stimulator;

import java.util.Objects;

/**
 * The first cause of a stop. Immutable.
 *
 * @param detail one line for a person
 */
public record Stop(StopReason reason, String detail) {

    public Stop {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
