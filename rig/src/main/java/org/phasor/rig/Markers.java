package org.phasor.rig;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.phasor.recordings.SessionInput;

/** Texts on their way into the recording. Added by any thread, taken by the recorder's; the loop has no part in it. */
final class Markers {

    /** The recorder takes them every few milliseconds. */
    private static final int MOST_WAITING = 256;

    private final Queue<SessionInput> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /**
     * @param frame the next one to be decided
     * @param nanos the rig's clock
     * @throws IllegalStateException when too many wait
     */
    void add(long frame, long nanos, String text) {
        if (!waiting.offer(SessionInput.marker(frame, nanos, text))) {
            throw new IllegalStateException("marker: " + MOST_WAITING + " wait to be recorded: not taken");
        }
    }

    /** The next, or null. */
    SessionInput take() {
        return waiting.poll();
    }
}
