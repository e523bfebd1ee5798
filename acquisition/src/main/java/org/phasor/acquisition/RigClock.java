package org.phasor.acquisition;

/**
 * The rig's clock in nanoseconds. Read in two places only: where samples arrive and at the interlock's gate; every
 * other stage takes its time from the sample.
 */
@FunctionalInterface
public interface RigClock {

    /** {@link System#nanoTime()}: the LSL clock on Linux and Windows. */
    RigClock SYSTEM = System::nanoTime;

    long nanoTime();
}
