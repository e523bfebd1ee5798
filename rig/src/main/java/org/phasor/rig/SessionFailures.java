package org.phasor.rig;

import java.util.Optional;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Stop;

/** What failed in a session, and why it ended in words. Any thread. */
final class SessionFailures {

    private final LoopThread loop;
    private final Learner learner;
    private final RingReader recorderReader;
    private final Pipeline pipeline;
    private final Interlock interlock;
    private final double lostAfterMs;

    SessionFailures(
            LoopThread loop,
            Learner learner,
            RingReader recorderReader,
            Pipeline pipeline,
            Interlock interlock,
            double lostAfterMs) {
        this.loop = loop;
        this.learner = learner;
        this.recorderReader = recorderReader;
        this.pipeline = pipeline;
        this.interlock = interlock;
        this.lostAfterMs = lostAfterMs;
    }

    /** What stopped the loop, or else the recorder. */
    Optional<Throwable> first() {
        Throwable inLoop = ofLoop();
        return Optional.ofNullable(inLoop != null ? inLoop : recorderReader.failure());
    }

    /** A failed learner ends the loop as its own failure does. */
    private Throwable ofLoop() {
        return loop.failure() != null ? loop.failure() : learner.failure();
    }

    /** A device, the last frames, and what is learned from them, can fail, too: then the end was no orderly one. */
    SessionEnd asItTurnedOut(SessionEnd why) {
        if (why.orderly() && ofLoop() != null) {
            return SessionEnd.LOOP_FAILED;
        }
        if (why.orderly() && recorderReader.failure() != null) {
            return SessionEnd.RECORDER_FAILED;
        }
        Optional<Stop> fault =
                interlock.stop().filter(stop -> why.orderly() && !stop.reason().orderly());
        return fault.map(stop -> SessionEnd.after(stop.reason())).orElse(why);
    }

    /** One line; empty when there is nothing to say, or the session has not ended (null). */
    String words(SessionEnd why, boolean ringWasFull) {
        if (why == null) {
            return "";
        }
        return switch (why) {
            case RECORDER_FAILED -> SessionShutdown.rootCause(recorderReader.failure());
            case LOOP_FAILED -> SessionShutdown.rootCause(ofLoop());
            case INPUT_FINISHED, STREAM_LOST -> pipeline.sourceEndDetail();
            case STREAM_STALLED ->
                ringWasFull
                        ? "samples came and were not taken: the recording, an observer or the loop does not keep up"
                                + " (rig.ring-frames)"
                        : "no sample came for " + (long) lostAfterMs + " ms (acquisition.lost-after-ms)";
            case DEVICE_FAILED, INTERLOCK_STOPPED ->
                interlock.stop().map(Stop::detail).orElse("");
            case OPERATOR -> interlock.stop().map(SessionFailures::how).orElse("");
            default -> "";
        };
    }

    /** By which way an operator stopped it, when there is more to say than that they did. */
    private static String how(Stop stop) {
        String said = SessionEnd.OPERATOR.words();
        return stop.detail().startsWith(said)
                ? stop.detail().substring(said.length()).strip()
                : "";
    }
}
