package org.phasor.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a call allocates on its own thread, as Java counts it: to the byte, and nothing of a harness. */
final class AllocatedBytes {

    private static final int CALLS = 3000;
    private static final int ROUNDS = 8;

    private AllocatedBytes() {}

    /**
     * The least mean of some rounds of thousands of calls: Java itself allocates a few hundred bytes, once, when it goes over to
     * compiled code; what a call allocates is in every round.
     */
    static double perCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        return least / (double) CALLS;
    }
}
