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

    /** The sample can be used: no gap, anchored, finite. */
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
