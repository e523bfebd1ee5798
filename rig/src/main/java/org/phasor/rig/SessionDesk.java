package org.phasor.rig;

import java.util.Optional;
import org.phasor.acquisition.RigClock;
import org.phasor.stimulator.ArmingChecklist;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.StopReason;

/**
 * What people may do to a running session, and programs on their behalf. Any thread; nothing here waits for the loop,
 * and a stop waits for nobody.
 */
public final class SessionDesk {

    private final RigBinding rig;
    private final Interlock interlock;
    private final LoopThread loop;
    private final ArmingCheck arming;
    private final SessionSafety safety;
    private final Markers markers;
    private final RigClock clock;
    private volatile boolean held;
    private volatile boolean stopAsked;

    SessionDesk(
            RigBinding rig,
            Interlock interlock,
            LoopThread loop,
            ArmingCheck arming,
            SessionSafety safety,
            Markers markers,
            RigClock clock) {
        this.rig = rig;
        this.interlock = interlock;
        this.loop = loop;
        this.arming = arming;
        this.safety = safety;
        this.markers = markers;
        this.clock = clock;
    }

    /** Whether frames have been watched long enough to judge their age: since the start, or since arming was refused. */
    public synchronized boolean settled() {
        arming.watch(loop.frameCount(), clock.nanoTime() - loop.newestTimeNanos());
        return arming.settled(loop.frameCount());
    }

    /**
     * Arms the bench devices, if the samples are young enough for the horizon. Asks the loop: it is armed from its
     * next frame on.
     *
     * @return why not, in one line; empty when it was asked
     */
    public synchronized Optional<String> arm() {
        if (interlock.live()) {
            return Optional.of("not armed: '" + interlock.deviceName()
                    + "' is a live device: only a person at the console or the window arms it");
        }
        Optional<String> refusal = arming.refusal(interlock.state(), held, loop.frameCount());
        if (refusal.isEmpty()) {
            safety.trail().command(OperatorWay.PROGRAM, OperatorCommand.ARM.kind());
            loop.tell(OperatorCommand.ARM);
        }
        return refusal;
    }

    /** Why a person need not begin to arm a live device yet; empty when nothing known speaks against it. */
    public synchronized Optional<String> whyNotYet() {
        if (!settled()) {
            return Optional.of("the stream must be watched for rig.settle-s = "
                    + rig.settings().loop().settleSeconds() + " s first");
        }
        if (held) {
            return Optional.of("the session is on hold");
        }
        Optional<String> stale = safety.staleThreshold();
        return stale.isPresent() ? stale : arming.loopDelayRefusal();
    }

    /**
     * The first step of arming a live device, by a person.
     *
     * @return the code that has to be typed within a minute
     * @throws IllegalStateException in one line, why not
     */
    public synchronized String beginArming(ArmingChecklist checklist, OperatorWay way) {
        try {
            if (!settled()) {
                throw new IllegalStateException("the stream must be watched for rig.settle-s = "
                        + rig.settings().loop().settleSeconds() + " s first");
            }
            return safety.beginArming(checklist, way);
        } catch (IllegalStateException e) {
            safety.trail().command(way, "arm refused: " + e.getMessage());
            throw e;
        }
    }

    /**
     * The second step: the loop is asked to arm.
     *
     * @throws IllegalStateException in one line, why not; then the first step comes again
     */
    public synchronized void typeCode(String code, OperatorWay way) {
        safety.typeCode(code, arming.refusal(interlock.state(), held, loop.frameCount()), way);
        loop.tell(OperatorCommand.ARM);
    }

    /** What comes due is vetoed until {@link #resume}, in no race with {@link #arm}; before arming, it cannot be armed until then. */
    public synchronized void hold(OperatorWay way) {
        held = true;
        safety.trail().command(way, OperatorCommand.HOLD.kind());
        loop.tell(OperatorCommand.HOLD);
    }

    public synchronized void resume(OperatorWay way) {
        held = false;
        safety.trail().command(way, OperatorCommand.RESUME.kind());
        loop.tell(OperatorCommand.RESUME);
    }

    /** Something happened to the subject: held at once, and noted. */
    public void adverseEvent(OperatorWay way) {
        hold(way);
        safety.trail().say(log -> log.adverseEvent("", way.word()));
        if (!loop.finished()) {
            marker("adverse event", way);
        }
    }

    /** The operator's stop: nothing fires from now on; the supervising thread then ends the session. */
    public void stop(OperatorWay way) {
        stop(way, way.phrase());
    }

    /**
     * @param how one line more, as who asked over the control socket
     */
    public void stop(OperatorWay way, String how) {
        interlock.trip(StopReason.OPERATOR, SessionEnd.OPERATOR.words() + " " + how);
        safety.trail().command(way, "stop");
        stopAsked = true;
    }

    /** Whether a {@link #hold} keeps it from being armed, or from firing. Any thread. */
    public boolean held() {
        return held;
    }

    /**
     * Puts a text into the recording, with the present time. Any thread.
     *
     * @throws IllegalStateException in one line, when it cannot be recorded
     */
    public void marker(String text, OperatorWay way) {
        if (loop.finished()) {
            throw new IllegalStateException("marker: the session has ended");
        }
        markers.add(loop.frameCount(), clock.nanoTime(), text);
        safety.trail().say(log -> log.marker(text, way.word()));
    }

    /** Whether the session is to end because somebody stopped it. */
    boolean stopAsked() {
        return stopAsked;
    }
}
