package org.phasor.rig.machine;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that sleeps a millisecond at a time and measures by how much it woke too late: what happens to it happens to
 * the loop. Costs about 1.5 % of a core.
 */
final class SchedulerWatch implements Runnable {

    private static final long SLEEP_NANOS = 1_000_000;

    /** Shorter ones are the timer's and the scheduler's daily work. */
    private static final long WORTH_COUNTING_NANOS = 1_000_000;

    private final PauseLog log;
    private final Runnable onStart;
    private volatile boolean stopped;

    /**
     * @param onStart asks the operating system to treat the thread as it treats the loop's; called on the thread
     */
    SchedulerWatch(PauseLog log, Runnable onStart) {
        this.log = log;
        this.onStart = onStart;
    }

    void start() {
        Thread thread = new Thread(this, "phasor-pauses");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        onStart.run();
        long before = System.nanoTime();
        while (!stopped) {
            LockSupport.parkNanos(SLEEP_NANOS);
            long now = System.nanoTime();
            look(before, now);
            before = now;
        }
    }

    /** It went to sleep at the first time and was awake at the second. */
    void look(long beforeNanos, long nowNanos) {
        long late = nowNanos - beforeNanos - SLEEP_NANOS;
        if (late >= WORTH_COUNTING_NANOS) {
            Instant due = Instant.now().minusNanos(late);
            log.add(new Pause(Pause.Kind.SCHEDULER, beforeNanos + SLEEP_NANOS, due, late, ""));
        }
    }

    void stop() {
        stopped = true;
    }
}
