package org.phasor.ui;

import org.phasor.stimulator.Outcome;

/** How an outcome is drawn and called. Orange and blue keep apart for all common kinds of colour blindness. */
enum OutcomeLook {
    /** A pulse that counts: solid. */
    PULSE(ScopeColors.PULSE, true),
    /** Sham, virtual, or decided in a virtual run: in the pulse's colour, hollow. */
    VIRTUAL(ScopeColors.PULSE, false),
    /** Vetoed or cancelled: hollow and dashed. */
    REFUSED(ScopeColors.REFUSED, false),
    /** Decided, not yet known. */
    PLANNED(ScopeColors.AXIS, false);

    private final int argb;
    private final boolean solid;

    OutcomeLook(int argb, boolean solid) {
        this.argb = argb;
        this.solid = solid;
    }

    /**
     * @param outcome null while it is not known
     */
    static OutcomeLook of(Outcome outcome) {
        if (outcome == null) {
            return PLANNED;
        }
        return outcome.counts() ? PULSE : outcome.given() ? VIRTUAL : REFUSED;
    }

    int argb() {
        return argb;
    }

    boolean solid() {
        return solid;
    }
}
