package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.trigger.Decision.Action;

/** What every policy owes. */
@Timeout(20)
class TriggerPolicyContractTest {

    static Stream<Named<Supplier<TriggerPolicy>>> all() {
        PhaseTargetSettings plain = PhaseTargetSettings.of(
                List.of(new PhaseCondition("trough", 0, Math.PI), new PhaseCondition("peak", 1, 0)),
                Frames.HORIZON_NANOS,
                300_000_000L,
                5);
        return Stream.of(
                Named.of("phase", () -> new PhaseTargetPolicy(plain.withJitterNanos(200_000_000L), 2, Frames.RATE_HZ)),
                Named.of(
                        "phase with amplitude gate",
                        () -> new PhaseTargetPolicy(
                                plain.withAmplitude(
                                        AmplitudeWindow.percentiles(40, 100), new AmplitudePast(1, 10_000, 1_000)),
                                2,
                                Frames.RATE_HZ)),
                Named.of(
                        "timed",
                        () -> new TimedPolicy(new TimedSettings(200_000_000L, 50_000_000L, Frames.HORIZON_NANOS, 5))),
                Named.of("trials", () -> trials(plain)),
                Named.of("threshold", () -> new ThresholdPolicy(new ThresholdSettings(0, 3, true, 0), 2)));
    }

    /** Everything at once, in short intervals: what a trial is made of is drawn all the time. */
    private static TriggerPolicy trials(PhaseTargetSettings plain) {
        List<PhaseCondition> conditions = List.of(
                new PhaseCondition("trough", 0, Math.PI)
                        .withAlso(List.of(new SignalDemand(
                                1, OptionalDouble.of(Math.PI), OptionalDouble.of(2), Optional.empty()))),
                PhaseCondition.randomPhase("random", 1).withPerBlock(2),
                PhaseCondition.noPhase("any", 0),
                new PhaseCondition("sham", 0, 0).withToleranceRad(0.3).asSham());
        TrialDesign design = TrialDesign.ENDLESS
                .crossedWith(
                        List.of(AmplitudeWindow.percentiles(0, 50), AmplitudeWindow.percentiles(50, 100)),
                        List.of(90.0, 110.0),
                        List.of(200_000_000L, 300_000_000L))
                .withVirtualFraction(0.2)
                .withMaxWait(500_000_000L, AfterWait.LATER)
                .withStages(List.of(
                        new TrialStage("first", 20, 0, List.of(0, 1)),
                        TrialStage.rest("rest", 2_000_000_000L),
                        TrialStage.ofTrials("second", 100_000)));
        PhaseTargetSettings settings = new PhaseTargetSettings(
                conditions,
                plain.horizonNanos(),
                0,
                100_000_000L,
                50_000_000L,
                new AmplitudePast(0.9, 10_000, 1_000),
                Optional.empty(),
                OptionalDouble.of(1),
                design,
                5);
        return new PhaseTargetPolicy(settings, 2, Frames.RATE_HZ);
    }

    /** A tone that drifts and swells, with gaps, invalid estimates and bad values. */
    private static void step(Frames frames, Random random) {
        frames.hz = 8 + 5 * random.nextDouble();
        frames.amplitude = Math.max(1, Math.min(40, frames.amplitude + random.nextGaussian()));
        frames.advance();
        double luck = random.nextDouble();
        frames.sample.flags =
                luck < 0.001 ? Sample.GAP : luck < 0.002 ? Sample.UNANCHORED : luck < 0.003 ? Sample.UNSURE : 0;
        if (luck > 0.999) {
            frames.sample.values[0] = Double.NaN;
        }
        for (int s = 0; s < 2; s++) {
            double phase = Frames.wrap(frames.phaseRad + 0.05 * random.nextGaussian());
            frames.estimates[s].set(phase, frames.hz, frames.amplitude, 0.3);
            if (random.nextDouble() < 0.002) {
                frames.estimates[s].invalidate();
            }
        }
    }

    static String text(Decision d) {
        return d.action + " " + d.reason + " " + d.id + " " + d.condition + " " + d.gates + " " + d.commandNanos + " "
                + d.atOnce + " " + d.intent + " " + d.trial + " " + d.attempt + " " + d.stage + " " + d.amplitudeWindow
                + " " + d.intensityPercentRmt + " " + d.targetPhaseRad + " " + d.intervalNanos + " " + d.phaseRad + " "
                + d.amplitudeMicrovolts + " " + d.amplitudeThresholdMicrovolts;
    }

    private static String inputs(Frames frames) {
        StringBuilder all = new StringBuilder();
        Sample s = frames.sample;
        all.append(s.index).append(' ').append(s.timeNanos).append(' ').append(s.flags);
        for (double value : s.values) {
            all.append(' ').append(value);
        }
        for (PhaseEstimate e : frames.estimates) {
            all.append(' ')
                    .append(e.valid)
                    .append(' ')
                    .append(e.phaseRad)
                    .append(' ')
                    .append(e.frequencyHz);
            all.append(' ').append(e.amplitudeMicrovolts).append(' ').append(e.expectedErrorRad);
        }
        return all.toString();
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesTheSameAnswersForTheSameFrames(Supplier<TriggerPolicy> policy) {
        Frames once = new Frames(policy.get(), 2);
        Frames again = new Frames(policy.get(), 2);
        Random random = new Random(1);
        Random sameRandom = new Random(1);
        int fired = 0;
        for (int i = 0; i < 30_000; i++) {
            step(once, random);
            step(again, sameRandom);
            once.decide();
            again.decide();
            assertThat(text(again.decision)).isEqualTo(text(once.decision));
            fired += once.decision.action == Action.FIRE ? 1 : 0;
        }
        assertThat(fired).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesItsWholeDecisionOnEveryFrame(Supplier<TriggerPolicy> policy) {
        Frames poisoned = new Frames(policy.get(), 2);
        TriggerPolicy other = policy.get();
        Decision clean = new Decision();
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            step(poisoned, random);
            poisoned.decide();
            clean.hold(Reason.NOT_READY, -1, 0);
            other.decide(poisoned.sample, poisoned.estimates, clean);
            assertThat(text(poisoned.decision)).isEqualTo(text(clean));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void changesNoInput(Supplier<TriggerPolicy> policy) {
        Frames frames = new Frames(policy.get(), 2);
        Random random = new Random(8);
        for (int i = 0; i < 2_000; i++) {
            step(frames, random);
            String before = inputs(frames);
            frames.decide();
            assertThat(inputs(frames)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aimsAtNoMomentByATimeThatIsUnsure(Supplier<TriggerPolicy> policy) {
        Frames frames = new Frames(policy.get(), 2);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            step(frames, random);
            frames.sample.flags = i % 3 == 0 ? Sample.UNSURE : frames.sample.flags;
            frames.decide();
            if (frames.sample.has(Sample.UNSURE)) {
                assertThat(frames.decision.action == Action.FIRE && !frames.decision.atOnce)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void neverFiresOnAnUnusableSample(Supplier<TriggerPolicy> policy) {
        Frames frames = new Frames(policy.get(), 2);
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            step(frames, random);
            if (i % 3 == 0) {
                frames.sample.flags = new int[] {Sample.GAP, Sample.UNANCHORED}[i / 3 % 2];
            }
            frames.decide();
            if (frames.sample.has(Sample.GAP | Sample.UNANCHORED)) {
                assertThat(frames.decision.action).isNotEqualTo(Action.FIRE);
                assertThat(frames.decision.gates & Decision.GATE_SAMPLE).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void countsItsFinalDecisionsFromOne(Supplier<TriggerPolicy> policy) {
        Frames frames = new Frames(policy.get(), 2);
        Random random = new Random(4);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 30_000; i++) {
            step(frames, random);
            Decision decision = frames.decide();
            if (decision.action == Action.FIRE) {
                assertThat(decision.reason).isEqualTo(Reason.TARGET_REACHED);
                assertThat(decision.gates).isEqualTo(Decision.ALL_GATES);
                ids.add(decision.id);
            } else if (decision.action == Action.HOLD) {
                assertThat(decision.id).isZero();
                assertThat(decision.commandNanos).isZero();
                assertThat(decision.atOnce).isFalse();
            }
        }
        assertThat(ids).isNotEmpty();
        for (int i = 0; i < ids.size(); i++) {
            assertThat(ids.get(i)).isEqualTo(i + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void allocatesNothing(Supplier<TriggerPolicy> policy) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Frames frames = new Frames(policy.get(), 2);
        Random random = new Random(6);
        int calls = 100_000;
        for (int i = 0; i < calls; i++) {
            step(frames, random);
            frames.decide();
        }
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < calls; i++) {
            step(frames, random);
            frames.decide();
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat((double) bytes / calls).isLessThan(1);
    }
}
