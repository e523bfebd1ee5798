package org.phasor.rig.control;

import java.util.Optional;

/**
 * What a running session lets other programs do to it, and all of it: there is no way to arm a live device, to resume or to
 * change a limit. Called from the socket's threads; every method returns at once.
 */
public interface ControlTarget {

    /**
     * Nothing fires from now on; the session ends.
     *
     * @param who one line for the recording
     */
    void stop(String who);

    /**
     * What comes due is vetoed until a person resumes at the rig.
     *
     * @param who one line for the recording
     */
    void hold(String who);

    /**
     * Writes a text into the recording, with the present time.
     *
     * @throws IllegalStateException in one line, when it cannot be recorded
     */
    void marker(String text);

    /** How things stand, as one JSON object on one line. */
    String statusJson();

    /**
     * Asks for the arming of bench devices, as {@code --arm} does at the start.
     *
     * @return why not, in one line; empty when it was asked
     */
    Optional<String> startBench();
}
