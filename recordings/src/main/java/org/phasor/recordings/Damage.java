package org.phasor.recordings;

import java.util.List;

/**
 * A part of a file that could not be read.
 *
 * @param fromByte first byte concerned, from 0
 * @param toByte byte after the last one concerned
 * @param what one line for a person
 * @param streams ids of the streams concerned; empty when it cannot be told
 */
public record Damage(long fromByte, long toByte, String what, List<Long> streams) {

    public Damage {
        streams = List.copyOf(streams);
    }

    @Override
    public String toString() {
        return "bytes " + fromByte + " to " + toByte + ": " + what + (streams.isEmpty() ? "" : ", streams " + streams);
    }
}
