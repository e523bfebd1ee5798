package org.phasor.trigger;

import org.phasor.dsp.SignalFault;

/**
 * What a policy decided at a frame. A reused slot: the policy writes every field on every frame ({@link #hold} first).
 */
public final class Decision {

    /** What the rig is told. */
    public enum Action {
        /** Nothing. */
        HOLD,
        /** Command the device at {@link Decision#commandNanos}: final. */
        FIRE,
        /** Withdraw the pulse of {@link Decision#id} that was decided on an earlier frame and is not due yet. */
        CANCEL
    }

    /** What is to reach the subject when every gate is open. */
    public enum Intent {
        /** The pulse. */
        PULSE,
        /** Nothing: the trial's condition is sham. Judged as a pulse would be, and not given. */
        SHAM,
        /** Nothing: mixed in, to check the phase where no pulse disturbs it. Judged as a pulse would be, and not given. */
        VIRTUAL
    }

    /** The sample can be used: no gap, anchored, finite, its time known well enough. */
    public static final int GATE_SAMPLE = 1;
    /** The estimate is valid. */
    public static final int GATE_ESTIMATE = 2;
    /** The amplitude reaches its threshold. */
    public static final int GATE_AMPLITUDE = 4;
    /** The minimum interval since the last planned pulse has passed. */
    public static final int GATE_INTERVAL = 8;
    /** The target (a phase, a level) was reached on this frame. */
    public static final int GATE_TARGET = 16;

    /** The expected error of the phase is within its limit. */
    public static final int GATE_ERROR = 32;

    /** What a decision to fire has: every gate open. A gate that a policy does not have counts as open. */
    public static final int ALL_GATES = 63;

    /** From this bit on a decision's gates hold the faults of the signal looked at, 1 = present ({@link SignalFault}). */
    public static final int FAULTS_SHIFT = 16;

    public Action action = Action.HOLD;

    /** Why; never null. */
    public Reason reason = Reason.NOT_READY;

    /** Number of the final decision, from 1, for FIRE and CANCEL; 0 for HOLD. */
    public long id;

    /** Index of the condition looked at, −1 when none. */
    public int condition;

    /** A bit per gate, 1 = open; from {@link #FAULTS_SHIFT} on, the signal's faults. */
    public int gates;

    /** When the device is to be commanded, on the rig's clock; 0 for HOLD. */
    public long commandNanos;

    /** Fire as soon as the interlock allows, instead of waiting for {@link #commandNanos}. */
    public boolean atOnce;

    /** What is to be given; PULSE for HOLD and CANCEL. */
    public Intent intent = Intent.PULSE;

    /**
     * Number of the trial, from 1, that {@link #id} was decided for, or that had waited for too long; 0 when there is none. Attempts at
     * one trial share it.
     */
    public long trial;

    /** Which attempt at its trial, from 1; 0 when there is none. */
    public int attempt;

    /** Index of the stage, for HOLD too; -1 when there is none. */
    public int stage;

    /** Index of the amplitude window that the trial was drawn for, -1 when there is none. */
    public int amplitudeWindow;

    /** Percent of the resting motor threshold that the trial was drawn for; NaN when there is none. */
    public double intensityPercentRmt;

    /** The phase that was aimed at, drawn or as the condition has it; NaN when there is none. */
    public double targetPhaseRad;

    /** What was drawn to lie between this pulse and the one before, at the least; 0 when there is none. */
    public long intervalNanos;

    /** Phase at the look-ahead of the signal looked at; NaN when there is none. */
    public double phaseRad;

    /** Amplitude of the signal looked at; NaN when there is none. */
    public double amplitudeMicrovolts;

    /** What the amplitude had to reach; NaN when there is no such gate or it is not yet known. */
    public double amplitudeThresholdMicrovolts;

    /** Writes the whole decision as HOLD. */
    public void hold(Reason why, int condition, int gates) {
        action = Action.HOLD;
        reason = why;
        id = 0;
        this.condition = condition;
        this.gates = gates;
        commandNanos = 0;
        atOnce = false;
        intent = Intent.PULSE;
        trial = 0;
        attempt = 0;
        stage = -1;
        amplitudeWindow = -1;
        intensityPercentRmt = Double.NaN;
        targetPhaseRad = Double.NaN;
        intervalNanos = 0;
        phaseRad = Double.NaN;
        amplitudeMicrovolts = Double.NaN;
        amplitudeThresholdMicrovolts = Double.NaN;
    }

    /**
     * The open gates of a {@link #gates} in words, as {@code sample estimate interval}, and the signal's faults behind them in
     * brackets. For people, not for the loop.
     */
    public static String gateWords(int gates) {
        String[] names = {"sample", "estimate", "amplitude", "interval", "target", "error"};
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            if ((gates & 1 << i) != 0) {
                words.append(words.isEmpty() ? "" : " ").append(names[i]);
            }
        }
        String open = words.isEmpty() ? "none" : words.toString();
        String faults = SignalFault.words(gates >>> FAULTS_SHIFT);
        return faults.isEmpty() ? open : open + " [" + faults + "]";
    }

    public void copyFrom(Decision other) {
        action = other.action;
        reason = other.reason;
        id = other.id;
        condition = other.condition;
        gates = other.gates;
        commandNanos = other.commandNanos;
        atOnce = other.atOnce;
        intent = other.intent;
        trial = other.trial;
        attempt = other.attempt;
        stage = other.stage;
        amplitudeWindow = other.amplitudeWindow;
        intensityPercentRmt = other.intensityPercentRmt;
        targetPhaseRad = other.targetPhaseRad;
        intervalNanos = other.intervalNanos;
        phaseRad = other.phaseRad;
        amplitudeMicrovolts = other.amplitudeMicrovolts;
        amplitudeThresholdMicrovolts = other.amplitudeThresholdMicrovolts;
    }

    /** Fills the slot with an order to fire now: for tests that slots are never read stale. */
    public void poison() {
        hold(Reason.TARGET_REACHED, 0, -1);
        action = Action.FIRE;
        id = 666;
        commandNanos = 1;
        atOnce = true;
    }
}
