package org.phasor.rig;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.VarHandle;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How the loop thread waits between frames: for the next frame, but never past the last stretch before a planned
 * pulse, which is spun. Waited on by the loop thread only; woken by the source's thread through the ring.
 */
final class LoopWaiting implements WaitStrategy {

    /** What the loop does while there is nothing to do. */
    enum Mode {
        SPIN,
        YIELD,
        BLOCK;

        /** {@code auto} yields where there are cores to spare, and blocks elsewhere and for a real-time thread. */
        static Mode of(String name, String priority) {
            if (name.equals("auto")) {
                if (priority.equals("realtime")) {
                    return BLOCK;
                }
                return Runtime.getRuntime().availableProcessors() >= 4 ? YIELD : BLOCK;
            }
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    /** This long before a planned time the loop spins whatever the mode: a sleeping thread wakes too late. */
    static final long SPIN_NANOS = 200_000;

    /** A park is cut into pieces of this length so that a lost wake-up could cost no more. */
    private static final long LONGEST_PARK_NANOS = 5_000_000;

    private final Mode mode;
    private volatile Thread parked;

    LoopWaiting(Mode mode) {
        this.mode = mode;
    }

    /**
     * Waits a little: until woken, or at most until {@link #SPIN_NANOS} before the deadline.
     *
     * @param nanosLeft until the deadline; {@link Long#MAX_VALUE} when there is none
     * @param somethingToDo looked at once more before a park, after the wake-up has been made possible
     */
    void await(long nanosLeft, BooleanSupplier somethingToDo) {
        if (nanosLeft <= SPIN_NANOS || mode == Mode.SPIN) {
            Thread.onSpinWait();
        } else if (mode == Mode.YIELD) {
            Thread.yield();
        } else {
            parked = Thread.currentThread();
            // The counterpart of the fence below: the ring's cursor is read plainly, and could be read before this.
            VarHandle.fullFence();
            if (!somethingToDo.getAsBoolean()) {
                LockSupport.parkNanos(Math.min(nanosLeft - SPIN_NANOS, LONGEST_PARK_NANOS));
            }
            parked = null;
        }
    }

    /** Wakes the loop thread: called by the ring when a frame was published, and on operator commands. */
    @Override
    public void signalAllWhenBlocking() {
        // The published sequence must be visible before the look at who is parked, or both sides could miss the other.
        VarHandle.fullFence();
        Thread thread = parked;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier) {
        throw new UnsupportedOperationException("the ring is read by pollers only");
    }
}
