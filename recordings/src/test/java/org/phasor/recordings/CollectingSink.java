package org.phasor.recordings;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SourceEnd;

/** Keeps a copy of every sample. */
class CollectingSink implements SampleSink {

    final List<Sample> samples = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Sample slot;
    SourceEnd end;
    String detail;

    CollectingSink(int channels) {
        slot = new Sample(channels);
    }

    @Override
    public Sample claim() {
        slot.poison();
        return slot;
    }

    @Override
    public void publish() {
        Sample copy = new Sample(slot.values.length);
        copy.copyFrom(slot);
        samples.add(copy);
    }

    @Override
    public void ended(SourceEnd how, String what) {
        end = how;
        detail = what;
        ended.countDown();
    }

    CollectingSink await() throws InterruptedException {
        if (!ended.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the source did not end");
        }
        return this;
    }
}
