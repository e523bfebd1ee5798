package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(10)
class LiveRulesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
    private static final PulsePattern SINGLE = PulsePattern.SINGLE;

    /** Every limit at its floor, single pulses so far apart that they are no train. */
    private static SafetyLimits floors() {
        SafetyLimits limits = SafetyLimits.BENCH_DEFAULTS;
        for (Limit limit : Limit.values()) {
            limits = limits.with(limit, limit.unit().toBase(limit.floor()));
        }
        return limits.with(Limit.MIN_ONSET_INTERVAL, 2000 * MILLI);
    }

    private static LimitOverride override(String limit) {
        return new LimitOverride(limit, "Dr. A", "as approved", "EC-17");
    }

    private static LiveDeclaration declared(double percentRmt, String... overrides) {
        return new LiveDeclaration(
                Optional.of(new Intensity(percentRmt, 50, TODAY)),
                TrainTable.ROSSI_2009,
                List.of(overrides).stream().map(LiveRulesTest::override).toList());
    }

    private static List<String> faults(PulsePattern pattern, SafetyLimits limits, LiveDeclaration declared) {
        return LiveRules.faults(true, pattern, limits, declared).stream()
                .map(LiveFault::toString)
                .toList();
    }

    @Test
    void takesTheFloorsThemselves() {
        assertThat(faults(SINGLE, floors(), declared(120))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Limit.class)
    void asksForASignatureBeyondAFloorAndRefusesBeyondTheUtmost(Limit limit) {
        double step = limit.side() == Limit.Side.AT_LEAST ? -0.5 : limit.unit() == Limit.Unit.PULSES ? 1 : 0.5;
        boolean between = limit.isBeyond(limit.liveUtmost(), limit.floor());
        if (between) {
            SafetyLimits beyond = floors().with(limit, limit.unit().toBase(limit.floor() + step));
            // Onsets so close are a train, too.
            String[] signed = limit == Limit.MIN_ONSET_INTERVAL
                    ? new String[] {limit.key(), LimitOverride.TRAIN}
                    : new String[] {limit.key()};
            assertThat(faults(SINGLE, beyond, declared(110)))
                    .anyMatch(f -> f.startsWith("stimulator.limits." + limit.key() + " = ")
                            && f.contains("a signed [[stimulator.override]] with limit = \"" + limit.key() + '"'));
            assertThat(faults(SINGLE, beyond, declared(110, signed))).isEmpty();
        }
        double further = limit.liveUtmost() + step;
        if (further >= limit.min() && further <= limit.max()) {
            SafetyLimits limits = floors().with(limit, limit.unit().toBase(further));
            assertThat(faults(SINGLE, limits, declared(110, limit.key())))
                    .anyMatch(f -> f.startsWith("stimulator.limits." + limit.key() + " = ")
                            && f.endsWith("for a live device, whatever is signed"));
        }
    }

    @Test
    void givesEachPulseOfAPatternItsMinute() {
        PulsePattern pattern = new PulsePattern(10, 100 * MILLI, false);
        SafetyLimits limits = floors().with(Limit.MIN_ONSET_INTERVAL, 10_000 * MILLI);
        assertThat(faults(pattern, limits.with(Limit.MAX_PULSES_PER_MINUTE, 600), declared(100)))
                .isEmpty();
        assertThat(faults(pattern, limits.with(Limit.MAX_PULSES_PER_MINUTE, 601), declared(100)))
                .singleElement()
                .asString()
                .startsWith("stimulator.limits.max-pulses-per-minute = 601: must be <= 600");
    }

    @Test
    void refusesAnOverrideThatNothingNeeds() {
        assertThat(faults(SINGLE, floors(), declared(110, "train", "max-gap-ms", "intensity")))
                .hasSize(3)
                .allMatch(f -> f.contains("must be left out"));
        assertThat(LiveRules.faults(false, SINGLE, floors(), declared(110, "max-gap-ms")))
                .hasSize(1);
    }

    @Test
    void asksForAnIntensityAndHoldsIt() {
        assertThat(faults(SINGLE, floors(), LiveDeclaration.NONE))
                .containsExactly("stimulator.intensity: is missing: a live device needs percent-rmt, rmt-percent-mso"
                        + " and rmt-date");
        assertThat(faults(SINGLE, floors(), declared(121)))
                .singleElement()
                .asString()
                .startsWith("stimulator.intensity.percent-rmt = 121: must be <= 120, or a signed");
        assertThat(faults(SINGLE, floors(), declared(121, "intensity"))).isEmpty();
        assertThat(faults(SINGLE, floors(), declared(131, "intensity", "train")))
                .containsExactly("stimulator.intensity.percent-rmt = 131: must be <= 130 for a live device, whatever"
                        + " is signed");
    }

    @Test
    void asksForASignatureUnderATrainThatIsNotInside() {
        PulsePattern triplet = new PulsePattern(3, 40 * MILLI, true);
        SafetyLimits limits = floors().with(Limit.MAX_PULSES_PER_MINUTE, 60);
        assertThat(faults(triplet, limits, declared(100)))
                .singleElement()
                .asString()
                .startsWith("stimulator.limits.train-table = \"rossi-2009\": the pattern is NOT_COVERED: pause");
        assertThat(faults(triplet, limits, declared(100, "train"))).isEmpty();
    }

    @Test
    void leavesABenchDeviceAlone() {
        assertThat(LiveRules.faults(false, SINGLE, SafetyLimits.BENCH_DEFAULTS, LiveDeclaration.NONE))
                .isEmpty();
        // A rehearsal of a live rig file keeps its signatures.
        SafetyLimits close = floors().with(Limit.MIN_ONSET_INTERVAL, 500 * MILLI);
        assertThat(LiveRules.faults(false, SINGLE, close, declared(110, "train", "min-onset-interval-ms")))
                .isEmpty();
    }

    @Test
    void nobodyOpensALiveDeviceAroundThem() {
        StimulatorSettings settings = new StimulatorSettings(
                "serial-ttl",
                Optional.empty(),
                List.of(),
                0,
                "",
                0,
                List.of(),
                SINGLE,
                Optional.of(new SerialTtlSettings("no-such-port", 9600, 1, 0, 5 * MILLI)));
        Bench.Sink sink = new Bench.Sink();
        assertThatThrownBy(() -> Interlock.open(settings, SafetyLimits.BENCH_DEFAULTS, () -> 0, sink, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'serial-ttl' is a live device: ")
                .hasMessageContaining("max-stall-ms = 2000: must be <= 300")
                .hasMessageContaining("stimulator.intensity: is missing")
                .hasMessageNotContaining("\n");
        StimulatorSettings close = settings.withDeclared(declared(110, "train"));
        SafetyLimits closer = floors().with(Limit.MIN_ONSET_INTERVAL, 999 * MILLI);
        assertThatThrownBy(() -> Interlock.open(close, closer, () -> 0, sink, null))
                .hasMessageContaining("min-onset-interval-ms = 999: must be >= 1000");
    }

    @Test
    void aThresholdIsGoodForItsDay() {
        Intensity intensity = new Intensity(110, 50, TODAY);
        assertThat(intensity.percentMso()).isEqualTo(55);
        assertThat(intensity.staleRmt(TODAY)).isEmpty();
        assertThat(intensity.staleRmt(TODAY.plusDays(1)).orElseThrow())
                .isEqualTo("stimulator.intensity.rmt-date = 2026-01-31: must be today's, 2026-02-01: measure the"
                        + " resting motor threshold again");
        assertThat(intensity.staleRmt(TODAY.minusDays(1))).isPresent();
    }

    @Test
    void anIntensityMustBePossible() {
        assertThatThrownBy(() -> new Intensity(120, 84, TODAY))
                .hasMessageStartingWith("percentRmt = 120.0: of rmt-percent-mso = 84.0 is 100.8 %");
        assertThat(new Intensity(125, 80, TODAY).percentMso()).isEqualTo(100);
        assertThatThrownBy(() -> new Intensity(Double.NaN, 50, TODAY)).hasMessageStartingWith("percentRmt = NaN");
        assertThatThrownBy(() -> new Intensity(110, 0, TODAY)).hasMessageStartingWith("rmtPercentMso = 0.0");
    }

    @Test
    void anOverrideSaysEverything() {
        assertThatThrownBy(() -> override("max-age")).hasMessageStartingWith("limit = \"max-age\": must be one of ");
        assertThatThrownBy(() -> new LimitOverride("train", " ", "a", "b")).hasMessageStartingWith("signedBy = ");
        assertThatThrownBy(() -> new LimitOverride("train", "a", "", "b")).hasMessageStartingWith("reason = ");
        assertThatThrownBy(() -> new LimitOverride("train", "a", "b", "\t")).hasMessageStartingWith("protocol = ");
        assertThatThrownBy(() -> new LimitOverride("train", "a", "b\nc", "d"))
                .hasMessage("reason = \"...\": must be one line of at most 500 characters");
        assertThatThrownBy(() -> new LimitOverride("train", "a", "b", "c".repeat(501)))
                .hasMessageStartingWith("protocol = ");
        assertThatThrownBy(() -> declared(110, "train", "train")).hasMessageContaining("overridden twice");
    }

    private static ArmingChecklist checklist(String... overrides) {
        return new ArmingChecklist("AB", "CD", EnumSet.allOf(ArmingChecklist.Item.class), Set.of(overrides), "");
    }

    @Test
    void armingAsksForTheDayAndTheOverridesAgain() {
        LiveRules.requireConfirmed(declared(125, "intensity"), checklist("intensity"), TODAY);
        LiveRules.requireConfirmed(LiveDeclaration.NONE, checklist(), TODAY);
        assertThatThrownBy(() -> LiveRules.requireConfirmed(declared(125, "intensity"), checklist(), TODAY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("arm: the override of intensity was not confirmed");
        assertThatThrownBy(() -> LiveRules.requireConfirmed(declared(110), checklist(), TODAY.plusDays(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("arm: stimulator.intensity.rmt-date = 2026-01-31: must be today's");
    }

    @Test
    void nobodyArmsAroundThem() {
        Bench bench = new Bench(floors());
        bench.device.live = true;
        LiveDeclaration old = new LiveDeclaration(
                Optional.of(new Intensity(110, 50, LocalDate.of(2020, 1, 1))), TrainTable.ROSSI_2009, List.of());
        Interlock interlock = new Interlock(
                bench.device,
                List.of(),
                StimulatorSettings.simulated(List.of()).withDeclared(old),
                floors(),
                () -> 0,
                bench.sink,
                false);
        interlock.check();
        assertThatThrownBy(() -> interlock.beginArming(checklist()))
                .hasMessageStartingWith("arm: stimulator.intensity.rmt-date = 2020-01-01");
    }
}
