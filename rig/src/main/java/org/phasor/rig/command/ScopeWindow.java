package org.phasor.rig.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.RigBinding;
import org.phasor.rig.SessionTiming;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.InterlockState;

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

        /** One line on its trials; empty when there are none. */
        default String trialLine() {
            return "";
        }

        /** How fast the run is; empty before there is a session. Not for every frame of the screen: it counts. */
        default Optional<SessionTiming> timing() {
            return Optional.empty();
        }

        /** What comes due is vetoed until {@link #resume}. */
        void hold();

        void resume();

        /** Something happened to the subject: noted with its time, and the run is held. */
        void adverseEvent();

        /** A person is there: a live device stops without it. */
        void confirm();

        /** The window has drawn; at least twice a second. */
        void screenAlive();

        /** What the interlock is in; SAFE before there is a session. */
        InterlockState state();

        /** Whether a live device is at the end, which only a person may arm. */
        boolean live();

        /** What a person should read before arming, line by line: device, subject, limits, overrides. */
        List<String> armingBrief();

        /** The keys of limits whose overrides have to be confirmed one by one; mostly empty. */
        List<String> overrides();

        /** How the last session of this subject was stopped, so that a reason must be given; empty when it was not. */
        Optional<String> lastStop();

        /** Why arming need not be begun yet, in one line; empty when nothing known speaks against it. */
        default Optional<String> whyNotYet() {
            return Optional.empty();
        }

        /**
         * The first step of arming.
         *
         * @return the code that has to be typed within a minute
         * @throws IllegalStateException in one line, why not
         */
        String beginArming(ArmingChecklist checklist);

        /**
         * The second step: the device is armed within the next frames.
         *
         * @throws IllegalStateException in one line, why not; then the first step comes again
         */
        void typeCode(String code);

        /** Seconds until a live device stops because nobody confirmed; empty while that does not matter. */
        OptionalDouble secondsToConfirm();
    }

    /** Why no window can be opened here, as a missing display; empty when one can. */
    Optional<String> whyNot();

    /** Opens the window and gives what feeds it. */
    FrameObserver open(RigBinding rig, Controls controls);

    /** The run has ended: the window says so and stays until it is closed by a person, or goes. */
    void closed(String lastWords);
}
