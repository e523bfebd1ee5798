package org.phasor.rig;

import java.io.IOException;
import org.phasor.stimulator.Delivery;

/**
 * Something beside the frames that looks at what is recorded, or has something to record itself. Called on the recorder's thread, after
 * the frame or delivery is in the recording.
 */
interface RecorderPart {

    default void recorded(Frame frame) {
        // Not every part looks at frames.
    }

    default void recorded(Delivery delivery) {
        // Not every part looks at deliveries.
    }

    /** All that was there is recorded. */
    default void batchEnded() throws IOException {
        // Not every part has something to record.
    }
}
