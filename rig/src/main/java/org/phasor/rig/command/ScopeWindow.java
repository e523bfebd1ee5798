package org.phasor.rig.command;

import java.util.Optional;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.RigBinding;

/** The window beside a run. Declared here so that the command line never names the user interface. */
public interface ScopeWindow {

    /** The program without a user interface. */
    ScopeWindow NONE = new ScopeWindow() {
        @Override
        public Optional<String> whyNot() {
            return Optional.of("this program has no user interface");
        }

        @Override
        public FrameObserver open(RigBinding rig, Controls controls) {
            throw new IllegalStateException("this program has no user interface");
        }

        @Override
        public void closed(String lastWords) {
            // There is no window to tell.
        }
    };

    /** What the window may ask of the run. Any thread. */
    interface Controls {
        /** Stops at once: nothing fires from now on. */
        void stop();

        /** One line on how the run is doing. */
        String statusLine();
    }

    /** Why no window can be opened here, as a missing display; empty when one can. */
    Optional<String> whyNot();

    /** Opens the window and gives what feeds it. */
    FrameObserver open(RigBinding rig, Controls controls);

    /** The run has ended: the window says so and stays until it is closed by a person, or goes. */
    void closed(String lastWords);
}
