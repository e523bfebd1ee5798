package org.phasor.dsp.estimator;

import org.phasor.dsp.Signal;
import org.phasor.dsp.SignalFault;

/** How many samples since the last one that must not be trusted. One thread. Allocates nothing after construction. */
final class CleanSpan {

    private int samples;

    /** Takes in the newest sample: a break or a fault starts the count anew. */
    void take(Signal signal) {
        if (!signal.usable() || (signal.faults & SignalFault.SPOILS_WINDOWS) != 0) {
            samples = 0;
        } else if (signal.afterGap) {
            // The sample behind a gap is itself good.
            samples = 1;
        } else if (samples < Integer.MAX_VALUE) {
            samples++;
        }
    }

    /** Whether the newest so many samples can be trusted. */
    boolean covers(int count) {
        return samples >= count;
    }
}
