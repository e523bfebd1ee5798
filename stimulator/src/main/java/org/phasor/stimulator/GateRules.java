package org.phasor.stimulator;

/**
 * Every rule that a pulse must meet at the moment of firing, in its order; docs/safety.md prints them. Writes down what
 * it found. The loop thread only; takes no lock and allocates nothing.
 */
final class GateRules {

    private final SafetyLimits limits;
    private final PulsePattern pattern;
    private final boolean live;
    private final DoseAllowance dose;
    private final OperatorPresence presence;
    private final PulseBook book;
    private final StreamTrust stream;
    private final long minOnsetIntervalNanos;
    private final long minPulseGapNanos;
    private final int maxPulsesPerMinute;
    private final long maxPulsesPerSession;
    private final long maxAgeNanos;
    private final long maxSilenceNanos;
    private final long lateToleranceNanos;

    private long measured;
    private long bound;

    GateRules(
            SafetyLimits limits,
            PulsePattern pattern,
            boolean live,
            DoseAllowance dose,
            OperatorPresence presence,
            PulseBook book,
            StreamTrust stream) {
        this.limits = limits;
        this.pattern = pattern;
        this.live = live;
        this.dose = dose;
        this.presence = presence;
        this.book = book;
        this.stream = stream;
        minOnsetIntervalNanos = limits.minOnsetIntervalNanos();
        minPulseGapNanos = limits.minPulseGapNanos();
        maxPulsesPerMinute = limits.maxPulsesPerMinute();
        maxPulsesPerSession = limits.maxPulsesPerSession();
        maxAgeNanos = limits.maxAgeNanos();
        maxSilenceNanos = limits.maxSilenceNanos();
        lateToleranceNanos = limits.lateToleranceNanos();
    }

    /** The first rule but those of state and device that forbids the next pulse; null when none does. */
    Outcome veto(PendingPulse next, long gateNanos, boolean deviceReady) {
        if (live && !presence.confirmedWithin(gateNanos, limits.confirmEveryNanos())) {
            return found(
                    Outcome.VETOED_NO_OPERATOR, presence.sinceConfirmedNanos(gateNanos), limits.confirmEveryNanos());
        }
        Outcome ofSamples = next.pulse == 0 ? vetoOfDecision(next, gateNanos) : null;
        if (ofSamples == null) {
            ofSamples = vetoOfStream(gateNanos);
        }
        if (ofSamples != null) {
            return ofSamples;
        }
        long lateNanos = gateNanos - next.plannedNanos;
        if (!(next.atOnce && next.pulse == 0) && lateNanos > lateToleranceNanos) {
            return found(Outcome.VETOED_LATE, lateNanos, lateToleranceNanos);
        }
        if (!deviceReady) {
            return Outcome.VETOED_DEVICE_BUSY;
        }
        return next.pulse == 0 ? vetoOfPattern(gateNanos) : vetoOfPulses(gateNanos, 1);
    }

    /** Why a decision is not even kept: only now can its sample be seen to be ahead of the clock. */
    Outcome vetoOfFuture(long aheadNanos) {
        return aheadNanos > maxAgeNanos ? found(Outcome.VETOED_STALE, -aheadNanos, maxAgeNanos) : null;
    }

    /** A sample from further in the future than it may be old means that the clocks have come apart. */
    private Outcome vetoOfDecision(PendingPulse next, long gateNanos) {
        long ageNanos = gateNanos - next.decidedOnNanos;
        return ageNanos > maxAgeNanos || ageNanos < -maxAgeNanos
                ? found(Outcome.VETOED_STALE, ageNanos, maxAgeNanos)
                : null;
    }

    /** Whatever was decided: nothing fires into a silence, after the clocks have come apart, or soon after a gap. */
    private Outcome vetoOfStream(long gateNanos) {
        long silenceNanos = gateNanos - stream.newestNanos();
        if (silenceNanos > maxSilenceNanos || silenceNanos < -maxSilenceNanos) {
            return found(Outcome.VETOED_STALE, silenceNanos, maxSilenceNanos);
        }
        long gapNanos = stream.forbiddingGapNanos();
        return gapNanos > 0 ? found(Outcome.VETOED_GAP, gapNanos, limits.maxGapNanos()) : null;
    }

    /** A pattern is judged whole before it begins. */
    private Outcome vetoOfPattern(long gateNanos) {
        if (pattern.pulses() > limits.maxPulsesPerPattern()) {
            return found(Outcome.VETOED_PATTERN, pattern.pulses(), limits.maxPulsesPerPattern());
        }
        if (!book.isEmpty() && book.sinceOnsetNanos(gateNanos) < minOnsetIntervalNanos) {
            return found(Outcome.VETOED_TOO_SOON, book.sinceOnsetNanos(gateNanos), minOnsetIntervalNanos);
        }
        if (pattern.pulses() > 1 && pattern.gapNanos() < minPulseGapNanos) {
            return found(Outcome.VETOED_PULSE_GAP, pattern.gapNanos(), minPulseGapNanos);
        }
        return vetoOfPulses(gateNanos, pattern.pulses());
    }

    /** And each of its pulses again: a clock may have jumped since. */
    private Outcome vetoOfPulses(long gateNanos, int count) {
        if (!book.isEmpty() && book.sincePulseNanos(gateNanos) < minPulseGapNanos) {
            return found(Outcome.VETOED_PULSE_GAP, book.sincePulseNanos(gateNanos), minPulseGapNanos);
        }
        int ofMinute = book.inLastMinute(gateNanos) + count;
        if (ofMinute > maxPulsesPerMinute) {
            return found(Outcome.VETOED_MINUTE_LIMIT, ofMinute, maxPulsesPerMinute);
        }
        long ofSession = book.pulses() + count;
        if (ofSession > maxPulsesPerSession) {
            return found(Outcome.VETOED_SESSION_LIMIT, ofSession, maxPulsesPerSession);
        }
        long granted = dose.granted();
        return ofSession > granted ? found(dose.beyond(), ofSession, granted) : null;
    }

    /** A thread that was suspended between judging and firing; a clock that went back looks like one. */
    Outcome vetoOfSuspension(long judgingNanos, long longestNanos) {
        return judgingNanos < 0 || judgingNanos > longestNanos
                ? found(Outcome.VETOED_LATE, judgingNanos, longestNanos)
                : null;
    }

    /** For the next decision: a refusal ends its pattern, so that its figures are its last. */
    void nothingMeasured() {
        measured = 0;
        bound = 0;
    }

    private Outcome found(Outcome outcome, long figure, long allowed) {
        measured = figure;
        bound = allowed;
        return outcome;
    }

    /** What the last veto found. */
    long measured() {
        return measured;
    }

    /** What it would have allowed. */
    long bound() {
        return bound;
    }
}
