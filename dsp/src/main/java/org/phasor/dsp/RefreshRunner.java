package org.phasor.dsp;

/**
 * Where an estimator's slow computation runs, and whether its result counts. Both methods are called by the loop thread, allocate
 * nothing and do not wait. A refresh that does not count is as if it had never been: so a replay that knows which did not count
 * comes out the same.
 */
public interface RefreshRunner {

    /**
     * A slow computation with its input and result. The loop thread writes the input before {@link RefreshRunner#begin} and reads
     * the result after {@link RefreshRunner#takeOver} said yes.
     */
    interface Refresh {

        /** Computes the result from the input; on any thread. */
        void compute();

        /** Which it is, from 0, of this estimator's refreshes. */
        long number();

        /** Identifies the result: equal for equal coefficients. */
        long checksum();
    }

    /** Whether a new refresh may begin: the last one of this estimator no longer runs. Before its input is written. */
    boolean idle(Refresh refresh);

    /** Its input is complete: it is computed, now or beside the loop. Only when {@link #idle}. */
    void begin(Refresh refresh);

    /** At its take-over frame: whether its result is complete and takes effect. */
    boolean takeOver(Refresh refresh);

    /** Computes at once, on the calling thread; never late. For offline use. */
    RefreshRunner INLINE = new RefreshRunner() {
        @Override
        public boolean idle(Refresh refresh) {
            return true;
        }

        @Override
        public void begin(Refresh refresh) {
            refresh.compute();
        }

        @Override
        public boolean takeOver(Refresh refresh) {
            return true;
        }
    };
}
