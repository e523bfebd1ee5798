package org.phasor.stimulator;

import java.util.List;
import org.phasor.acquisition.RigClock;

/** A bench device that is busy when a test says so, behind an interlock on the test's clock. */
public final class MoodyDevice implements Stimulator {

    private volatile boolean busy;
    private boolean open = true;
    private int fired;

    /** A simulated rig's interlock with this device at its end. */
    public Interlock interlock(SafetyLimits limits, PulsePattern pattern, RigClock clock, DeliverySink sink) {
        StimulatorSettings settings = StimulatorSettings.simulated(List.of()).withPattern(pattern);
        return new Interlock(this, List.of(), settings, limits, clock, sink, false);
    }

    /** From now on, until said otherwise. */
    public void busy(boolean now) {
        busy = now;
    }

    /** How often it was called. */
    public int fired() {
        return fired;
    }

    @Override
    public String name() {
        return "moody";
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public void open(Alarm alarm) {
        // It is there.
    }

    @Override
    public boolean ready() {
        return open && !busy;
    }

    @Override
    public void fire(long decisionId, int condition) {
        fired++;
    }

    @Override
    public void makeSafe() {
        // Nothing comes out of it.
    }

    @Override
    public void close() {
        open = false;
    }
}
