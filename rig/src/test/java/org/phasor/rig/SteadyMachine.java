package org.phasor.rig;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * A live rig stops, rightly, on a machine that stands still for 300 ms. A witness that knows nothing of the rig measures
 * how long its own thread was kept from running; a test that fails while that was long is skipped, and says so.
 */
final class SteadyMachine implements BeforeEachCallback, AfterEachCallback, TestExecutionExceptionHandler {

    private static final long STILL_NANOS = 150_000_000L;

    private volatile long longestNanos;
    private volatile boolean over;

    @Override
    public void beforeEach(ExtensionContext context) {
        over = false;
        longestNanos = 0;
        Thread witness = new Thread(this::watch, "steady-machine");
        witness.setDaemon(true);
        witness.start();
    }

    private void watch() {
        long lookedNanos = System.nanoTime();
        while (!over) {
            LockSupport.parkNanos(5_000_000);
            long nowNanos = System.nanoTime();
            longestNanos = Math.max(longestNanos, nowNanos - lookedNanos);
            lookedNanos = nowNanos;
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        if (longestNanos < STILL_NANOS) {
            throw failure;
        }
        throw new TestAbortedException(
                "the machine stood still for " + longestNanos / 1_000_000 + " ms: " + failure.getMessage(), failure);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        over = true;
    }
}
