package org.phasor.rig.command;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.phasor.rig.OperatorWay;
import org.phasor.rig.Session;
import org.phasor.rig.SessionTiming;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.InterlockState;

/**
 * What a person may do to a run, by one way, as the window or the console. It may be there before the session: a stop is
 * kept until then, anything else is too early. Any thread.
 */
final class RunControls implements ScopeWindow.Controls {

    private final OperatorWay way;
    private final Supplier<String> lastLine;
    private volatile Session session;
    private volatile boolean stopAsked;

    /**
     * @param lastLine what was last said about the run
     */
    RunControls(OperatorWay way, Supplier<String> lastLine) {
        this.way = way;
        this.lastLine = lastLine;
    }

    void connect(Session to) {
        session = to;
        if (stopAsked) {
            to.desk().stop(way);
        }
    }

    @Override
    public void stop() {
        // In this order: a session that appears meanwhile sees that it was asked.
        stopAsked = true;
        Session running = session;
        if (running != null) {
            running.desk().stop(way);
        }
    }

    @Override
    public String statusLine() {
        return session == null ? "" : lastLine.get();
    }

    @Override
    public String trialLine() {
        return session == null ? "" : session.trials().map(TrialWords::of).orElse("");
    }

    @Override
    public Optional<SessionTiming> timing() {
        Session running = session;
        return running == null ? Optional.empty() : Optional.of(running.timing());
    }

    @Override
    public void hold() {
        if (session != null) {
            session.desk().hold(way);
        }
    }

    @Override
    public void resume() {
        if (session != null) {
            session.desk().resume(way);
        }
    }

    @Override
    public void adverseEvent() {
        if (session != null) {
            session.desk().adverseEvent(way);
        }
    }

    @Override
    public void confirm() {
        if (session != null) {
            session.safety().confirm(way);
        }
    }

    @Override
    public void screenAlive() {
        if (session != null) {
            session.safety().screenAlive();
        }
    }

    @Override
    public InterlockState state() {
        return session == null ? InterlockState.SAFE : session.state();
    }

    @Override
    public boolean live() {
        return session != null && session.safety().live();
    }

    @Override
    public List<String> armingBrief() {
        return session == null ? List.of() : session.safety().brief();
    }

    @Override
    public List<String> overrides() {
        return session == null ? List.of() : session.safety().overrides();
    }

    @Override
    public Optional<String> lastStop() {
        return session == null ? Optional.empty() : session.safety().lastStop();
    }

    @Override
    public Optional<String> whyNotYet() {
        return session == null ? Optional.empty() : session.desk().whyNotYet();
    }

    @Override
    public String beginArming(ArmingChecklist checklist) {
        return begun().desk().beginArming(checklist, way);
    }

    @Override
    public void typeCode(String code) {
        begun().desk().typeCode(code, way);
    }

    private Session begun() {
        if (session == null) {
            throw new IllegalStateException("arm: the session has not begun");
        }
        return session;
    }

    @Override
    public OptionalDouble secondsToConfirm() {
        return session == null ? OptionalDouble.empty() : session.safety().secondsToConfirm();
    }
}
