package org.phasor.trigger;

import org.phasor.acquisition.Sample;

/**
 * Whether an auxiliary channel (a muscle's EMG, the EOG) speaks against a pulse. Fed with every frame by the policy, in order; a
 * function of the frames alone. For the loop thread; allocates nothing.
 */
public interface AuxGate {

    /** Takes in one frame. */
    void take(Sample sample);

    /** Whether the newest stretch is too active for anything to be decided now. */
    boolean active();

    /**
     * Whether a pulse planned for then is spoiled: false until the frames reach the end of the window before it, then whether the
     * window was too active. Asked once per frame while a pulse is planned.
     */
    boolean spoils(long plannedPulseNanos);

    /** Whether the frames have reached the end of the window before a pulse planned for then. */
    boolean decided(long plannedPulseNanos);
}
