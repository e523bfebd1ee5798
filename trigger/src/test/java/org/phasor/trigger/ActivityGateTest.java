package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.Sample;

@Timeout(10)
class ActivityGateTest {

    private static final long MS = 1_000_000;
    private static final double LIMIT = 200;

    /** A pulse between samples: the window is 950 to 995 ms and holds whole milliseconds. */
    private static final long PULSE = 1000 * MS;

    /** What the gate says of the pulse on the first frame at which it says anything, with 1 kHz from 0 on. */
    private static boolean spoilt(ActivityGate gate, LongToDoubleFunction microvoltsAtMs) {
        return spoilt(gate, microvoltsAtMs, -1, 0);
    }

    private static boolean spoilt(ActivityGate gate, LongToDoubleFunction microvoltsAtMs, long flaggedMs, int flags) {
        for (long ms = 0; ms < 2000; ms++) {
            gate.take(sample(ms * MS, microvoltsAtMs.applyAsDouble(ms), ms == flaggedMs ? flags : 0));
            boolean spoils = gate.spoils(PULSE);
            if (gate.decided(PULSE)) {
                assertThat(ms).isGreaterThanOrEqualTo(995);
                return spoils;
            }
            assertThat(spoils).isFalse();
        }
        throw new AssertionError("never decided");
    }

    private static Sample sample(long timeNanos, double value, int flags) {
        Sample sample = new Sample(2);
        sample.timeNanos = timeNanos;
        sample.values[1] = value;
        sample.flags = flags;
        return sample;
    }

    private static ActivityGate gate() {
        return new ActivityGate(new int[] {1}, new double[] {1}, LIMIT, -50 * MS, -5 * MS, 1000);
    }

    private static LongToDoubleFunction burst(long fromMs, long toMs) {
        return ms -> ms >= fromMs && ms <= toMs ? (ms % 2 == 0 ? 150 : -150) : 0;
    }

    @ParameterizedTest
    @ValueSource(longs = {950, 960, 993, 994})
    void rejectsABurstWithinTheWindow(long fromMs) {
        assertThat(spoilt(gate(), burst(fromMs, fromMs + 1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 900, 948, 996, 999})
    void ignoresOneBeforeAndOneAfter(long fromMs) {
        assertThat(spoilt(gate(), burst(fromMs, fromMs + 1))).isFalse();
    }

    @Test
    void theEndsOfTheWindowBelongToIt() {
        assertThat(spoilt(gate(), ms -> ms == 950 ? 201 : 0)).isTrue();
        assertThat(spoilt(gate(), ms -> ms == 995 ? 201 : 0)).isTrue();
        assertThat(spoilt(gate(), ms -> ms == 949 || ms == 996 ? 201 : 0)).isFalse();
    }

    @Test
    void aRangeAtTheLimitIsStillGood() {
        assertThat(spoilt(gate(), ms -> ms == 970 ? 100 : ms == 980 ? -100 : 0)).isFalse();
        assertThat(spoilt(gate(), ms -> ms == 970 ? 100.1 : ms == 980 ? -100 : 0))
                .isTrue();
    }

    @Test
    void isNotFooledByOffsetAndSlowDrift() {
        assertThat(spoilt(gate(), ms -> 250_000 + 2.0 * ms)).isFalse();
        assertThat(spoilt(gate(), ms -> 250_000 + 2.0 * ms + burst(970, 971).applyAsDouble(ms)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aValueThatIsNoNumberIsTooActive(double value) {
        assertThat(spoilt(gate(), ms -> ms == 970 ? value : 0)).isTrue();
        assertThat(spoilt(gate(), ms -> ms == 900 ? value : 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {Sample.GAP, Sample.UNANCHORED})
    void aBreakWithinTheWindowIsTooActive(int flag) {
        assertThat(spoilt(gate(), ms -> 0, 970, flag)).isTrue();
        assertThat(spoilt(gate(), ms -> 0, 951, flag)).isTrue();
        assertThat(spoilt(gate(), ms -> 0, 995, flag)).isTrue();
        assertThat(spoilt(gate(), ms -> 0, 940, flag)).isFalse();
    }

    @Test
    void aGapThatReachesOverTheWindowsEndIsTooActive() {
        ActivityGate gate = gate();
        for (long ms = 0; ms < 990; ms++) {
            gate.take(sample(ms * MS, 0, 0));
        }
        gate.take(sample(1100 * MS, 0, Sample.GAP));
        assertThat(gate.decided(PULSE)).isTrue();
        assertThat(gate.spoils(PULSE)).isTrue();
    }

    @Test
    void aWindowThatBeginsBeforeTheFirstSampleIsTooActive() {
        ActivityGate gate = gate();
        assertThat(gate.active()).isTrue();
        for (long ms = 960; ms <= 995; ms++) {
            gate.take(sample(ms * MS, 0, 0));
        }
        assertThat(gate.spoils(PULSE)).isTrue();
        assertThat(gate.active()).isTrue();
        for (long ms = 996; ms <= 1005; ms++) {
            gate.take(sample(ms * MS, 0, 0));
        }
        assertThat(gate.active()).isFalse();
    }

    @Test
    void isActiveWhileTheNewestStretchIs() {
        ActivityGate gate = gate();
        for (long ms = 0; ms < 400; ms++) {
            gate.take(sample(ms * MS, ms == 200 ? 300 : 0, 0));
            boolean inSight = ms >= 200 && ms <= 245;
            if (ms >= 45) {
                assertThat(gate.active()).as("%d ms", ms).isEqualTo(inSight);
            }
        }
    }

    @Test
    void judgesAWindowThatHasPassedWhenItIsAskedLate() {
        ActivityGate gate = gate();
        for (long ms = 0; ms <= 1000; ms++) {
            gate.take(sample(ms * MS, ms == 994 ? 300 : 0, 0));
        }
        assertThat(gate.spoils(PULSE)).isTrue();
        assertThat(gate.spoils(1045 * MS)).isFalse();
        assertThat(gate.spoils(998 * MS)).isFalse();
    }

    @Test
    void aVerdictStandsWhateverComesAfter() {
        ActivityGate gate = gate();
        for (long ms = 0; ms <= 995; ms++) {
            gate.take(sample(ms * MS, 0, 0));
        }
        assertThat(gate.spoils(PULSE)).isFalse();
        gate.take(sample(997 * MS, Double.NaN, Sample.GAP));
        assertThat(gate.spoils(PULSE)).isFalse();
    }

    @Test
    void anyOfSeveralChannelsCountsInItsOwnUnit() {
        for (double first : new double[] {0.0, 0.0003}) {
            ActivityGate gate =
                    new ActivityGate(new int[] {0, 1}, new double[] {1e6, 1}, LIMIT, -50 * MS, -5 * MS, 1000);
            for (long ms = 0; ms <= 995; ms++) {
                Sample sample = sample(ms * MS, 10, 0);
                sample.values[0] = ms == 970 ? first : 0;
                gate.take(sample);
            }
            assertThat(gate.spoils(PULSE)).isEqualTo(first > 0);
        }
    }

    /** Samples of one chunk arrive together, late and at once: that must not matter. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8, 32, 500})
    void isNotFooledByChunks(int chunk) {
        ActivityGate gate = gate();
        for (long ms = 0; ms <= 995; ms++) {
            Sample sample = sample(ms * MS, burst(900, 949).applyAsDouble(ms), 0);
            sample.arrivalNanos = (ms / chunk + 1) * chunk * MS;
            gate.take(sample);
        }
        assertThat(gate.spoils(PULSE)).isFalse();
    }

    /** Against its definition, value by value, on times that jitter, with bursts, gaps and lost numbers, at several rates. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithItsDefinition(long seed) {
        Random random = new Random(seed);
        double rateHz = 200 + random.nextInt(5000);
        long from = -(20 + random.nextInt(300)) * MS;
        long to = from + (10 + random.nextInt((int) (-from / MS) - 10)) * MS;
        ActivityGate gate = new ActivityGate(new int[] {1}, new double[] {1}, LIMIT, from, to, rateHz);
        int count = 4000;
        long[] times = new long[count];
        double[] values = new double[count];
        boolean[] gaps = new boolean[count];
        long time = 0;
        int asked = 0;
        for (int i = 0; i < count; i++) {
            gaps[i] = random.nextInt(1500) == 0;
            time += Math.round(1e9 / rateHz * (0.9 + 0.2 * random.nextDouble()) * (gaps[i] ? 40 : 1));
            times[i] = time;
            int kind = random.nextInt(2000);
            values[i] = kind == 0 ? Double.NaN : kind < 5 ? 250 : 100 * random.nextDouble();
            gate.take(sample(time, values[i], gaps[i] ? Sample.GAP : 0));
            if (i % 7 == 0) {
                long pulse = time - to - random.nextInt((int) Math.min(MS, -from));
                boolean expected = tooActive(times, values, gaps, i, pulse + from, pulse + to);
                assertThat(gate.spoils(pulse)).as("seed %d, sample %d", seed, i).isEqualTo(expected);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(500);
    }

    private static boolean tooActive(
            long[] times, double[] values, boolean[] gaps, int newest, long fromTime, long toTime) {
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        boolean covered = false;
        for (int i = newest; i >= 0 && !covered; i--) {
            if (times[i] >= fromTime && times[i] <= toTime) {
                most = Math.max(most, values[i]);
                least = Math.min(least, values[i]);
            }
            covered = times[i] <= fromTime;
            if (gaps[i] && !covered) {
                return true;
            }
        }
        return !covered || !(most - least <= LIMIT);
    }

    @Test
    void allocatesNothing() {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ActivityGate gate = gate();
        Sample sample = sample(0, 0, 0);
        // The second round is counted: the first is that of the class loader.
        long bytes = 0;
        long quiet = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 20_000; i++) {
                sample.timeNanos += MS;
                sample.values[1] = i % 100 == 0 ? 300 : 0;
                gate.take(sample);
                quiet += gate.active() || gate.spoils(sample.timeNanos + 5 * MS) ? 0 : 1;
            }
            bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertThat(quiet).isPositive();
        assertThat(bytes).isLessThan(1000);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new ActivityGate(new int[0], new double[0], 1, -2, -1, 1000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ActivityGate(new int[1], new double[1], Double.NaN, -2, -1, 1000))
                .hasMessageContaining("limitMicrovolts = NaN");
        assertThatThrownBy(() -> new ActivityGate(new int[1], new double[1], 1, -1, 1, 1000))
                .hasMessageContaining("window = -1 to 1 ns");
        assertThatThrownBy(() -> new ActivityGate(new int[1], new double[1], 1, -2, -1, 0))
                .hasMessageContaining("rateHz = 0.0");
    }
}
