package org.phasor.acquisition;

/** Waits for a thread's end even when interrupted: a source that is closed must have stopped writing. */
final class UninterruptibleJoin {

    private UninterruptibleJoin() {}

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
