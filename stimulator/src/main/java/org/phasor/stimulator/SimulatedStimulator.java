package org.phasor.stimulator;

import org.phasor.acquisition.RigClock;

/**
 * A device that only remembers when it was fired: the default of the examples, the demo and every test. Written by
 * the loop thread; the times may be read by the same thread, or by another after the loop has ended.
 */
final class SimulatedStimulator implements Stimulator {

    /** Pulses that are remembered; older ones are forgotten. */
    static final int REMEMBERED = 4096;

    private final RigClock clock;
    private final long[] firedNanos = new long[REMEMBERED];
    private final long[] ids = new long[REMEMBERED];
    private final DeviceFailure notOpen = new DeviceFailure("simulated: not open");
    private volatile boolean open;
    private int fired;

    SimulatedStimulator(RigClock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return Stimulators.SIMULATED;
    }

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public void open(Alarm alarm) {
        open = true;
    }

    @Override
    public boolean ready() {
        return open;
    }

    @Override
    public void fire(long decisionId, int condition) {
        if (!open) {
            throw notOpen;
        }
        firedNanos[fired % REMEMBERED] = clock.nanoTime();
        ids[fired % REMEMBERED] = decisionId;
        fired++;
    }

    int fired() {
        return fired;
    }

    /** The clock at the pulse that came {@code back} pulses before the last. */
    long firedNanos(int back) {
        return firedNanos[(fired - 1 - back) % REMEMBERED];
    }

    long id(int back) {
        return ids[(fired - 1 - back) % REMEMBERED];
    }

    @Override
    public void makeSafe() {
        // Nothing here is ever high.
    }

    @Override
    public void close() {
        open = false;
    }
}
