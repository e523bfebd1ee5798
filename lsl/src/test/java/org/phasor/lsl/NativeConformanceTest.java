package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.lsl.BothLibraries.Library;
import org.phasor.lsl.BothLibraries.Pair;

/** O8, I3 and R1 against native liblsl; the rest of what needs a native peer is in {@link LslContractTest}. */
@Timeout(value = 40, unit = TimeUnit.SECONDS)
class NativeConformanceTest {

    private final BothLibraries libraries = new BothLibraries();

    @AfterEach
    void close() {
        libraries.close();
    }

    static Stream<Pair> mixedPairs() {
        return BothLibraries.pairs().filter(pair -> !pair.isAllJava());
    }

    /** O8: every sample of three seconds, in order, unchanged. */
    @ParameterizedTest
    @MethodSource("mixedPairs")
    void carriesAThousandChannelsAtAKilohertzWithoutLoss(Pair pair) throws Exception {
        int channels = 1000;
        int samples = 3000;
        libraries.of(pair.inlet());
        Outlet outlet = libraries
                .of(pair.outlet())
                .outlet(BothLibraries.unique(ChannelFormat.FLOAT32, channels, 1000), OutletOptions.DEFAULTS);
        CountDownLatch all = new CountDownLatch(samples);
        AtomicInteger wrong = new AtomicInteger();
        libraries.connect(pair, outlet, new InletOptions(60, false, false), new InletListener() {
            private int next;

            @Override
            public void onSample(double stamp, boolean anchored, long arrivalNanos, double[] values) {
                boolean right = stamp == 1 + next && values.length == channels;
                for (int c = 0; c < values.length; c++) {
                    right &= values[c] == next + c;
                }
                wrong.addAndGet(right ? 0 : 1);
                next++;
                all.countDown();
            }
        });
        double[] values = new double[channels];
        long start = System.nanoTime();
        for (int i = 0; i < samples; i++) {
            for (long left = 1; left > 0; ) {
                left = start + i * 1_000_000L - System.nanoTime();
                LockSupport.parkNanos(left);
            }
            for (int c = 0; c < channels; c++) {
                values[c] = i + c;
            }
            outlet.push(values, 1 + i);
        }
        assertThat(all.await(10, TimeUnit.SECONDS))
                .as("%d samples are missing", all.getCount())
                .isTrue();
        assertThat(wrong).hasValue(0);
    }

    /** I3: native swaps for a receiver of the other order that is slow at it, and not for one that is fast. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "1e15"})
    void readsANativeOutletInEitherByteOrder(String swapsPerSecond) throws Exception {
        ByteOrder own = ByteOrder.nativeOrder();
        ByteOrder foreign = FeedTerms.foreign(own);
        Outlet outlet = libraries
                .of(Library.NATIVE)
                .outlet(BothLibraries.unique(ChannelFormat.INT32, 3, 100), OutletOptions.DEFAULTS);
        try (Socket socket = RawClient.connect(outlet)) {
            RawClient.send(
                    socket,
                    RawClient.feedRequest(
                            outlet.info().uid(),
                            "Native-Byte-Order: " + (foreign == ByteOrder.BIG_ENDIAN ? "4321" : "1234"),
                            "Endian-Performance: " + swapsPerSecond,
                            "Value-Size: 4",
                            "Max-Buffer-Length: 100"));
            String header = RawClient.readHeader(socket);
            ByteOrder agreed = header.contains("Byte-Order: 4321") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            assertThat(agreed).isEqualTo(swapsPerSecond.equals("0") ? foreign : own);
            NumericDecoder decoder = new NumericDecoder(ChannelFormat.INT32, 3, false);
            int sampleBytes = 1 + 8 + 3 * 4;
            for (int patternOffset : new int[] {4, 2}) {
                ByteBuffer in =
                        ByteBuffer.wrap(RawClient.read(socket, sampleBytes)).order(agreed);
                assertThat(decoder.decode(in)).isTrue();
                assertThat(decoder.isPattern(patternOffset))
                        .as("test pattern %d", patternOffset)
                        .isTrue();
            }
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.push(new double[] {Integer.MIN_VALUE, 1, 0x01020304}, 7.5);
            ByteBuffer in = ByteBuffer.wrap(RawClient.read(socket, sampleBytes)).order(agreed);
            assertThat(decoder.decode(in)).isTrue();
            Received received = new Received();
            decoder.deliver(received, decoder.stampSeconds(), true, 0);
            assertThat(received.samples().get(0).stampSeconds()).isEqualTo(7.5);
            assertThat(received.samples().get(0).values()).containsExactly((double) Integer.MIN_VALUE, 1.0, 16909060.0);
        }
    }

    /** R1: several local outlets, of one library or of both, are each found once. */
    @ParameterizedTest
    @EnumSource
    void findsEveryLocalOutletOnce(Library resolver) throws Exception {
        libraries.of(Library.NATIVE);
        StreamInfo info = BothLibraries.unique(ChannelFormat.FLOAT32, 1, 100);
        List<Outlet> served = new java.util.ArrayList<>();
        for (Library library : new Library[] {Library.NATIVE, Library.NATIVE, Library.JAVA, Library.JAVA}) {
            served.add(libraries.of(library).outlet(info, OutletOptions.DEFAULTS));
        }
        List<StreamInfo> found = libraries
                .of(resolver)
                .resolver()
                .resolve(Predicates.equalTo("name", info.name()), served.size(), Duration.ofSeconds(5));
        assertThat(found)
                .extracting(StreamInfo::uid)
                .containsExactlyInAnyOrderElementsOf(
                        served.stream().map(o -> o.info().uid()).toList());
    }

    /** O11, I6: each reads the other's clock as its own, and the same from both ends. */
    @ParameterizedTest
    @MethodSource("mixedPairs")
    void agreesOnTheClock(Pair pair) throws Exception {
        libraries.of(pair.inlet());
        Outlet outlet = libraries
                .of(pair.outlet())
                .outlet(BothLibraries.unique(ChannelFormat.DOUBLE64, 1, 0), OutletOptions.DEFAULTS);
        Received received = new Received();
        Inlet inlet = libraries.connect(pair, outlet, InletOptions.DEFAULTS, received);
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (inlet.timeCorrection() == null && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertThat(inlet.timeCorrection()).isNotNull();
        double before = LslClock.seconds();
        outlet.push(new double[] {1}, 0);
        double after = LslClock.seconds();
        double stamp = received.awaitSamples(1).get(0).stampSeconds()
                + inlet.timeCorrection().offsetSeconds();
        double error = inlet.timeCorrection().roundTripSeconds();
        assertThat(stamp).isBetween(before - error, after + error);
        assertThat(inlet.timeCorrection().offsetSeconds()).isCloseTo(0, offset(1e-3));
    }
}
