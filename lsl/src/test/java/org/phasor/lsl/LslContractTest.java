package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.lsl.BothLibraries.Library;
import org.phasor.lsl.BothLibraries.Pair;

/** What every {@link Lsl} owes, whichever library serves and whichever receives. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LslContractTest {

    private static final InletOptions PLAIN = new InletOptions(60, false, false);
    private static final InletOptions RECOVERING = new InletOptions(60, true, true);

    private final BothLibraries libraries = new BothLibraries();
    private final Received received = new Received();

    @AfterEach
    void close() {
        libraries.close();
    }

    static Stream<Pair> pairs() {
        return BothLibraries.pairs();
    }

    static Stream<Arguments> pairsAndNumericFormats() {
        return pairs().flatMap(pair -> TestNetwork.numericFormats().stream().map(format -> Arguments.of(pair, format)));
    }

    private Outlet serve(Pair pair, StreamInfo info) throws Exception {
        libraries.of(pair.inlet());
        return libraries.of(pair.outlet()).outlet(info, OutletOptions.DEFAULTS);
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

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("pairsAndNumericFormats")
    void carriesExtremesUnchanged(Pair pair, ChannelFormat format) throws Exception {
        double[] values = extremes(format);
        Outlet outlet = serve(pair, BothLibraries.unique(format, values.length, 250));
        libraries.connect(pair, outlet, PLAIN, received);
        outlet.push(values, 12.5);
        Received.Sample sample = received.awaitSamples(1).get(0);
        // By bits, as Double.equals has it: NaN equals NaN, and 0.0 is not -0.0.
        assertThat(sample.values()).isEqualTo(boxed(values));
        assertThat(sample.stampSeconds()).isEqualTo(12.5);
        assertThat(sample.anchored()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("pairsAndNumericFormats")
    void holdsIntegersToTheirRange(Pair pair, ChannelFormat format) throws Exception {
        boolean whole = format != ChannelFormat.FLOAT32 && format != ChannelFormat.DOUBLE64;
        Outlet outlet = serve(pair, BothLibraries.unique(format, 4, 0));
        libraries.connect(pair, outlet, PLAIN, received);
        double large = whole ? 1e30 : 1e20;
        outlet.push(new double[] {large, -large, 1.6, -2.5}, 1);
        List<Double> values = received.awaitSamples(1).get(0).values();
        if (whole) {
            double most = Math.scalb(1.0, 8 * format.bytes() - 1);
            assertThat(values.get(0)).isBetween(most - 1, most);
            assertThat(values.get(1)).isEqualTo(-most);
            assertThat(values.subList(2, 4)).containsExactly(2.0, -2.0);
        } else {
            assertThat(values.get(0)).isCloseTo(1e20, offset(1e13));
            assertThat(values.get(3)).isEqualTo(-2.5);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void carriesTexts(Pair pair) throws Exception {
        Outlet outlet = serve(pair, BothLibraries.unique(ChannelFormat.STRING, 6, 0));
        libraries.connect(pair, outlet, PLAIN, received);
        String[] texts = {"", "x".repeat(255), "y".repeat(256), "z".repeat(70_000), "a\0b", "µ𝜇✓"};
        for (int i = 0; i < 50; i++) {
            outlet.push(texts, 5.25 + i);
        }
        List<Received.Texts> samples = received.awaitTexts(50);
        for (int i = 0; i < 50; i++) {
            assertThat(samples.get(i).values()).containsExactly(texts);
            assertThat(samples.get(i).stampSeconds()).isEqualTo(5.25 + i);
        }
        assertThatThrownBy(() -> outlet.push(new double[6], 1)).hasMessageContaining("text stream");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void deducesStampsAtTheNominalRate(Pair pair) throws Exception {
        Outlet outlet = serve(pair, BothLibraries.unique(ChannelFormat.INT16, 1, 500));
        libraries.connect(pair, outlet, PLAIN, received);
        outlet.push(new double[] {1}, 100);
        outlet.push(new double[] {2}, Outlet.DEDUCED);
        outlet.pushChunk(new double[] {3, 4, 5}, 3, 200);
        outlet.pushChunk(new double[] {6, 7}, 2, Outlet.DEDUCED);
        List<Received.Sample> samples = received.awaitSamples(7);
        double[] expected = {100, 100.002, 199.996, 199.998, 200, 200.002, 200.004};
        for (int i = 0; i < expected.length; i++) {
            assertThat(samples.get(i).stampSeconds()).isCloseTo(expected[i], offset(1e-9));
            assertThat(samples.get(i).values()).containsExactly(i + 1.0);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsAndNumericFormats")
    void carriesChunksInOrder(Pair pair, ChannelFormat format) throws Exception {
        Outlet outlet = serve(pair, BothLibraries.unique(format, 3, 1000));
        libraries.connect(pair, outlet, PLAIN, received);
        int[] counts = {1, 40, 700, 7};
        int sent = 0;
        for (int count : counts) {
            double[] chunk = new double[3 * count];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = (3L * sent + i) % 120;
            }
            outlet.pushChunk(chunk, count, 50 + (sent + count - 1) / 1000.0);
            sent += count;
        }
        List<Received.Sample> samples = received.awaitSamples(sent);
        for (int i = 0; i < sent; i++) {
            double base = 3.0 * i;
            assertThat(samples.get(i).values())
                    .as("sample %d", i)
                    .containsExactly(base % 120, (base + 1) % 120, (base + 2) % 120);
            assertThat(samples.get(i).stampSeconds()).isCloseTo(50 + i / 1000.0, offset(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void isFoundByPredicate(Pair pair) throws Exception {
        StreamInfo info = BothLibraries.unique(ChannelFormat.FLOAT32, 5, 250).toBuilder()
                .describe(InfoElement.text("site", "O'Brien \"lab\" <1>"))
                .build();
        Outlet outlet = serve(pair, info);
        Resolver resolver = libraries.of(pair.inlet()).resolver();
        String name = Predicates.equalTo("name", info.name());
        assertThat(resolver.resolve(name + " and type='Test' and channel_count=5", 1, Duration.ofSeconds(5)))
                .extracting(StreamInfo::uid)
                .containsExactly(outlet.info().uid());
        assertThat(resolver.resolve(
                        name + " and " + Predicates.equalTo("desc/site", "O'Brien \"lab\" <1>"),
                        1,
                        Duration.ofSeconds(5)))
                .hasSize(1);
        assertThat(resolver.resolve(name + " and channel_count=6", 1, Duration.ofMillis(700)))
                .isEmpty();
        assertThat(resolver.resolve("", 0, Duration.ofMillis(1500)))
                .extracting(StreamInfo::uid)
                .contains(outlet.info().uid());
        outlet.close();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNoPredicate(Library library) throws Exception {
        Resolver resolver = libraries.of(library).resolver();
        assertThatThrownBy(() -> resolver.resolve("name='x", 1, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name='x");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void bringsTheWholeDescription(Pair pair) throws Exception {
        StreamInfo info = BothLibraries.unique(ChannelFormat.DOUBLE64, 2, 0.1).toBuilder()
                .channels(List.of(new ChannelInfo("C3", "µV", "EEG"), new ChannelInfo("<&>", "microvolts", "")))
                .describe(InfoElement.of(
                        "cap", InfoElement.text("size", "56"), InfoElement.text("maker", "a \"b\" 'c' & ü")))
                .build();
        Outlet outlet = serve(pair, info);
        Inlet inlet = libraries.connect(pair, outlet, PLAIN, received);
        StreamInfo got = inlet.info();
        assertThat(got.desc()).isEqualTo(info.desc());
        assertThat(got.name()).isEqualTo(info.name());
        assertThat(got.sourceId()).isEqualTo(info.sourceId());
        assertThat(got.nominalRateHz()).isEqualTo(0.1);
        assertThat(got.format()).isEqualTo(ChannelFormat.DOUBLE64);
        assertThat(got.uid()).isEqualTo(outlet.info().uid());
        assertThat(got.createdAtSeconds()).isCloseTo(LslClock.seconds(), offset(30.0));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void knowsItsConsumers(Pair pair) throws Exception {
        Outlet outlet = serve(pair, BothLibraries.unique(ChannelFormat.FLOAT32, 1, 100));
        assertThat(outlet.hasConsumers()).isFalse();
        assertThat(outlet.awaitConsumer(Duration.ofMillis(50))).isFalse();
        Inlet inlet = libraries.connect(pair, outlet, PLAIN, received);
        assertThat(outlet.hasConsumers()).isTrue();
        inlet.close();
        // Native liblsl sees that a consumer went when it next writes to it.
        await(() -> {
            outlet.push(new double[] {1}, 1);
            return !outlet.hasConsumers();
        });
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void saysOnceThatTheSenderClosed(Pair pair) throws Exception {
        // A native outlet that closes leaves connections open at times, and a native inlet never asks.
        int attempts = pair.outlet() == Library.NATIVE && pair.inlet() == Library.NATIVE ? 5 : 1;
        boolean told = false;
        for (int i = 0; i < attempts && !told; i++) {
            told = isToldOnceThatTheSenderClosed(pair);
        }
        assertThat(told).as("told that the sender closed").isTrue();
    }

    private boolean isToldOnceThatTheSenderClosed(Pair pair) throws Exception {
        Received listener = new Received();
        StreamInfo info = BothLibraries.unique(ChannelFormat.FLOAT32, 1, 100);
        Outlet outlet = serve(pair, info);
        Inlet inlet = libraries.connect(pair, outlet, PLAIN, listener);
        outlet.push(new double[] {1}, 1);
        listener.awaitSamples(1);
        outlet.close();
        assertThatThrownBy(() -> outlet.push(new double[] {1}, 1)).hasMessageContaining("is closed");
        long deadline = System.nanoTime() + 8_000_000_000L;
        while (listener.losses().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        inlet.close();
        assertThat(listener.recoveries()).isZero();
        if (listener.losses().isEmpty()) {
            return false;
        }
        assertThat(listener.losses()).singleElement().asString().contains(info.name());
        return true;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void saysNothingAfterItWasClosed(Pair pair) throws Exception {
        Outlet outlet = serve(pair, BothLibraries.unique(ChannelFormat.FLOAT32, 1, 100));
        Inlet inlet = libraries.connect(pair, outlet, RECOVERING, received);
        inlet.close();
        inlet.close();
        outlet.close();
        assertThat(received.losses()).isEmpty();
        assertThatThrownBy(() -> inlet.start(received)).hasMessageContaining("is closed");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void findsARestartedSenderBySourceId(Pair pair) throws Exception {
        StreamInfo info = BothLibraries.unique(ChannelFormat.FLOAT32, 1, 100);
        Outlet first = serve(pair, info);
        Inlet inlet = libraries.connect(pair, first, RECOVERING, received);
        first.push(new double[] {1}, 10);
        received.awaitSamples(1);
        await(() -> inlet.timeCorrection() != null);
        first.push(new double[] {2}, 11);
        first.close();
        Outlet second = serve(pair, info);
        // A native outlet that closes leaves connections open at times; a native inlet asks after 15 s of silence.
        assertThat(second.awaitConsumer(Duration.ofSeconds(40))).isTrue();
        second.push(new double[] {3}, 20);
        received.awaitRecovery();
        await(() -> received.samples().stream().anyMatch(s -> s.stampSeconds() == 20));
        List<Received.Sample> samples = received.samples();
        Received.Sample after = samples.get(samples.size() - 1);
        assertThat(after.values()).containsExactly(3.0);
        assertThat(after.stampSeconds()).isEqualTo(20);
        received.awaitRecovery();
        assertThat(received.losses()).hasSize(1);
        assertThat(received.recoveries()).isEqualTo(1);
        await(() -> inlet.timeCorrection() != null);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void measuresTheClockOffset(Pair pair) throws Exception {
        Outlet outlet = serve(pair, BothLibraries.unique(ChannelFormat.FLOAT32, 1, 100));
        Inlet inlet = libraries.connect(pair, outlet, RECOVERING, received);
        await(() -> inlet.timeCorrection() != null);
        TimeCorrection correction = inlet.timeCorrection();
        assertThat(correction.offsetSeconds()).as("one clock on one machine").isCloseTo(0, offset(1e-3));
        assertThat(correction.roundTripSeconds()).isBetween(0.0, 0.1);
        assertThat(correction.remoteSeconds()).isCloseTo(LslClock.seconds(), offset(5.0));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 10 s in vain").isLessThan(deadline);
            Thread.sleep(10);
        }
    }
}
