package org.phasor.rig.certify;

/** Threads that keep cores busy, as other programs would. Started when made, ended by {@link #close}. */
final class BackgroundLoad implements AutoCloseable {

    private volatile boolean ended;

    /** Keeps the work from being left out. */
    private volatile double result;

    BackgroundLoad(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::work, "background-" + (i + 1));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work() {
        double x = 1;
        while (!ended) {
            for (int i = 0; i < 10_000; i++) {
                x = Math.sqrt(x + i);
            }
            result = x;
        }
    }

    /** They are gone within a moment. */
    @Override
    public void close() {
        ended = true;
    }
}
