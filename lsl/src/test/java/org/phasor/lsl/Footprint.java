package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this process holds on to.
 *
 * @param threads that live, but for those of the virtual machine and of JUnit
 * @param files open file descriptors; -1 where they cannot be counted (no Linux)
 * @param heapBytes in use after a collection
 */
record Footprint(Set<Thread> threads, int files, long heapBytes) {

    private static final long MAX_MORE_HEAP_BYTES = 5L << 20;
    private static final long PATIENCE_NANOS = 4_000_000_000L;

    static Footprint now() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return new Footprint(liveThreads(), fileCount(), least);
    }

    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null
                        && !thread.getThreadGroup().getName().equals("system")
                        && !thread.getName().startsWith("junit"))
                .collect(Collectors.toSet());
    }

    private static int fileCount() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? -1 : open.length;
    }

    /** Fails unless the process is down to this again soon: no thread or file more, not 5 MiB of heap more. */
    void requireAgain(String after) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Footprint now = now();
        while ((now.threads.size() > threads.size() || now.files > files) && System.nanoTime() < deadline) {
            Thread.sleep(20);
            now = new Footprint(liveThreads(), fileCount(), now.heapBytes);
        }
        System.out.printf(
                "%s: threads %+d, files %+d, heap %+d KiB%n",
                after, now.threads.size() - threads.size(), now.files - files, (now.heapBytes - heapBytes) >> 10);
        Set<Thread> more = new HashSet<>(now.threads);
        more.removeAll(threads);
        assertThat(now.threads.size())
                .as("threads after %s, among them new %s", after, more)
                .isLessThanOrEqualTo(threads.size());
        assertThat(now.files).as("file descriptors after %s", after).isLessThanOrEqualTo(files);
        assertThat(now.heapBytes - heapBytes).as("more heap after %s", after).isLessThan(MAX_MORE_HEAP_BYTES);
    }
}
