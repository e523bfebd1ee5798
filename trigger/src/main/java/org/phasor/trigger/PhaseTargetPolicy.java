package org.phasor.trigger;

import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SplitMix64;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.SignalFault;

/**
 * Fires at a phase. For the loop thread; depends on nothing but the frames and the settings.
 *
 * <p>The estimate of frame n holds at t_n + horizon + output delay: it is the phase that a pulse would meet whose
 * device is commanded at t_n + horizon. The target lies {@code delta = wrap(target − phase) / (2π f)} from there, so
 * the command time is t_n + horizon + delta. The decision is final on the first frame whose command time is at most
 * the horizon away: on which delta passes from above zero to zero or below, both within a quarter cycle (the jump of
 * wrap at half a cycle does not count). A signal that becomes usable in the middle of a cycle is waited for until the
 * next such crossing. Needs at least four frames per cycle to see every one.
 *
 * <p>After a final decision the policy is blind until the frames reach its command time. A frame before that with an
 * unusable sample or estimate of that signal withdraws the pulse, which is then redone: same condition, same
 * interval, new number. Intervals count from the planned time of the last pulse not withdrawn; the policy does not
 * know whether a withdrawal came in time, as that would make decisions depend on arrival: the interlock knows.
 *
 * <p>Conditions are drawn by {@link ConditionBlocks} from the seed, jitter by {@link SplitMix64#below} from the
 * seed's complement: one draw of each per pulse that was used.
 */
public final class PhaseTargetPolicy implements TriggerPolicy {

    /** Slower than any rhythm of the EEG: keeps a wrong frequency from making a quarter cycle long. */
    private static final double LOWEST_HZ = 0.1;

    private static final double TWO_PI = 2 * Math.PI;
    private static final double QUARTER_CYCLE_RAD = Math.PI / 2;

    private final PhaseCondition[] conditions;
    private final PhaseTargetSettings settings;
    /** NaN: no such gate. */
    private final double maxErrorRad;

    private final AmplitudeGate[] amplitudeGates;
    private final boolean[] usable;
    private final boolean[] wasUsable;
    private final double[] previousPhaseRad;

    private final ConditionBlocks blocks;
    private final SplitMix64 jitter;
    private long intervalNanos;

    private long lastId;
    private boolean planned;
    private long lastPlannedNanos;
    private boolean pending;
    private long pendingNanos;

    /**
     * @param signals how many estimates each frame holds, 1 to 8
     * @param rateHz frames per second
     * @throws IllegalArgumentException when a condition names a signal that there is not
     */
    public PhaseTargetPolicy(PhaseTargetSettings settings, int signals, double rateHz) {
        if (signals < 1 || signals > PhaseCondition.MAX_SIGNALS) {
            throw new IllegalArgumentException("signals = " + signals + ": must be 1 to 8");
        }
        if (!(rateHz > 0 && rateHz <= 1e6)) {
            throw new IllegalArgumentException("rateHz = " + rateHz + ": must be > 0 and <= 1e6");
        }
        this.settings = settings;
        maxErrorRad = settings.maxExpectedErrorRad().orElse(Double.NaN);
        conditions = settings.conditions().toArray(new PhaseCondition[0]);
        amplitudeGates = new AmplitudeGate[signals];
        usable = new boolean[signals];
        wasUsable = new boolean[signals];
        previousPhaseRad = new double[signals];
        for (PhaseCondition condition : conditions) {
            int signal = condition.signal();
            if (signal >= signals) {
                throw new IllegalArgumentException(
                        "condition '" + condition.name() + "': signal = " + signal + ": must be 0 to " + (signals - 1));
            }
            if (settings.amplitude().isPresent() && amplitudeGates[signal] == null) {
                amplitudeGates[signal] = new AmplitudeGate(settings.amplitude().get(), rateHz);
            }
        }
        blocks = new ConditionBlocks(conditions.length, settings.seed());
        jitter = new SplitMix64(~settings.seed());
        drawInterval();
    }

    @Override
    public void decide(Sample sample, PhaseEstimate[] estimates, Decision out) {
        boolean anchored = !sample.has(Sample.UNANCHORED);
        boolean sampleUsable = anchored && !sample.has(Sample.GAP);
        for (int s = 0; s < usable.length; s++) {
            usable[s] = sampleUsable && isUsable(estimates[s]);
            if (amplitudeGates[s] != null) {
                amplitudeGates[s].take(usable[s] ? estimates[s].amplitudeMicrovolts : Double.NaN);
            }
        }
        if (pending && anchored && sample.timeNanos - pendingNanos >= 0) {
            useUp();
        }
        int condition = blocks.current();
        int signal = conditions[condition].signal();
        if (usable[signal]) {
            decideOn(sample.timeNanos, estimates[signal], condition, out);
        } else {
            refuse(sampleUsable, estimates[signal], condition, out);
        }
        for (int s = 0; s < usable.length; s++) {
            wasUsable[s] = usable[s];
            previousPhaseRad[s] = estimates[s].phaseRad;
        }
    }

    private void decideOn(long timeNanos, PhaseEstimate estimate, int condition, Decision out) {
        int signal = conditions[condition].signal();
        double targetRad = conditions[condition].targetPhaseRad();
        double aheadRad = wrap(targetRad - estimate.phaseRad);
        boolean reached = wasUsable[signal] && crosses(wrap(targetRad - previousPhaseRad[signal]), aheadRad);
        // Between crossings the pulse in question is the next one, which lies ahead.
        double candidateRad = reached || aheadRad > 0 ? aheadRad : aheadRad + TWO_PI;
        long deltaNanos = Math.round(candidateRad / (TWO_PI * estimate.frequencyHz) * 1e9);
        long commandNanos = timeNanos + settings.horizonNanos() + deltaNanos;

        AmplitudeGate amplitudeGate = amplitudeGates[signal];
        double threshold = amplitudeGate == null ? Double.NaN : amplitudeGate.thresholdMicrovolts();
        boolean amplitudeOpen = amplitudeGate == null || amplitudeGate.isOpen();
        boolean errorOpen = Double.isNaN(maxErrorRad) || estimate.expectedErrorRad <= maxErrorRad;
        boolean intervalOpen = !pending && (!planned || commandNanos - lastPlannedNanos >= intervalNanos);

        int gates = Decision.GATE_SAMPLE
                | Decision.GATE_ESTIMATE
                | (amplitudeOpen ? Decision.GATE_AMPLITUDE : 0)
                | (intervalOpen ? Decision.GATE_INTERVAL : 0)
                | (reached ? Decision.GATE_TARGET : 0)
                | (errorOpen ? Decision.GATE_ERROR : 0);
        Reason why;
        if (pending) {
            why = Reason.PULSE_PENDING;
        } else if (!intervalOpen) {
            why = Reason.TOO_SOON;
        } else if (!amplitudeOpen) {
            why = amplitudeGate.whyClosed();
        } else if (!errorOpen) {
            why = Double.isNaN(estimate.expectedErrorRad) ? Reason.ERROR_UNKNOWN : Reason.ERROR_TOO_LARGE;
        } else {
            why = reached ? Reason.TARGET_REACHED : Reason.WAITING_FOR_TARGET;
        }
        out.hold(why, condition, gates);
        out.phaseRad = estimate.phaseRad;
        out.amplitudeMicrovolts = estimate.amplitudeMicrovolts;
        out.amplitudeThresholdMicrovolts = threshold;
        if (why == Reason.TARGET_REACHED) {
            pending = true;
            pendingNanos = commandNanos;
            out.action = Decision.Action.FIRE;
            out.id = ++lastId;
            out.commandNanos = commandNanos;
        }
    }

    private void refuse(boolean sampleUsable, PhaseEstimate estimate, int condition, Decision out) {
        int gates = (sampleUsable ? Decision.GATE_SAMPLE : 0)
                | (isUsable(estimate) ? Decision.GATE_ESTIMATE : 0)
                | estimate.faults << Decision.FAULTS_SHIFT;
        // Samples just before a pulse are blanked for its own sake: they do not withdraw it.
        boolean awaited = pending && sampleUsable && estimate.faults == SignalFault.BLANKED.bit();
        Reason why;
        if (!sampleUsable) {
            why = Reason.SAMPLE_UNUSABLE;
        } else if (awaited) {
            why = Reason.PULSE_PENDING;
        } else if (estimate.faults == SignalFault.BLANKED.bit()) {
            why = Reason.BLANKED;
        } else {
            why = estimate.faults != 0 ? Reason.ARTEFACT : Reason.NOT_READY;
        }
        out.hold(why, condition, gates);
        AmplitudeGate amplitudeGate = amplitudeGates[conditions[condition].signal()];
        if (amplitudeGate != null) {
            out.amplitudeThresholdMicrovolts = amplitudeGate.thresholdMicrovolts();
        }
        if (pending && !awaited) {
            pending = false;
            out.action = Decision.Action.CANCEL;
            out.reason = Reason.SIGNAL_BROKE;
            out.id = lastId;
            out.commandNanos = pendingNanos;
        }
    }

    private void useUp() {
        pending = false;
        planned = true;
        lastPlannedNanos = pendingNanos;
        blocks.advance();
        drawInterval();
    }

    private void drawInterval() {
        intervalNanos = settings.minIntervalNanos() + jitter.below(settings.jitterNanos() + 1);
    }

    private static boolean crosses(double beforeRad, double nowRad) {
        return beforeRad > 0 && beforeRad <= QUARTER_CYCLE_RAD && nowRad <= 0 && nowRad >= -QUARTER_CYCLE_RAD;
    }

    private static boolean isUsable(PhaseEstimate estimate) {
        return estimate.valid
                && Math.abs(estimate.phaseRad) <= Math.PI
                && estimate.frequencyHz >= LOWEST_HZ
                && estimate.frequencyHz < Double.POSITIVE_INFINITY
                && Math.abs(estimate.amplitudeMicrovolts) < Double.POSITIVE_INFINITY;
    }

    /** Into [−π, π], for a difference of two phases. */
    private static double wrap(double rad) {
        return rad > Math.PI ? rad - TWO_PI : rad < -Math.PI ? rad + TWO_PI : rad;
    }
}
