package org.phasor.rig.command;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.phasor.rig.OperatorWay;
import org.phasor.rig.Session;
import org.phasor.rig.SessionStatus;
import org.phasor.rig.control.ControlTarget;
import org.phasor.stimulator.InterlockState;

/** What a run lets the control socket do to its session. Arms nothing: it leaves that wish to the supervising thread. */
final class SessionControls implements ControlTarget {

    private final Session session;
    private final boolean virtual;
    private final Consumer<String> told;
    private final AtomicBoolean armingAsked = new AtomicBoolean();
    private volatile boolean armed;

    SessionControls(Session session, boolean virtual, Consumer<String> told) {
        this.session = session;
        this.told = told;
        this.virtual = virtual;
    }

    @Override
    public void stop(String who) {
        session.desk().stop(OperatorWay.REMOTE, who);
    }

    @Override
    public void hold(String who) {
        InterlockState state = session.state();
        if (virtual) {
            throw new IllegalStateException("hold: a virtual run delivers nothing");
        }
        if (state == InterlockState.STOPPED || state == InterlockState.DONE) {
            throw new IllegalStateException("hold: the interlock is " + state);
        }
        session.desk().hold(OperatorWay.REMOTE);
        session.desk().marker("held " + who, OperatorWay.REMOTE);
        told.accept("held " + who + "; only a person here resumes");
    }

    @Override
    public void marker(String text) {
        session.desk().marker(text, OperatorWay.REMOTE);
        told.accept("marker: " + text);
    }

    @Override
    public String statusJson() {
        return StatusJson.of(session.status(), session.timing());
    }

    @Override
    public Optional<String> startBench() {
        Optional<String> refusal =
                armed ? Optional.of("start: it was armed before") : whyNotStarted(session.status(), virtual);
        if (refusal.isEmpty()) {
            armingAsked.set(true);
        }
        return refusal;
    }

    static Optional<String> whyNotStarted(SessionStatus status, boolean virtual) {
        if (status.live()) {
            return Optional.of(
                    "start: '" + status.device() + "' is a live device: only a person may arm it, at the rig");
        }
        if (virtual) {
            return Optional.of("start: a virtual run delivers nothing and cannot be armed");
        }
        if (status.held()) {
            return Optional.of("start: the session is on hold: only a person may resume it, at the rig");
        }
        if (status.state() != InterlockState.SAFE && status.state() != InterlockState.CHECKED) {
            return Optional.of("start: the interlock is " + status.state());
        }
        return Optional.empty();
    }

    /** Whether arming was asked for since the last call. The supervising thread. */
    boolean takeArmingAsked() {
        return armingAsked.getAndSet(false) && !armed;
    }

    /** The loop was asked to arm: once in a session, however often a program asks. The supervising thread. */
    void armed() {
        armed = true;
    }
}
