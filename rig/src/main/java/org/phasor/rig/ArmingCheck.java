package org.phasor.rig;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.stimulator.InterlockState;

/**
 * Whether a session may be armed: bench devices only, watched long enough, samples young enough for the horizon. Whoever
 * asks holds the lock of {@link SessionDesk}.
 */
final class ArmingCheck {

    private static final double NANOS_PER_MS = 1e6;
    private static final double YOUNG_MS = 10;

    private final RigBinding rig;
    private final boolean virtual;
    private final LatencyStages latency;
    private long watchedFromFrame;
    private boolean caughtUp;

    ArmingCheck(RigBinding rig, boolean virtual, LatencyStages latency) {
        this.rig = rig;
        this.virtual = virtual;
        this.latency = latency;
    }

    /**
     * Leaves out the backlog of the start: what waited while the sender's clock was measured says nothing about age. A
     * stream that is old for the whole time of watching is judged as it is.
     */
    void watch(long frames, long newestAgeNanos) {
        boolean young = newestAgeNanos <= Math.max(rig.settings().trigger().horizonMs(), YOUNG_MS) * NANOS_PER_MS;
        if (!caughtUp && frames > 0 && (young || settled(frames))) {
            caughtUp = true;
            if (young) {
                watchedFromFrame = frames;
                latency.forget();
            }
        }
    }

    /** Whether frames have been watched long enough: since the start, or since arming was refused. */
    boolean settled(long frames) {
        double settleFrames = rig.settings().loop().settleSeconds() * rig.info().nominalRateHz();
        return frames - watchedFromFrame >= settleFrames;
    }

    /** Why not, in one line. When nothing speaks against it, latency counts from now on. */
    Optional<String> refusal(InterlockState state, boolean held, long frames) {
        if (virtual) {
            return Optional.of("a virtual run delivers nothing and cannot be armed");
        }
        if (held) {
            return Optional.of("not armed: the session is on hold");
        }
        if (state != InterlockState.CHECKED) {
            return Optional.of("not armed: the interlock is " + state);
        }
        if (!settled(frames)) {
            return Optional.of("not armed: the stream must be watched for rig.settle-s = "
                    + rig.settings().loop().settleSeconds());
        }
        Optional<String> delay = loopDelayRefusal();
        if (delay.isPresent()) {
            return delay;
        }
        Optional<String> old = tooOld();
        if (old.isPresent()) {
            watchedFromFrame = frames;
        }
        latency.forget();
        return old;
    }

    /** Why the measured loop delay that the rig file names may not be used now. */
    Optional<String> loopDelayRefusal() {
        return LoopDelayCheck.refusal(rig, Instant.now());
    }

    private Optional<String> tooOld() {
        RigSettings.Trigger trigger = rig.settings().trigger();
        Histogram age = latency.total(Stage.STAMP_TO_DECISION);
        double p99Ms = age.getValueAtPercentile(99) / NANOS_PER_MS;
        if (!trigger.phasePolicy() && !rig.settings().timed() || p99Ms <= trigger.horizonMs()) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "not armed: samples are up to %.1f ms old when they are decided on (p99), more than"
                        + " trigger.horizon-ms = %.1f: would need at least %.0f",
                p99Ms,
                trigger.horizonMs(),
                Math.ceil(p99Ms * 1.2 + 1)));
    }
}
