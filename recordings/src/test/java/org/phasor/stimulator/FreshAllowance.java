package org.phasor.stimulator;

/** The allowance of a live device, which no test can open, and what it says to the gate. */
public final class FreshAllowance {

    private FreshAllowance() {}

    public static DoseAllowance make() {
        return new DoseAllowance();
    }

    /** What forbids the pulse after the last that was granted. */
    public static Outcome beyond(DoseAllowance allowance) {
        return allowance.beyond();
    }
}
