package org.phasor.rig;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SourceEnd;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;

/**
 * The rings and who reads them: source, then loop, then recorder and observers, each behind the one before. Built by
 * the session's thread; frames are written by the source's thread and the loop thread, deliveries by the loop thread.
 *
 * <pre>
 *   source ──▶ frames ──▶ loop ──▶ recorder
 *                          │  └──▶ observers
 *                          └─▶ deliveries ──▶ recorder, observers
 * </pre>
 */
final class Pipeline implements SampleSink {

    private static final int DELIVERIES = 1024;
    private static final long FULL_RING_PARK_NANOS = 100_000;

    private final RingBuffer<Frame> frames;
    private final RingBuffer<Delivery> deliveries;
    private final EventPoller<Frame> loopFrames;
    private final List<RingReader> readers = new ArrayList<>();
    private final int channels;

    private LoopThread loop;
    private long claimedFrame = -1;

    /** What the source's thread does before its first sample; null from then on. */
    private Runnable onFirstClaim;

    private volatile boolean stopped;

    /** Written by the source's thread, seldom: a reader behind the loop holds the ring. */
    private volatile boolean full;

    private volatile long waitedNanos;

    private volatile SourceEnd sourceEnd;
    private volatile String sourceEndDetail = "";

    Pipeline(int channels, int signals, int ringFrames, LoopWaiting waiting) {
        this.channels = channels;
        frames = RingBuffer.createSingleProducer(() -> new Frame(channels, signals), ringFrames, waiting);
        deliveries = RingBuffer.createSingleProducer(Delivery::new, DELIVERIES);
        loopFrames = frames.newPoller();
        frames.addGatingSequences(loopFrames.getSequence());
    }

    RingBuffer<Frame> frames() {
        return frames;
    }

    EventPoller<Frame> loopFrames() {
        return loopFrames;
    }

    /** Adds a reader behind the loop; before anything runs. */
    RingReader addReader(String threadName, FrameObserver observer) {
        EventPoller<Frame> framePoller = frames.newPoller(loopFrames.getSequence());
        EventPoller<Delivery> deliveryPoller = deliveries.newPoller();
        frames.addGatingSequences(framePoller.getSequence());
        deliveries.addGatingSequences(deliveryPoller.getSequence());
        RingReader reader = new RingReader(threadName, framePoller, deliveryPoller, observer);
        readers.add(reader);
        return reader;
    }

    void connect(LoopThread loopThread) {
        loop = loopThread;
    }

    /** Called by the source's thread before its first sample. Before anything runs. */
    void onFirstClaim(Runnable action) {
        onFirstClaim = action;
    }

    List<RingReader> readers() {
        return readers;
    }

    /** Fills every slot with lies before the start: for tests. */
    void poison() {
        for (int i = 0; i < frames.getBufferSize(); i++) {
            frames.get(i).poison();
        }
    }

    @Override
    public Sample claim() {
        if (onFirstClaim != null) {
            onFirstClaim.run();
            onFirstClaim = null;
        }
        while (!stopped) {
            try {
                claimedFrame = frames.tryNext();
                if (full) {
                    full = false;
                }
                return frames.get(claimedFrame).sample;
            } catch (InsufficientCapacityException e) {
                full = true;
                long from = System.nanoTime();
                LockSupport.parkNanos(FULL_RING_PARK_NANOS);
                waitedNanos += System.nanoTime() - from;
            }
        }
        claimedFrame = -1;
        return new Sample(channels);
    }

    @Override
    public void publish() {
        if (claimedFrame >= 0) {
            frames.publish(claimedFrame);
        }
    }

    @Override
    public void ended(SourceEnd end, String detail) {
        sourceEndDetail = detail;
        sourceEnd = end;
        loop.endInput();
    }

    /** Where the interlock writes, on the loop thread. */
    DeliverySink deliverySink() {
        return new DeliverySink() {
            private long claimed;

            @Override
            public Delivery claim() {
                try {
                    claimed = deliveries.tryNext();
                    return deliveries.get(claimed);
                } catch (InsufficientCapacityException e) {
                    return null;
                }
            }

            @Override
            public void publish() {
                loop.onDelivery(deliveries.get(claimed));
                deliveries.publish(claimed);
            }
        };
    }

    /** No sample is taken any more; a source that waits for a slot is let go. */
    void stop() {
        stopped = true;
    }

    /** Whether the source waits for a slot: the samples are there and nobody takes them. */
    boolean isFull() {
        return full;
    }

    /** For how long in all the source has waited for a slot. */
    long waitedNanos() {
        return waitedNanos;
    }

    /** The thread that is furthest behind and by how many frames; empty when nobody has a quarter of the ring to do. */
    String behind() {
        long published = frames.getCursor();
        long most = published - loopFrames.getSequence().get();
        String name = "phasor-loop";
        for (RingReader reader : readers) {
            long behind = published - reader.position();
            if (behind > most) {
                most = behind;
                name = reader.name();
            }
        }
        return most >= frames.getBufferSize() / 4 ? name + ", " + most + " frames" : "";
    }

    /** Why the source ended, or null while it has not. */
    SourceEnd sourceEnd() {
        return sourceEnd;
    }

    String sourceEndDetail() {
        return sourceEndDetail;
    }
}
