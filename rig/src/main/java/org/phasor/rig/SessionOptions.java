package org.phasor.rig;

import java.nio.file.Path;
import java.util.List;

/**
 * How a session is run, beyond what its rig file says.
 *
 * @param virtual decide without delivering
 * @param folder where the recording goes; null: where the rig file says
 * @param observers looked at by the observers' thread
 */
public record SessionOptions(boolean virtual, Path folder, List<FrameObserver> observers) {

    public SessionOptions {
        observers = List.copyOf(observers);
    }

    public static SessionOptions plain() {
        return new SessionOptions(false, null, List.of());
    }
}
