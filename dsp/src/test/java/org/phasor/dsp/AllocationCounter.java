package org.phasor.dsp;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that this thread allocates per call. */
public final class AllocationCounter {

    private AllocationCounter() {}

    /** The mean over 20,000 calls, after 20,000 to warm up. */
    public static double bytesPerCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 20_000;
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < calls; i++) {
            call.run();
        }
        return (threads.getThreadAllocatedBytes(thread) - before) / (double) calls;
    }
}
