package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Neither end allocates per numeric sample, once warm. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AllocationTest {

    private static final int WARM_UP = 5000;
    private static final int MEASURED = 20_000;
    private static final int CHANNELS = 32;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final class Counting implements InletListener {
        private final CountDownLatch done = new CountDownLatch(1);
        private int count;
        private long bytesWhenWarm;
        private long bytesInTheEnd;

        @Override
        public void onSample(double stamp, boolean anchored, long arrivalNanos, double[] values) {
            count++;
            if (count == WARM_UP) {
                bytesWhenWarm = THREADS.getCurrentThreadAllocatedBytes();
            } else if (count == WARM_UP + MEASURED) {
                bytesInTheEnd = THREADS.getCurrentThreadAllocatedBytes();
                done.countDown();
            }
        }
    }

    @Test
    void pushAndReceiveAllocateNothing() throws Exception {
        Counting counting = new Counting();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.FLOAT32, CHANNELS, 1000), OutletOptions.DEFAULTS);
            Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(360, false, false));
            inlet.start(counting);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            double[] values = new double[CHANNELS];
            long pushing = 0;
            for (int i = 0; i < WARM_UP + MEASURED; i++) {
                // Not faster than the receiver, so that the socket stays writable.
                while (i - inlet.receivedSamples() > 100) {
                    Thread.onSpinWait();
                }
                long before = THREADS.getCurrentThreadAllocatedBytes();
                outlet.push(values, i + 1);
                if (i >= WARM_UP) {
                    pushing += THREADS.getCurrentThreadAllocatedBytes() - before;
                }
            }
            assertThat(counting.done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat((double) pushing / MEASURED).as("bytes per push").isLessThan(1);
            assertThat((double) (counting.bytesInTheEnd - counting.bytesWhenWarm) / MEASURED)
                    .as("bytes per sample received")
                    .isLessThan(1);
        }
    }
}
