package org.phasor.trigger;

import java.util.Optional;
import org.phasor.dsp.PhaseEstimate;

/** What one condition asks of a frame: its phase, its amplitude, other signals. For the loop thread. */
final class ConditionGate {

    final int signal;
    final boolean sham;
    private final ConditionKind kind;
    private final double conditionPhaseRad;
    /** NaN: at the crossing. */
    private final double toleranceRad;
    /** By window of the trial, from −1; null: any amplitude. */
    private final AmplitudeGate[] amplitudes;

    private final SignalDemand[] demands;
    private final AmplitudeGate[] demandAmplitudes;

    private double targetRad;
    private boolean reached;
    private double aheadRad;

    ConditionGate(PhaseCondition condition, PhaseTargetSettings settings, AmplitudeGates gates) {
        signal = condition.signal();
        sham = condition.sham();
        kind = condition.kind();
        conditionPhaseRad = condition.targetPhaseRad();
        toleranceRad = condition.toleranceRad().orElse(Double.NaN);
        int windows = settings.design().amplitudes().size();
        amplitudes = new AmplitudeGate[windows + 1];
        Optional<AmplitudeWindow> own = condition.amplitude().or(settings::amplitude);
        amplitudes[0] = windows > 0 ? null : own.map(w -> gates.gate(signal, w)).orElse(null);
        for (int w = 0; w < windows; w++) {
            amplitudes[w + 1] =
                    gates.gate(signal, settings.design().amplitudes().get(w));
        }
        demands = condition.also().toArray(new SignalDemand[0]);
        demandAmplitudes = new AmplitudeGate[demands.length];
        for (int d = 0; d < demands.length; d++) {
            int other = demands[d].signal();
            demandAmplitudes[d] =
                    demands[d].amplitude().map(w -> gates.gate(other, w)).orElse(null);
        }
    }

    /** The gate that the trial's amplitude must pass; null: any amplitude. */
    AmplitudeGate amplitude(Trial trial) {
        return amplitudes[trial.amplitudeWindow() + 1];
    }

    /** The phase that the trial aims at; NaN: none. */
    double targetRad(Trial trial) {
        return kind == ConditionKind.RANDOM_PHASE ? trial.drawnPhaseRad() : conditionPhaseRad;
    }

    /**
     * Judges the phase of one frame.
     *
     * @param previousRad the phase of the frame before; NaN when it had none
     */
    void approach(Trial trial, double previousRad, double phaseRad) {
        targetRad = targetRad(trial);
        boolean steady = !Double.isNaN(previousRad);
        if (kind == ConditionKind.NO_PHASE) {
            reached = steady;
            aheadRad = 0;
            return;
        }
        aheadRad = Phases.wrap(targetRad - phaseRad);
        if (!Double.isNaN(toleranceRad)) {
            reached = steady && Math.abs(aheadRad) <= toleranceRad;
            aheadRad = 0;
            return;
        }
        reached = steady && Phases.crosses(Phases.wrap(targetRad - previousRad), aheadRad);
        // Between crossings the pulse in question is the next one, which lies ahead.
        if (!reached && aheadRad <= 0) {
            aheadRad += Phases.TWO_PI;
        }
    }

    /** Whether the frame judged last reaches the target. */
    boolean reached() {
        return reached;
    }

    /** How far from the look-ahead of the frame judged last the pulse in question lies. */
    double aheadRad() {
        return aheadRad;
    }

    /** Whether the other signals are where the condition wants them. */
    boolean othersHold(boolean[] usable, PhaseEstimate[] estimates) {
        for (int d = 0; d < demands.length; d++) {
            int other = demands[d].signal();
            if (!usable[other]) {
                return false;
            }
            if (demandAmplitudes[d] != null && !demandAmplitudes[d].isOpen()) {
                return false;
            }
            if (demands[d].phaseRad().isPresent()
                    && !(Math.abs(Phases.wrap(demands[d].phaseRad().getAsDouble() - estimates[other].phaseRad))
                            <= demands[d].toleranceRad().getAsDouble())) {
                return false;
            }
        }
        return true;
    }
}
