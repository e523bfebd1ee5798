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

        /** The peak that the result aims at; NaN where that means nothing. */
        double peakHz();

        /** How far the peak stands above the 1/f background; NaN where it cannot be told. */
        double peakDb();
    }

    /**
     * Whether a new refresh may begin: the last one of this estimator no longer runs. Before its input is written; asked once for
     * each refresh, in the order of their numbers, and one that may not begin never does.
     */
    default boolean idle(Refresh refresh) {
        return true;
    }

    /** Its input is complete: it is computed, at once unless a runner does it beside the loop. Only when {@link #idle}. */
    default void begin(Refresh refresh) {
        refresh.compute();
    }

    /** At its take-over frame: whether its result is complete and takes effect. */
    boolean takeOver(Refresh refresh);

    /** Computes at once, on the calling thread; never late. For offline use. */
    RefreshRunner INLINE = refresh -> true;
}
