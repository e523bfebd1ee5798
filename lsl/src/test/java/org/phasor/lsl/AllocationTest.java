package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Neither end allocates per numeric sample, once warm. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class AllocationTest {

    private static final int WARM_UP = 6000;
    private static final int MEASURED = 12_000;
    private static final int MAX_UNDERWAY = 120;
    private static final int CHANNELS = 32;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** How samples are pushed. */
    private enum Way {
        EXPLICIT(1),
        DEDUCED(1),
        CHUNK(20);

        private final int samples;

        Way(int samples) {
            this.samples = samples;
        }

        private void push(Outlet outlet, double[] values, double stampSeconds) {
            switch (this) {
                case EXPLICIT -> outlet.push(values, stampSeconds);
                case DEDUCED -> outlet.push(values, stampSeconds == 1 ? 1 : Outlet.DEDUCED);
                case CHUNK -> outlet.pushChunk(values, samples, stampSeconds);
            }
        }
    }

    private static final class Counting implements InletListener {
        private final CountDownLatch done = new CountDownLatch(1);
        private int count;
        private long bytesWhenWarm;
        private long bytesInTheEnd;
        private double sum;

        @Override
        public void onSample(double stamp, boolean anchored, long arrivalNanos, double[] values) {
            count++;
            sum += values[0];
            if (count == WARM_UP) {
                bytesWhenWarm = THREADS.getCurrentThreadAllocatedBytes();
            } else if (count == WARM_UP + MEASURED) {
                bytesInTheEnd = THREADS.getCurrentThreadAllocatedBytes();
                done.countDown();
            }
        }
    }

    static Stream<Arguments> formatsAndWays() {
        return TestNetwork.numericFormats().stream()
                .flatMap(format -> Stream.of(Way.values()).map(way -> Arguments.of(format, way)));
    }

    @ParameterizedTest
    @MethodSource("formatsAndWays")
    void pushAndReceiveAllocateNothing(ChannelFormat format, Way way) throws Exception {
        Counting counting = new Counting();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(format, CHANNELS, 1000), OutletOptions.DEFAULTS);
            Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), new InletOptions(360, false, false));
            inlet.start(counting);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            double[] values = new double[CHANNELS * way.samples];
            long pushing = 0;
            for (int i = 0; i < WARM_UP + MEASURED; i += way.samples) {
                // Not faster than the receiver, so that the socket stays writable.
                while (i - inlet.receivedSamples() > MAX_UNDERWAY) {
                    Thread.onSpinWait();
                }
                values[0] = i % 100;
                long before = THREADS.getCurrentThreadAllocatedBytes();
                way.push(outlet, values, i + 1);
                if (i >= WARM_UP) {
                    pushing += THREADS.getCurrentThreadAllocatedBytes() - before;
                }
            }
            assertThat(counting.done.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(counting.sum).isPositive();
            double pushed = (double) pushing / MEASURED;
            double received = (double) (counting.bytesInTheEnd - counting.bytesWhenWarm) / MEASURED;
            System.out.printf("%s %s: %.3f bytes per sample pushed, %.3f received%n", format, way, pushed, received);
            assertThat(pushed).as("bytes per sample pushed").isLessThan(1);
            assertThat(received).as("bytes per sample received").isLessThan(1);
        }
    }
}
