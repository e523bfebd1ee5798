package org.phasor.trigger;

import org.phasor.acquisition.Sample;

/** An auxiliary channel whose answers the test writes. Its window ends so long before the pulse. */
final class ScriptedAux implements AuxGate {

    boolean active;
    boolean spoils;
    long endsBeforeNanos;
    long askedPulseNanos;
    int asked;
    private long timeNanos;

    @Override
    public void take(Sample sample) {
        timeNanos = sample.timeNanos;
        asked = 0;
    }

    @Override
    public boolean active() {
        return active;
    }

    @Override
    public boolean spoils(long plannedPulseNanos) {
        asked++;
        askedPulseNanos = plannedPulseNanos;
        return spoils && decided(plannedPulseNanos);
    }

    @Override
    public boolean decided(long plannedPulseNanos) {
        return timeNanos >= plannedPulseNanos - endsBeforeNanos;
    }
}
