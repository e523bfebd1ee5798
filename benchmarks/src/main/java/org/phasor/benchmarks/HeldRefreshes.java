package org.phasor.benchmarks;

import org.phasor.dsp.RefreshRunner;

/**
 * Refreshes as the loop thread sees them when another thread computes: it writes their input, asks, and takes the result over. While
 * held, nobody computes: the last result is taken over again. So the loop's side is measured whole, and nothing else is.
 */
final class HeldRefreshes implements RefreshRunner {

    private boolean held;
    private Refresh last;

    /** From now on nothing is computed. */
    void hold() {
        held = true;
    }

    /** The refresh that was begun last, its input complete; null when there was none. */
    Refresh last() {
        return last;
    }

    @Override
    public boolean idle(Refresh refresh) {
        return true;
    }

    @Override
    public void begin(Refresh refresh) {
        last = refresh;
        if (!held) {
            refresh.compute();
        }
    }

    @Override
    public boolean takeOver(Refresh refresh) {
        return true;
    }
}
