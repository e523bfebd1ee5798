package org.phasor.rig.command;

import java.io.IOException;
import java.util.function.Consumer;
import org.phasor.rig.Session;
import org.phasor.rig.control.ControlFolder;
import org.phasor.rig.control.ControlServer;

/** The control socket of one run, if it has one. Used by the supervising thread. */
final class RunControl implements AutoCloseable {

    private final Session session;
    private final SessionControls controls;
    private ControlServer server;

    /**
     * @param told hears what other programs did
     */
    RunControl(Session session, boolean virtual, Consumer<String> told) {
        this.session = session;
        controls = new SessionControls(session, virtual, told);
    }

    /**
     * Opens the socket. A run goes on without one: key, button and signal remain.
     *
     * @return one line for a person
     */
    String open(ControlFolder folder, String rig) {
        // Removes what sessions left behind that were killed.
        folder.running();
        try {
            server = ControlServer.open(folder, rig, session.recording(), controls);
            return "./phasor stop stops this run (docs/control.md)";
        } catch (IOException | RuntimeException e) {
            return "no control socket, ./phasor stop does not reach this run: " + e.getMessage();
        }
    }

    /** Whether a program asked for arming since the last call. */
    boolean takeArmingAsked() {
        return controls.takeArmingAsked();
    }

    /** The loop was asked to arm. */
    void armed() {
        controls.armed();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
