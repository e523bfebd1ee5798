package org.phasor.stimulator;

/** Limits for tests: those that a test is not about are out of its way. */
final class Limits {

    private Limits() {}

    static final SafetyLimits WIDE = SafetyLimits.BENCH_DEFAULTS
            .with(Limit.MAX_PULSES_PER_PATTERN, 1000)
            .with(Limit.MIN_PULSE_GAP, 1000)
            .with(Limit.MAX_GAP, 3_600_000_000_000L)
            .with(Limit.MAX_STALL, 3_600_000_000_000L)
            .with(Limit.CONFIRM_EVERY, 3_600_000_000_000L);

    static SafetyLimits of(
            long minOnsetIntervalNanos,
            int maxPulsesPerMinute,
            int maxPulsesPerSession,
            long maxAgeNanos,
            long lateToleranceNanos) {
        return WIDE.with(Limit.MIN_ONSET_INTERVAL, minOnsetIntervalNanos)
                .with(Limit.MAX_PULSES_PER_MINUTE, maxPulsesPerMinute)
                .with(Limit.MAX_PULSES_PER_SESSION, maxPulsesPerSession)
                .with(Limit.MAX_AGE, maxAgeNanos)
                .with(Limit.LATE_TOLERANCE, lateToleranceNanos);
    }
}
