package org.phasor.rig;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/**
 * Bytes of memory that the loop thread has taken since it was armed: none, or the collector has work from the one thread that
 * must not wait for it. The loop thread begins and ends the count; any thread reads it.
 */
final class LoopAllocation {

    private static final long NOT_COUNTED = -1;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean() instanceof ThreadMXBean counting
                    && counting.isThreadAllocatedMemorySupported()
                    && counting.isThreadAllocatedMemoryEnabled()
            ? counting
            : null;

    private volatile long threadId;
    private volatile long startBytes = NOT_COUNTED;
    private volatile long totalBytes = NOT_COUNTED;

    /** Counts from now on; the loop thread. */
    void begin() {
        if (threads != null) {
            threadId = Thread.currentThread().getId();
            totalBytes = NOT_COUNTED;
            startBytes = threads.getThreadAllocatedBytes(threadId);
        }
    }

    /** What was counted so far is all; the loop thread. */
    void end() {
        if (startBytes != NOT_COUNTED && totalBytes == NOT_COUNTED) {
            totalBytes = soFar();
        }
    }

    private long soFar() {
        return threads.getThreadAllocatedBytes(threadId) - startBytes;
    }

    /** Empty when it was never armed, or this Java does not count. */
    OptionalLong bytes() {
        long total = totalBytes;
        if (total != NOT_COUNTED) {
            return OptionalLong.of(total);
        }
        return startBytes == NOT_COUNTED ? OptionalLong.empty() : OptionalLong.of(soFar());
    }
}
