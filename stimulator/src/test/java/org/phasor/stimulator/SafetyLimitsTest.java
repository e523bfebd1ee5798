package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.trigger.Decision;

/** Every number that a session is held to, and the patterns that it may give. */
@Timeout(20)
class SafetyLimitsTest {

    @ParameterizedTest
    @EnumSource(Limit.class)
    void takesEveryValueThatMeansSomethingAndNoOther(Limit limit) {
        Limit.Unit unit = limit.unit();
        long least = unit.toBase(limit.min());
        long most = unit.toBase(limit.max());
        assertThat(SafetyLimits.BENCH_DEFAULTS.with(limit, least).value(limit)).isEqualTo(least);
        assertThat(SafetyLimits.BENCH_DEFAULTS.with(limit, most).inUnit(limit)).isEqualTo(limit.max());
        for (long bad : new long[] {least - 1, most + 1}) {
            assertThatThrownBy(() -> SafetyLimits.BENCH_DEFAULTS.with(limit, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(limit.key() + " = " + unit.fromBase(bad) + ": must be " + limit.min() + " to "
                            + limit.max());
        }
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void hasBoundsInTheirOrder(Limit limit) {
        assertThat(limit.benchDefault()).isBetween(limit.min(), limit.max());
        assertThat(limit.floor()).isBetween(limit.min(), limit.max());
        assertThat(limit.liveUtmost()).isBetween(limit.min(), limit.max());
        assertThat(limit.isBeyond(limit.floor(), limit.liveUtmost()))
                .as("the floor is no further than the utmost")
                .isFalse();
        assertThat(limit.isBeyond(limit.floor(), limit.floor())).isFalse();
        double step = limit.side() == Limit.Side.AT_LEAST ? -1 : 1;
        assertThat(limit.isBeyond(limit.floor() + step, limit.floor())).isTrue();
        assertThat(limit.isBeyond(limit.floor() - step, limit.floor())).isFalse();
        assertThat(limit.rule()).matches("S[0-9]+");
        assertThat(limit.source()).isNotBlank();
        String ending = switch (limit.unit()) {
            case MILLISECONDS -> "-ms";
            case SECONDS -> "-s";
            case PULSES -> "pulses";
        };
        assertThat(
                        limit.unit() == Limit.Unit.PULSES
                                ? limit.key().contains(ending)
                                : limit.key().endsWith(ending))
                .isTrue();
    }

    @Test
    void givesBenchDevicesTheirDefaults() {
        SafetyLimits bench = SafetyLimits.BENCH_DEFAULTS;
        assertThat(bench.minOnsetIntervalNanos()).isEqualTo(2 * SECOND);
        assertThat(bench.maxPulsesPerPattern()).isEqualTo(1);
        assertThat(bench.minPulseGapNanos()).isEqualTo(10 * MILLI);
        assertThat(bench.maxPulsesPerMinute()).isEqualTo(60);
        assertThat(bench.maxPulsesPerSession()).isEqualTo(1500);
        assertThat(bench.value(Limit.MAX_PULSES_PER_DAY)).isEqualTo(3000);
        assertThat(bench.value(Limit.MAX_PULSES_PER_WEEK)).isEqualTo(15_000);
        assertThat(bench.maxAgeNanos()).isEqualTo(100 * MILLI);
        assertThat(bench.lateToleranceNanos()).isEqualTo(2 * MILLI);
        assertThat(bench.maxGapNanos()).isEqualTo(20 * MILLI);
        assertThat(bench.maxStallNanos()).isEqualTo(2 * SECOND);
        assertThat(bench.confirmEveryNanos()).isEqualTo(60 * SECOND);
    }

    @Test
    void letsNoSilenceLastLongerThanATenthOfASecond() {
        assertThat(SafetyLimits.BENCH_DEFAULTS.with(Limit.MAX_AGE, 30 * MILLI).maxSilenceNanos())
                .isEqualTo(30 * MILLI);
        assertThat(SafetyLimits.BENCH_DEFAULTS.with(Limit.MAX_AGE, 3 * SECOND).maxSilenceNanos())
                .isEqualTo(100 * MILLI);
    }

    @Test
    void convertsUnits() {
        assertThat(Limit.Unit.MILLISECONDS.toBase(1.5)).isEqualTo(1_500_000);
        assertThat(Limit.Unit.SECONDS.fromBase(2_500_000_000L)).isEqualTo(2.5);
        assertThat(Limit.Unit.PULSES.toBase(3)).isEqualTo(3);
        assertThat(Limit.Unit.MILLISECONDS.symbol()).isEqualTo("ms");
        assertThat(Limit.Unit.SECONDS.symbol()).isEqualTo("s");
        assertThat(Limit.Unit.PULSES.symbol()).isEqualTo("pulses");
    }

    @Test
    void isEqualByItsValues() {
        SafetyLimits other = SafetyLimits.BENCH_DEFAULTS.with(Limit.MAX_AGE, 5 * MILLI);
        assertThat(other).isNotEqualTo(SafetyLimits.BENCH_DEFAULTS).isNotEqualTo("limits");
        assertThat(other.with(Limit.MAX_AGE, 100 * MILLI))
                .isEqualTo(SafetyLimits.BENCH_DEFAULTS)
                .hasSameHashCodeAs(SafetyLimits.BENCH_DEFAULTS);
        assertThat(other.hashCode()).isNotEqualTo(SafetyLimits.BENCH_DEFAULTS.hashCode());
        assertThat(other.toString())
                .startsWith("min-onset-interval-ms = 2000.0, max-pulses-per-pattern = 1.0, ")
                .contains(", max-age-ms = 5.0, ")
                .endsWith("confirm-every-s = 60.0");
    }

    @Test
    void refusesPatternsThatAreNone() {
        for (int pulses : new int[] {0, -1, 1001}) {
            assertThatThrownBy(() -> new PulsePattern(pulses, 10 * MILLI, false))
                    .hasMessage("pulses = " + pulses + ": must be 1 to 1000");
        }
        for (long gap : new long[] {0, MILLI - 1, 10 * SECOND + 1}) {
            assertThatThrownBy(() -> new PulsePattern(2, gap, false))
                    .hasMessage("gapMs = " + gap / 1e6 + ": must be 1 to 10000");
        }
        assertThat(new PulsePattern(1000, MILLI, false).durationNanos()).isEqualTo(999 * MILLI);
        assertThat(new PulsePattern(2, 10 * SECOND, true).durationNanos()).isEqualTo(10 * SECOND);
        assertThat(new PulsePattern(7, MILLI, true).pulsesPerCall()).isEqualTo(7);
        assertThat(new PulsePattern(7, MILLI, false).pulsesPerCall()).isEqualTo(1);
        assertThat(new PulsePattern(1, -5, false).durationNanos()).isZero();
    }

    @Test
    void saysOfEachOutcomeWhatItCounts() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(outcome.isVeto()).isEqualTo(outcome.name().startsWith("VETOED"));
            assertThat(outcome.counts()).isEqualTo(outcome == Outcome.DELIVERED || outcome == Outcome.DEVICE_FAILED);
            if (!outcome.isVeto()) {
                assertThat(outcome.figure()).isEqualTo(Outcome.Figure.NONE);
            }
        }
        assertThat(Outcome.VETOED_LATE.figure()).isEqualTo(Outcome.Figure.NANOS);
        assertThat(Outcome.VETOED_MINUTE_LIMIT.figure()).isEqualTo(Outcome.Figure.PULSES);
        assertThat(Outcome.VETOED_HOLD.figure()).isEqualTo(Outcome.Figure.NONE);
    }

    @Test
    void copiesADeliveryWhole() {
        Delivery from = new Delivery();
        from.decisionId = 1;
        from.condition = 2;
        from.outcome = Outcome.VETOED_GAP;
        from.plannedNanos = 3;
        from.decidedOnNanos = 4;
        from.gateNanos = 15;
        from.returnedNanos = 6;
        from.pulse = 7;
        from.pulses = 8;
        from.measured = 9;
        from.bound = 10;
        from.intent = Decision.Intent.SHAM;
        from.trial = 11;
        from.intensityPercentRmt = 90;
        Delivery to = new Delivery();
        to.copyFrom(from);
        assertThat(to).usingRecursiveComparison().isEqualTo(from);
        assertThat(to.ageNanos()).isEqualTo(11);
    }
}
