package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** O8, O9, I9: both ends over real sockets. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class OutletToInletTest {

    private static final InletOptions PLAIN = new InletOptions(360, false, false);

    private final Received received = new Received();
    private Lsl lsl;

    @BeforeEach
    void open() throws IOException {
        lsl = new PureJavaLsl(TestNetwork.settings());
    }

    @AfterEach
    void close() {
        lsl.close();
    }

    private Outlet outlet(ChannelFormat format, int channels, double rateHz) throws IOException {
        return lsl.outlet(TestNetwork.eeg(format, channels, rateHz), OutletOptions.DEFAULTS);
    }

    private Inlet connect(Outlet outlet) throws IOException, InterruptedException {
        Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN);
        inlet.start(received);
        assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        return inlet;
    }

    private static double[] extremes(ChannelFormat format) {
        return switch (format) {
            case FLOAT32 ->
                new double[] {Float.MAX_VALUE, -Float.MIN_VALUE, Double.NaN, -0.0, Double.NEGATIVE_INFINITY, 1.0f / 3, 0
                };
            case DOUBLE64 ->
                new double[] {
                    Double.MAX_VALUE, -Double.MIN_VALUE, Double.NaN, -0.0, Double.POSITIVE_INFINITY, 1.0 / 3, 0
                };
            case INT32 -> new double[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 1, -1, 65536, -65537};
            case INT16 -> new double[] {Short.MAX_VALUE, Short.MIN_VALUE, 0, 1, -1, 256, -257};
            case INT8 -> new double[] {Byte.MAX_VALUE, Byte.MIN_VALUE, 0, 1, -1, 16, -17};
            case INT64 -> new double[] {Long.MIN_VALUE, 1L << 53, -(1L << 53), 0, 1, -1, 1e12};
            case STRING -> throw new IllegalArgumentException();
        };
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "STRING")
    void carriesExtremesUnchanged(ChannelFormat format) throws Exception {
        double[] values = extremes(format);
        Outlet outlet = outlet(format, values.length, 250);
        connect(outlet);
        outlet.push(values, 12.5);
        assertThat(received.awaitSamples(1).get(0).values())
                .containsExactlyElementsOf(Arrays.stream(values).boxed().toList());
        assertThat(received.samples().get(0).stampSeconds()).isEqualTo(12.5);
    }

    @ParameterizedTest
    @EnumSource(names = {"INT8", "INT16", "INT32", "INT64"})
    void holdsIntegersToTheirRange(ChannelFormat format) throws Exception {
        Outlet outlet = outlet(format, 5, 0);
        connect(outlet);
        outlet.push(new double[] {1e30, -1e30, Double.NaN, 1.6, -2.5}, 1);
        double[] range = extremes(format);
        List<Double> values = received.awaitSamples(1).get(0).values();
        assertThat(values.get(0)).isGreaterThanOrEqualTo(range[0]);
        assertThat(values.get(1)).isLessThanOrEqualTo(range[1]);
        assertThat(values.subList(2, 5)).containsExactly(0.0, 2.0, -2.0);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "STRING")
    void carriesNoChannelsAndTwentyThousand(ChannelFormat format) throws Exception {
        Outlet none = outlet(format, 0, 0);
        connect(none);
        none.push(new double[0], 3);
        assertThat(received.awaitSamples(1).get(0).values()).isEmpty();
        Outlet wide = outlet(format, 20_000, 0);
        connect(wide);
        double[] values = new double[20_000];
        Arrays.setAll(values, i -> i % 100);
        wide.push(values, 4);
        assertThat(received.awaitSamples(2).get(1).values())
                .isEqualTo(Arrays.stream(values).boxed().toList());
    }

    @Test
    void carriesTexts() throws Exception {
        Outlet outlet = outlet(ChannelFormat.STRING, 6, 0);
        connect(outlet);
        String[] texts = {"", "x".repeat(255), "y".repeat(256), "z".repeat(70_000), "a\0b", "µ𝜇✓"};
        outlet.push(texts, 5.25);
        outlet.push(texts, Outlet.DEDUCED);
        assertThat(received.awaitTexts(2)).allSatisfy(sample -> {
            assertThat(sample.values()).containsExactly(texts);
            assertThat(sample.stampSeconds()).isEqualTo(5.25);
        });
        assertThatThrownBy(() -> outlet.push(new double[6], 1)).hasMessageContaining("text stream");
    }

    @Test
    void carriesTextsLargerThanAnyBuffer() throws Exception {
        Outlet outlet = outlet(ChannelFormat.STRING, 2, 0);
        connect(outlet);
        String[] large = {"l".repeat(5_000_000), "m".repeat(3_000_000)};
        outlet.push(large, 1);
        outlet.push(new String[] {"after", "it"}, 2);
        assertThat(outlet.awaitFlushed(Duration.ofSeconds(10))).isTrue();
        assertThat(received.awaitTexts(2).get(0).values()).containsExactly(large);
        assertThat(received.texts().get(1).values()).containsExactly("after", "it");
        assertThatThrownBy(() -> outlet.push(new String[] {"n".repeat(67_108_864), ""}, 3))
                .hasMessageContaining("must be <= 67108864");
    }

    @Test
    void deducesStampsAtTheNominalRate() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 500);
        connect(outlet);
        outlet.push(new double[] {1}, 100);
        outlet.push(new double[] {2}, Outlet.DEDUCED);
        outlet.pushChunk(new double[] {3, 4, 5}, 3, 200);
        outlet.pushChunk(new double[] {6, 7}, 2, Outlet.DEDUCED);
        List<Received.Sample> samples = received.awaitSamples(7);
        double[] expected = {100, 100.002, 199.996, 199.998, 200, 200.002, 200.004};
        for (int i = 0; i < expected.length; i++) {
            assertThat(samples.get(i).stampSeconds()).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-9));
            assertThat(samples.get(i).values()).containsExactly(i + 1.0);
            assertThat(samples.get(i).anchored()).isTrue();
        }
    }

    @Test
    void sendsAChunkWhoseFirstStampIsZero() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 2);
        connect(outlet);
        outlet.pushChunk(new double[] {1, 2, 3}, 3, 1.0);
        assertThat(received.awaitSamples(3))
                .extracting(Received.Sample::stampSeconds)
                .containsExactly(0.0, 0.5, 1.0);
    }

    @Test
    void stampsWithNowOnRequest() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 500);
        connect(outlet);
        double before = LslClock.seconds();
        outlet.push(new double[] {1}, 0.0);
        assertThat(received.awaitSamples(1).get(0).stampSeconds()).isBetween(before, LslClock.seconds());
    }

    @Test
    void stampsTheFirstSampleOfAConsumerThatJoinsInBetween() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 100);
        outlet.push(new double[] {1}, 10);
        connect(outlet);
        outlet.push(new double[] {2}, Outlet.DEDUCED);
        Received.Sample first = received.awaitSamples(1).get(0);
        assertThat(first.anchored()).isTrue();
        assertThat(first.stampSeconds()).isEqualTo(10.01);
    }

    @Test
    void arrivalIsThatOfTheRead() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 100);
        connect(outlet);
        long before = System.nanoTime();
        outlet.pushChunk(new double[] {1, 2, 3}, 3, 10);
        List<Received.Sample> samples = received.awaitSamples(3);
        assertThat(samples.get(0).arrivalNanos()).isBetween(before, System.nanoTime());
        assertThat(samples)
                .extracting(Received.Sample::arrivalNanos)
                .containsOnly(samples.get(0).arrivalNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everyConsumerGetsEverySampleOfASeededSeries(int inlets) throws Exception {
        long seed = 5;
        Random random = new Random(seed);
        Outlet outlet = outlet(ChannelFormat.DOUBLE64, 4, 1000);
        List<Received> all = new ArrayList<>();
        for (int i = 0; i < inlets; i++) {
            Received each = new Received();
            all.add(each);
            lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN).start(each);
        }
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (consumers(outlet) < inlets && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        int sent = 0;
        double sum = 0;
        while (sent < 5000) {
            int count = 1 + random.nextInt(40);
            double[] chunk = random.doubles(4L * count).toArray();
            outlet.pushChunk(chunk, count, 1 + (sent + count - 1) / 1000.0);
            sum += Arrays.stream(chunk).sum();
            sent += count;
        }
        for (Received each : all) {
            List<Received.Sample> samples = each.awaitSamples(sent);
            double got = 0;
            for (int i = 0; i < samples.size(); i++) {
                assertThat(samples.get(i).stampSeconds())
                        .as("seed %d, sample %d", seed, i)
                        .isCloseTo(1 + i / 1000.0, org.assertj.core.data.Offset.offset(1e-9));
                got += samples.get(i).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
            }
            assertThat(samples).hasSize(sent);
            assertThat(got).isCloseTo(sum, org.assertj.core.data.Offset.offset(1e-6));
        }
        assertThat(outlet.droppedSamples()).isZero();
    }

    private static int consumers(Outlet outlet) {
        return ((StreamOutlet) outlet).consumerCount();
    }

    @Test
    void saysOnceThatTheSenderClosed() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 100);
        Inlet inlet = connect(outlet);
        outlet.push(new double[] {1}, 1);
        received.awaitSamples(1);
        outlet.close();
        assertThat(received.awaitLoss()).singleElement().asString().contains("'Test int16'", "closed the connection");
        inlet.close();
        assertThat(received.losses()).hasSize(1);
    }

    @Test
    void saysNothingAfterItWasClosed() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 100);
        Inlet inlet = connect(outlet);
        inlet.close();
        inlet.close();
        outlet.close();
        assertThat(received.losses()).isEmpty();
        assertThatThrownBy(() -> inlet.start(received)).hasMessageContaining("is closed");
    }

    @Test
    void mayBeClosedByItsListener() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 100);
        Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN);
        CountDownLatch closed = new CountDownLatch(1);
        inlet.start(new InletListener() {
            @Override
            public void onSample(double stamp, boolean anchored, long arrivalNanos, double[] values) {
                inlet.close();
                closed.countDown();
            }
        });
        assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
        outlet.push(new double[] {1}, 1);
        assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(inlet.receivedSamples()).isEqualTo(1);
    }

    @Test
    void tellsAListenerThatItFailed() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 100);
        AtomicReference<String> why = new AtomicReference<>();
        CountDownLatch lost = new CountDownLatch(1);
        Inlet inlet = lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN);
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
        try {
            inlet.start(new InletListener() {
                @Override
                public void onSample(double stamp, boolean anchored, long arrivalNanos, double[] values) {
                    throw new IllegalStateException("cannot cope");
                }

                @Override
                public void onLost(String reason) {
                    why.set(reason);
                    lost.countDown();
                }
            });
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.push(new double[] {1}, 1);
            assertThat(lost.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(why.get()).contains("its listener failed", "cannot cope");
            inlet.close();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void closingTheLslClosesWhatItMade() throws Exception {
        Outlet outlet = outlet(ChannelFormat.INT16, 1, 100);
        connect(outlet);
        lsl.close();
        assertThat(outlet.hasConsumers()).isFalse();
        assertThat(received.losses()).isEmpty();
        assertThatThrownBy(() -> outlet(ChannelFormat.INT16, 1, 100)).hasMessageContaining("closed");
        assertThatThrownBy(() -> lsl.resolver()).hasMessageContaining("closed");
    }
}
