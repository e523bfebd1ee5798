package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.lsl.LslClock;

@Timeout(30)
class SyntheticSourceTest {

    private static final SyntheticSettings TWO_CHANNELS =
            SyntheticSettings.DEFAULTS.withChannels(1).withSeed(17);

    private static List<Sample> samples(SyntheticSettings settings, double speed, int chunk, RigClock clock)
            throws InterruptedException {
        CollectingSink sink = new CollectingSink(settings.labels().size() + 1);
        try (SyntheticSource source = new SyntheticSource(settings, "demo", speed, chunk, clock)) {
            source.start(sink);
            assertThat(sink.awaitEnd()).isTrue();
        }
        assertThat(sink.breaches).isEmpty();
        return sink.samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 32, 1000, 100_000})
    void givesTheSameValuesWhateverTheChunk(int chunk) throws InterruptedException {
        SyntheticSettings settings = TWO_CHANNELS.withDurationSeconds(5);
        SyntheticSignal signal = new SyntheticSignal(settings);
        double[] values = new double[2];
        for (Sample sample : samples(settings, Double.POSITIVE_INFINITY, chunk, () -> 5_000_000_000L)) {
            signal.next(values);
            assertThat(sample.values).containsExactly(values);
            assertThat(sample.stampSeconds).isCloseTo(5 + sample.index * 1e-3, offset(1e-9));
            assertThat(sample.clockCorrectionSeconds).isZero();
        }
    }

    @Test
    void letsAChunkArriveWithItsLastSampleOnTheAxisOfAFastSignal() throws InterruptedException {
        List<Sample> samples =
                samples(TWO_CHANNELS.withDurationSeconds(0.025), Double.POSITIVE_INFINITY, 10, () -> 7_000_000_000L);
        assertThat(samples.get(0).arrivalNanos).isEqualTo(7_009_000_000L);
        assertThat(samples.get(9).arrivalNanos).isEqualTo(7_009_000_000L);
        assertThat(samples.get(10).arrivalNanos).isEqualTo(7_019_000_000L);
        assertThat(samples.get(24).arrivalNanos).isEqualTo(7_024_000_000L);
    }

    /** A clock that a waiting source moves on by reading it. */
    @Test
    void neverGivesASampleBeforeItIsDue() throws InterruptedException {
        AtomicLong now = new AtomicLong(1_000_000_000L);
        RigClock clock = () -> now.addAndGet(500_000);
        List<Sample> samples = samples(TWO_CHANNELS.withDurationSeconds(0.1), 1, 4, clock);
        for (Sample sample : samples) {
            long last = sample.index / 4 * 4 + 3;
            long due = LslClock.toNanos(samples.get(0).stampSeconds + last * 1e-3);
            assertThat(sample.arrivalNanos - due).isBetween(-1L, 500_000L);
        }
    }

    @Test
    void keepsPaceWithTheRealClock() throws InterruptedException {
        long before = System.nanoTime();
        List<Sample> samples = samples(TWO_CHANNELS.withDurationSeconds(0.5), 1, 10, RigClock.SYSTEM);
        assertThat(System.nanoTime() - before).isBetween(499_000_000L, 5_000_000_000L);
        for (Sample sample : samples) {
            assertThat(sample.arrivalNanos / 1e9 - sample.stampSeconds).isGreaterThan(-1e-6);
        }
    }

    @Test
    void runsFasterThanTheClockWhenAsked() throws InterruptedException {
        long before = System.nanoTime();
        samples(TWO_CHANNELS.withDurationSeconds(5), 50, 10, RigClock.SYSTEM);
        assertThat(System.nanoTime() - before).isBetween(99_000_000L, 4_000_000_000L);
    }

    @Test
    void refusesASpeedOrChunkThatIsNone() {
        assertThatThrownBy(() -> new SyntheticSource(TWO_CHANNELS, "demo", 0, 1, RigClock.SYSTEM))
                .hasMessage("speed = 0.0: must be > 0");
        assertThatThrownBy(() -> new SyntheticSource(TWO_CHANNELS, "demo", Double.NaN, 1, RigClock.SYSTEM))
                .hasMessage("speed = NaN: must be > 0");
        assertThatThrownBy(() -> new SyntheticSource(TWO_CHANNELS, "demo", 1, 0, RigClock.SYSTEM))
                .hasMessage("chunkSamples = 0: must be >= 1");
    }
}
