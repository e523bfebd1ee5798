package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;
import org.phasor.stimulator.Outcome;

/** A pulse that was given is told of, although the reader that records pulses has failed. */
@Timeout(20)
class RingReaderFailureTest {

    /** Fails of the second delivery. */
    private static final class Failing implements FrameObserver, RingReader.Indispensable {
        final List<Long> observed = new ArrayList<>();
        final List<Long> unrecorded = new ArrayList<>();
        Throwable failure;

        @Override
        public void observe(Frame frame) {}

        @Override
        public void observe(Delivery delivery) {
            if (delivery.decisionId == 2) {
                throw new IllegalStateException("No space left on device");
            }
            observed.add(delivery.decisionId);
        }

        @Override
        public void failed(Throwable why) {
            failure = why;
        }

        @Override
        public void unrecorded(Delivery delivery) {
            unrecorded.add(delivery.decisionId);
        }
    }

    @Test
    void saysWhichDeliveriesItFailedOfAndWhichCameAfter() {
        Pipeline pipeline = new Pipeline(1, 1, 64, new LoopWaiting(LoopWaiting.Mode.BLOCK));
        pipeline.connect(new LoopThread(
                null,
                null,
                null,
                new PolicyInputs(null, null, new PolicyInputLog()),
                null,
                null,
                null,
                null,
                new LatencyStages(),
                null));
        Failing failing = new Failing();
        RingReader reader = pipeline.addReader("test", failing);
        DeliverySink sink = pipeline.deliverySink();
        for (long id = 1; id <= 3; id++) {
            Delivery slot = sink.claim();
            slot.decisionId = id;
            slot.outcome = Outcome.DELIVERED;
            sink.publish();
        }
        reader.endAfterLoop();
        reader.run();
        assertThat(failing.failure).hasMessage("No space left on device");
        assertThat(failing.observed).containsExactly(1L);
        assertThat(failing.unrecorded).containsExactly(2L, 3L);
    }
}
