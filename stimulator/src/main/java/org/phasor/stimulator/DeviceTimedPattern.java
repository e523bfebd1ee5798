package org.phasor.stimulator;

/**
 * How much of a pattern that the device times by itself is still to come: whatever we do, it will be given. Written by
 * the loop thread, read by any.
 */
final class DeviceTimedPattern {

    private final PulsePattern pattern;

    /** Whether a call that begins a pattern is under way: its onset may be given at any moment. */
    private volatile boolean begins;

    private volatile boolean any;
    private volatile long begunNanos;

    DeviceTimedPattern(PulsePattern pattern) {
        this.pattern = pattern;
    }

    /** The device is about to be called. */
    void begins() {
        begins = true;
        any = true;
    }

    /** The call has returned: the onset came no later. */
    void begun(long nowNanos) {
        begunNanos = nowNanos;
        begins = false;
    }

    /** Pulses that may still come after the onset. */
    int rest(long nowNanos) {
        if (!any || !pattern.timedByDevice() || pattern.pulses() == 1) {
            return 0;
        }
        long given = begins ? 1 : (nowNanos - begunNanos) / pattern.gapNanos() + 1;
        return (int) Math.max(0, pattern.pulses() - Math.max(1, given));
    }
}
