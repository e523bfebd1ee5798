package org.phasor.rig;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.EventPoller.PollState;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.phasor.stimulator.Delivery;

/** A thread that reads frames and deliveries behind the loop: the recorder's, the observers'. */
final class RingReader implements Runnable {

    /** Nothing that happens here is urgent: the loop has already acted. */
    private static final long IDLE_PARK_NANOS = 2_000_000;

    private final String name;
    private final EventPoller<Frame> frames;
    private final EventPoller<Delivery> deliveries;
    private final FrameObserver observer;
    private final Runnable afterBatch;
    private final EventPoller.Handler<Frame> frameHandler = this::onFrame;
    private final EventPoller.Handler<Delivery> deliveryHandler = this::onDelivery;
    private final Consumer<Throwable> onFailure;
    private final Consumer<Delivery> onUnrecorded;
    private volatile boolean loopEnded;
    private volatile Throwable failure;
    private Thread thread;

    RingReader(String name, EventPoller<Frame> frames, EventPoller<Delivery> deliveries, FrameObserver observer) {
        this.name = name;
        this.frames = frames;
        this.deliveries = deliveries;
        this.observer = observer;
        this.afterBatch = observer instanceof BatchEnd batchEnd ? batchEnd::batchEnded : () -> {};
        this.onFailure = observer instanceof Indispensable needed ? needed::failed : why -> {};
        this.onUnrecorded = observer instanceof Indispensable needed ? needed::unrecorded : delivery -> {};
    }

    /** An observer that has work to do after a batch, and while nothing comes. */
    interface BatchEnd {
        void batchEnded();
    }

    /** An observer without which nothing may be fired. */
    interface Indispensable {
        /** It threw, and is called no more. On the reader's thread, at once: whoever else looks may look late. */
        void failed(Throwable why);

        /** A delivery that it failed of, or that came after. */
        void unrecorded(Delivery delivery);
    }

    /**
     * @param onStart called on the reader's thread before anything else
     */
    void start(Runnable onStart) {
        thread = new Thread(
                () -> {
                    onStart.run();
                    run();
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            boolean last = false;
            while (true) {
                if (take()) {
                    continue;
                }
                if (last) {
                    return;
                }
                // Read before the last look at the rings: what the loop left behind is still taken.
                last = loopEnded;
                if (!last) {
                    LockSupport.parkNanos(IDLE_PARK_NANOS);
                }
            }
        } catch (Throwable e) {
            failure = e;
            onFailure.accept(e);
            drainAfterFailure();
        }
    }

    /** Takes what is there; false when there was nothing. */
    boolean take() throws Exception {
        boolean took = frames.poll(frameHandler) == PollState.PROCESSING;
        took |= deliveries.poll(deliveryHandler) == PollState.PROCESSING;
        afterBatch.run();
        return took;
    }

    private boolean onFrame(Frame frame, long sequence, boolean endOfBatch) {
        observer.observe(frame);
        return true;
    }

    private boolean onDelivery(Delivery delivery, long sequence, boolean endOfBatch) {
        observer.observe(delivery);
        return true;
    }

    /** A reader that failed must not hold the ring: it goes on taking, and only says which deliveries it took. */
    private void drainAfterFailure() {
        try {
            boolean last = false;
            while (!last) {
                last = loopEnded;
                frames.poll((frame, sequence, end) -> true);
                deliveries.poll((delivery, sequence, end) -> {
                    onUnrecorded.accept(delivery);
                    return true;
                });
                if (!last) {
                    LockSupport.parkNanos(IDLE_PARK_NANOS);
                }
            }
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /** The loop has ended: read what is there, then end. */
    void endAfterLoop() {
        loopEnded = true;
    }

    /** The last frame it has taken, as the ring counts. */
    long position() {
        return frames.getSequence().get();
    }

    String name() {
        return name;
    }

    /** Null before the start. */
    Thread thread() {
        return thread;
    }

    /** What stopped the observer, or null. */
    Throwable failure() {
        return failure;
    }
}
