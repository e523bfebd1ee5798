package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.StreamInfo;

/** What every source owes. Each is made by a function of how many samples it has; 0 for a source without end. */
@Timeout(30)
class SampleSourceContractTest {

    private static final int CHANNELS = 4;

    static Stream<Named<LongFunction<SampleSource>>> all() {
        return Stream.of(
                Named.of("synthetic, fast", n -> synthetic(n, Double.POSITIVE_INFINITY, 7)),
                Named.of("synthetic, real time", n -> synthetic(n, 1, 1)),
                Named.of("synthetic, real time, chunks", n -> synthetic(n, 1, 32)),
                Named.of("synthetic, ten times", n -> synthetic(n, 10, 16)),
                Named.of("lsl", SampleSourceContractTest::lsl));
    }

    private static SampleSource synthetic(long samples, double speed, int chunk) {
        SyntheticSettings settings = SyntheticSettings.DEFAULTS
                .withChannels(CHANNELS - 1)
                .withDurationSeconds(samples == 0 ? Double.POSITIVE_INFINITY : samples / 1000.0);
        return new SyntheticSource(settings, "synthetic", speed, chunk, RigClock.SYSTEM);
    }

    private static SampleSource lsl(long samples) {
        StreamInfo info = StreamInfo.builder("EEG", "EEG")
                .channelCount(CHANNELS)
                .nominalRateHz(1000)
                .build();
        if (samples > 0) {
            info = AnnouncedLength.announce(info, samples);
        }
        FakeLsl lsl = new FakeLsl(info, (inlet, listener) -> speak(inlet, listener, samples));
        try {
            return LslSource.open(lsl, info, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void speak(FakeLsl.FakeInlet inlet, InletListener listener, long samples) {
        double[] values = {1, 2, 3, 4};
        for (long i = 0; (samples == 0 || i < samples) && !inlet.stopping; i++) {
            listener.onSample(1 + i * 1e-3, true, RigClock.SYSTEM.nanoTime(), values);
        }
        if (!inlet.stopping) {
            listener.onLost("connection closed by the sender");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesWholeSamplesInOrderThenEnds(LongFunction<SampleSource> make) throws InterruptedException {
        CollectingSink sink = new CollectingSink(CHANNELS);
        try (SampleSource source = make.apply(100)) {
            assertThat(source.info().channelCount()).isEqualTo(CHANNELS);
            assertThat(source.info().nominalRateHz()).isEqualTo(1000);
            source.start(sink);
            assertThat(sink.awaitEnd()).isTrue();
        }
        assertThat(sink.breaches).isEmpty();
        assertThat(sink.ends).containsExactly(SourceEnd.FINISHED);
        assertThat(sink.details.get(0))
                .startsWith("stream '" + sourceName(sink))
                .contains("ended after 100 samples");
        assertThat(sink.samples).hasSize(100);
        for (int i = 0; i < 100; i++) {
            Sample sample = sink.samples.get(i);
            assertThat(sample.index).isEqualTo(i);
            assertThat(sample.stampSeconds).isFinite();
            assertThat(sample.clockCorrectionSeconds).isFinite();
            assertThat(sample.arrivalNanos).isNotEqualTo(Long.MIN_VALUE);
            assertThat(sample.flags).isZero();
            for (double value : sample.values) {
                assertThat(value).isFinite();
            }
            if (i > 0) {
                Sample before = sink.samples.get(i - 1);
                assertThat(sample.stampSeconds - before.stampSeconds).isBetween(0.000999, 0.001001);
                assertThat(sample.arrivalNanos).isGreaterThanOrEqualTo(before.arrivalNanos);
            }
        }
    }

    private static String sourceName(CollectingSink sink) {
        return sink.details.get(0).split("'")[1];
    }

    @ParameterizedTest
    @MethodSource("all")
    void stopsWhenClosedAndSaysSoOnce(LongFunction<SampleSource> make) throws InterruptedException {
        CollectingSink sink = new CollectingSink(CHANNELS, 40, Long.MAX_VALUE);
        SampleSource source = make.apply(0);
        source.start(sink);
        assertThat(sink.awaitEnough()).isTrue();
        source.close();
        int given = sink.count();
        assertThat(sink.ends).containsExactly(SourceEnd.CLOSED);
        assertThat(sink.details.get(0)).contains("was closed after " + given + " samples");
        source.close();
        assertThat(sink.ends).hasSize(1);
        assertThat(sink.count()).isEqualTo(given);
        assertThat(sink.breaches).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void endsOnceWhoeverClosesItAndWhenever(LongFunction<SampleSource> make) throws InterruptedException {
        for (int round = 0; round < 30; round++) {
            CollectingSink sink = new CollectingSink(CHANNELS);
            SampleSource source = make.apply(3);
            source.start(sink);
            Thread other = new Thread(source::close, "other-closer");
            other.start();
            source.close();
            assertThat(sink.ends).as("when close returns").hasSize(1);
            int given = sink.count();
            other.join();
            assertThat(sink.count()).isEqualTo(given);
            assertThat(sink.ends).hasSize(1).doesNotContain(SourceEnd.LOST, SourceEnd.FAILED);
            assertThat(sink.breaches).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void leavesNoThreadBehind(LongFunction<SampleSource> make) throws InterruptedException {
        CollectingSink sink = new CollectingSink(CHANNELS, 3, Long.MAX_VALUE);
        SampleSource source = make.apply(0);
        source.start(sink);
        assertThat(sink.awaitEnough()).isTrue();
        source.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("phasor-source", "fake-lsl-reader");
    }

    @ParameterizedTest
    @MethodSource("all")
    void endsAsFailedWhenTheSinkThrows(LongFunction<SampleSource> make) throws InterruptedException {
        CollectingSink sink = new CollectingSink(CHANNELS, Integer.MAX_VALUE, 5);
        try (SampleSource source = make.apply(50)) {
            source.start(sink);
            assertThat(sink.awaitEnd()).isTrue();
        }
        assertThat(sink.samples).hasSize(5);
        assertThat(sink.ends).containsExactly(SourceEnd.FAILED);
        assertThat(sink.details.get(0)).contains("failed").contains("the sink is broken");
        assertThat(sink.breaches).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void mayBeClosedUnstarted(LongFunction<SampleSource> make) {
        SampleSource source = make.apply(3);
        source.close();
        source.close();
        CollectingSink sink = new CollectingSink(CHANNELS);
        assertThatThrownBy(() -> source.start(sink)).isInstanceOf(IllegalStateException.class);
        assertThat(sink.ends).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void startsOnce(LongFunction<SampleSource> make) throws InterruptedException {
        CollectingSink sink = new CollectingSink(CHANNELS);
        try (SampleSource source = make.apply(3)) {
            source.start(sink);
            assertThatThrownBy(() -> source.start(new CollectingSink(CHANNELS)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was started or closed before");
            assertThat(sink.awaitEnd()).isTrue();
        }
    }
}
