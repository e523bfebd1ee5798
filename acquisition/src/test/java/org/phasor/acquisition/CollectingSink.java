package org.phasor.acquisition;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps what a source gives and notes every breach of the sink's contract. */
final class CollectingSink implements SampleSink {

    final List<Sample> samples = new ArrayList<>();
    final List<SourceEnd> ends = new ArrayList<>();
    final List<String> details = new ArrayList<>();
    final List<String> breaches = new ArrayList<>();
    final CountDownLatch over = new CountDownLatch(1);

    private final int channels;
    private final long failAt;
    private final CountDownLatch enough;
    private final AtomicReference<Thread> giver = new AtomicReference<>();
    private Sample claimed;

    CollectingSink(int channels) {
        this(channels, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * @param enough {@link #awaitEnough} returns after so many samples
     * @param failAt claiming this sample throws
     */
    CollectingSink(int channels, int enough, long failAt) {
        this.channels = channels;
        this.failAt = failAt;
        this.enough = new CountDownLatch(enough);
    }

    @Override
    public synchronized Sample claim() {
        if (claimed != null) {
            breaches.add("claimed twice");
        }
        if (!ends.isEmpty()) {
            breaches.add("a sample after the end");
        }
        Thread thread = Thread.currentThread();
        if (giver.getAndSet(thread) != thread && !samples.isEmpty()) {
            breaches.add("samples from two threads");
        }
        if (samples.size() == failAt) {
            throw new IllegalStateException("the sink is broken");
        }
        claimed = new Sample(channels);
        claimed.poison();
        return claimed;
    }

    @Override
    public synchronized void publish() {
        if (claimed == null) {
            breaches.add("published what was not claimed");
            return;
        }
        samples.add(claimed);
        claimed = null;
        enough.countDown();
    }

    @Override
    public synchronized void ended(SourceEnd end, String detail) {
        ends.add(end);
        details.add(detail);
        over.countDown();
    }

    boolean awaitEnough() throws InterruptedException {
        return enough.await(10, TimeUnit.SECONDS);
    }

    boolean awaitEnd() throws InterruptedException {
        return over.await(10, TimeUnit.SECONDS);
    }

    synchronized int count() {
        return samples.size();
    }
}
