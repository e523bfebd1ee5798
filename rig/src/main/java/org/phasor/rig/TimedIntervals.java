package org.phasor.rig;

import org.phasor.stimulator.SafetyLimits;
import org.phasor.trigger.TimedSettings;

/** The intervals of a run that fires whatever the phase: the rig file's, and never closer than its limits let through. */
final class TimedIntervals {

    private static final double NANOS_PER_MS = 1e6;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    /** Limits count from a command's return, which comes a little late. */
    private static final double ROOM = 1.02;

    private static final long LEAST_ROOM_NANOS = 5_000_000;

    /** Without jitter of its own: a fifth of the interval, so that pulses do not keep step with anything. */
    private static final int JITTER_SHARE = 5;

    private TimedIntervals() {}

    static TimedSettings of(RigSettings settings) {
        SafetyLimits limits = settings.limits();
        int pulses = settings.stimulator().pattern().pulses();
        double limitNanos =
                Math.max(limits.minOnsetIntervalNanos(), (double) MINUTE_NANOS * pulses / limits.maxPulsesPerMinute());
        long interval = Math.max(
                Math.round(settings.trigger().minIntervalMs() * NANOS_PER_MS),
                Math.round(limitNanos * ROOM) + LEAST_ROOM_NANOS);
        long jitter = Math.round(settings.trigger().jitterMs() * NANOS_PER_MS);
        return new TimedSettings(
                interval,
                jitter > 0 ? jitter : interval / JITTER_SHARE,
                Math.round(settings.trigger().horizonMs() * NANOS_PER_MS),
                settings.trigger().seed());
    }
}
