package org.phasor.rig;

import org.phasor.dsp.RefreshRunner;

/** Where the slow computations of a rig's estimators run. */
interface Refreshes {

    /** The runner of one signal's estimator; made before the first frame. */
    RefreshRunner runner(int signal);

    /** The frame of this index comes next; called by the loop thread. */
    void frame(long index);

    /** At once, on the calling thread: for warm-up, benchmarks and rigs that were never late. */
    Refreshes INLINE = new Refreshes() {
        @Override
        public RefreshRunner runner(int signal) {
            return RefreshRunner.INLINE;
        }

        @Override
        public void frame(long index) {
            // Nobody asks.
        }
    };
}
