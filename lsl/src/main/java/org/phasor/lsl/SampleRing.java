package org.phasor.lsl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The places of a bounded ring between one writing and one reading thread; when it is full the writer drops the oldest
 * sample. The writer never waits. Numbers count samples since the start; number n lies in slot n mod capacity.
 *
 * <p>A reader copies a slot first and claims it afterwards: when the writer has dropped the sample meanwhile, the claim
 * fails and the copy is void.
 */
final class SampleRing {

    private static final VarHandle OLDEST;
    private static final VarHandle END;
    private static final VarHandle DROPPED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OLDEST = lookup.findVarHandle(SampleRing.class, "oldest", long.class);
            END = lookup.findVarHandle(SampleRing.class, "end", long.class);
            DROPPED = lookup.findVarHandle(SampleRing.class, "dropped", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int capacity;
    private volatile long oldest;
    private volatile long end;
    private volatile long dropped;
    private volatile Thread waiting;

    /** @param capacity at least 2 */
    SampleRing(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    int slot(long number) {
        return (int) (number % capacity);
    }

    /** The number of the sample to write next; its slot is the writer's own until {@link #written()}. */
    long beginWrite() {
        long number = end;
        long first = oldest;
        if (number - first >= capacity && OLDEST.compareAndSet(this, first, first + 1)) {
            DROPPED.setRelease(this, dropped + 1);
        }
        // Who looks at a slot without claiming it must not see what is written now before the end that forbids it.
        VarHandle.fullFence();
        return number;
    }

    void written() {
        end = end + 1;
        Thread reader = waiting;
        if (reader != null) {
            LockSupport.unpark(reader);
        }
    }

    /** The number of the oldest sample that is there, or of the next to come. */
    long oldest() {
        return oldest;
    }

    /** One past the number of the newest sample: how many were written. */
    long end() {
        return end;
    }

    long dropped() {
        return dropped;
    }

    /** Takes all up to a number off the ring; false, and nothing is taken, when the oldest is another by now. */
    boolean claim(long from, long to) {
        return OLDEST.compareAndSet(this, from, to);
    }

    /** Whether what was copied from a number's slot without a claim is that sample. */
    boolean isUntouched(long number) {
        VarHandle.acquireFence();
        return (long) END.getOpaque(this) < number + capacity;
    }

    /**
     * Waits until there is a sample.
     *
     * @return false when the time ran out
     * @throws IllegalStateException when another thread waits already
     */
    boolean await(long timeoutNanos) throws InterruptedException {
        if (end > oldest) {
            return true;
        }
        Thread self = Thread.currentThread();
        Thread other = waiting;
        if (other != null && other != self) {
            throw new IllegalStateException("thread " + self.getName() + " takes samples while " + other.getName()
                    + " waits for them: one thread may");
        }
        waiting = self;
        try {
            long start = System.nanoTime();
            while (end <= oldest) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for a sample");
                }
                long leftNanos = timeoutNanos - (System.nanoTime() - start);
                if (leftNanos <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, leftNanos);
            }
            return true;
        } finally {
            waiting = null;
        }
    }
}
