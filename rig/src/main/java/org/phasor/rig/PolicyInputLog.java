package org.phasor.rig;

import org.phasor.recordings.SessionInput;
import org.phasor.trigger.PolicyInput;

/**
 * What the policy was told from outside and from which frame on, from the loop thread to the recorder's: a small ring without
 * allocation. What does not fit is dropped and counted, and the recorder then stops the session: a replay would go astray.
 */
final class PolicyInputLog {

    /** A pulse makes three, of a device that is busy meanwhile: so many hold thousands of pulses that a slow recorder has not taken. */
    private static final int ENTRIES = 1 << 14;

    private static final int FIELDS = 4;
    private static final PolicyInput[] INPUTS = PolicyInput.values();

    private final RowRing ring;

    PolicyInputLog() {
        this(ENTRIES);
    }

    PolicyInputLog(int entries) {
        ring = new RowRing(entries, FIELDS);
    }

    /** The loop thread. */
    void add(long frame, PolicyInput input, long id, boolean holds) {
        if (ring.claim()) {
            ring.set(0, frame);
            ring.set(1, input.ordinal());
            ring.set(2, id);
            ring.set(3, holds ? 1 : 0);
            ring.publish();
        }
    }

    /** The oldest not taken yet, as it is recorded; null when there is none. The recorder's thread. */
    SessionInput take() {
        long[] row = ring.take();
        if (row == null) {
            return null;
        }
        boolean holds = row[3] == 1;
        return switch (INPUTS[(int) row[1]]) {
            case RUNNING -> SessionInput.state(row[0], SessionInput.RUNNING, holds);
            case DEVICE_READY -> SessionInput.state(row[0], SessionInput.DEVICE_READY, holds);
            case OUTCOME -> SessionInput.outcome(row[0], row[2], holds);
        };
    }

    /** Something that could not even be told. The loop thread. */
    void drop() {
        ring.drop();
    }

    /** How much nobody took in time. Any thread. */
    long dropped() {
        return ring.dropped();
    }
}
