package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.dsp.CircularStatistics;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Outcomes;

/**
 * Pulses meet the phase that was asked for, however the samples of a pure tone come, and the decisions stay the same. The truth is the
 * tone's phase at the gate's reading plus the output delay, by the samples' true times; every chunk is under way for 0 to 5 ms.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FiringPhaseTest {

    private static final double TONE_HZ = 10;
    private static final double OUTPUT_DELAY_MS = 6.5;
    private static final double TARGET_DEG = 135;
    private static final double SECONDS = 20;
    private static final double HORIZON_MS = 40;

    private static final SyntheticSettings TONE = SyntheticSettings.DEFAULTS
            .withChannels(1)
            .withFrequency(TONE_HZ, 0)
            .withAmplitude(10, 0)
            .withNoise(200, 1);

    /** How the samples are stamped. */
    private enum Stamps {
        EXACT,
        /** Each is off by itself, Gaussian, with a standard deviation of 2 ms. */
        EACH_JITTERED,
        /** Those of a chunk are off together. */
        CHUNKS_JITTERED;

        DoubleSupplier errorSeconds(int chunk) {
            Random random = new Random(6);
            long[] index = {0};
            double[] error = {0};
            return () -> {
                if (this == EACH_JITTERED || this == CHUNKS_JITTERED && index[0]++ % chunk == 0) {
                    error[0] = 0.002 * random.nextGaussian();
                }
                return error[0];
            };
        }
    }

    private static String rigText(String estimator, double horizonMs) {
        return """
                format = 1
                [[dsp.signal]]
                name = "mu"
                channel = "C3"
                band-hz = [8.0, 13.0]
                estimator = "%s"
                blank-before-ms = 0
                blank-after-ms = 0
                [trigger]
                phase-deg = %s
                horizon-ms = %s
                min-interval-ms = 150
                [stimulator]
                output-delay-ms = %s
                [stimulator.limits]
                min-onset-interval-ms = 100
                max-pulses-per-minute = 6000
                """.formatted(estimator, TARGET_DEG, horizonMs, OUTPUT_DELAY_MS);
    }

    private static VirtualRig run(String rigText, int chunk, Stamps stamps) throws Exception {
        return run(rigText, chunk, stamps, Outcomes.TOLD);
    }

    private static VirtualRig run(String rigText, int chunk, Stamps stamps, Outcomes outcomes) throws Exception {
        VirtualRig rig = new VirtualRig(rigText, TONE, false, outcomes);
        Random delivery = new Random(5);
        rig.deliveryNanos = () -> delivery.nextInt(5_000_001);
        rig.stampErrorSeconds = stamps.errorSeconds(chunk);
        rig.feed(SECONDS, chunk);
        rig.end();
        return rig;
    }

    private static List<Delivery> delivered(VirtualRig rig) {
        return rig.deliveries.stream()
                .filter(d -> d.outcome == Outcome.DELIVERED)
                .toList();
    }

    private static void assertPhase(VirtualRig rig, double degrees) {
        SyntheticSignal tone = new SyntheticSignal(TONE);
        tone.next(new double[tone.channelCount()]);
        CircularStatistics error = CircularStatistics.of(delivered(rig).stream()
                .mapToDouble(d -> {
                    double seconds = (d.gateNanos - VirtualRig.START_NANOS) / 1e9 + OUTPUT_DELAY_MS / 1000;
                    return tone.phaseRad() + 2 * Math.PI * TONE_HZ * seconds - Math.toRadians(TARGET_DEG);
                })
                .toArray());
        assertThat(error.n()).isGreaterThan(70);
        assertThat(Math.toDegrees(Math.abs(error.biasRad()))).as("bias").isLessThan(degrees);
        assertThat(Math.toDegrees(error.circularSdRad())).as("circular SD").isLessThan(degrees);
    }

    /** {@code echt} has to be told the peak; {@code adaptive} finds it. */
    private static String rigFor(String estimator) {
        String text = rigText(estimator, HORIZON_MS);
        return estimator.equals("adaptive") ? text : text.replace("blank-before", "peak-hz = 10.0\nblank-before");
    }

    @ParameterizedTest
    @CsvSource({
        "adaptive, 1",
        "adaptive, 8",
        "adaptive, 32",
        "echt, 1",
        "echt, 8",
        "echt, 32",
        "cecht, 32",
        "ar-extend, 32",
        "zero-crossing, 32"
    })
    void meetsThePhaseOfAToneToADegree(String estimator, int chunk) throws Exception {
        assertPhase(run(rigFor(estimator), chunk, Stamps.EXACT), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "adaptive, 1, EACH_JITTERED",
        "adaptive, 32, EACH_JITTERED",
        "adaptive, 8, CHUNKS_JITTERED",
        "adaptive, 32, CHUNKS_JITTERED",
        "echt, 32, EACH_JITTERED",
        "echt, 32, CHUNKS_JITTERED"
    })
    void meetsItToTwoDegreesWhenTheStampsJitterByTwoMilliseconds(String estimator, int chunk, Stamps stamps)
            throws Exception {
        assertPhase(run(rigFor(estimator), chunk, stamps), 2);
    }

    @ParameterizedTest
    @CsvSource({"adaptive, EXACT", "adaptive, EACH_JITTERED", "echt, EXACT", "echt, EACH_JITTERED"})
    void decidesTheSameOnEveryFrameWhateverTheChunks(String estimator, Stamps stamps) throws Exception {
        VirtualRig bySample = run(rigFor(estimator), 1, stamps);
        assertThat(bySample.decisions).hasSize((int) (SECONDS * 1000));
        assertThat(bySample.decisions.stream().filter(d -> d.action() == Decision.Action.FIRE))
                .hasSizeGreaterThan(70);
        for (int chunk : new int[] {8, 32}) {
            VirtualRig inChunks = run(rigFor(estimator), chunk, stamps);
            assertThat(inChunks.decisions).isEqualTo(bySample.decisions);
            assertThat(fates(inChunks)).isEqualTo(fates(bySample));
        }
    }

    private static String fates(VirtualRig rig) {
        return rig.deliveries.stream()
                .map(d -> d.decisionId + " " + d.outcome + " " + d.plannedNanos)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void deliversEverythingWhereTheHorizonCoversTheAge() throws Exception {
        VirtualRig rig = run(rigFor("adaptive"), 32, Stamps.EXACT);
        assertThat(rig.deliveries).allMatch(d -> d.outcome == Outcome.DELIVERED);
    }

    /** A chunk of 32 ms leaves some of its samples 10 ms of horizon, and most of them less than none. */
    @ParameterizedTest
    @ValueSource(strings = {"adaptive", "echt"})
    void vetoesWhatWouldBeLateWhereTheHorizonIsTooShort(String estimator) throws Exception {
        String text = rigFor(estimator).replace("horizon-ms = " + HORIZON_MS, "horizon-ms = 10");
        // Told of a veto, the policy would do the trial again: what is decided would differ with what is vetoed.
        VirtualRig rig = run(text, 32, Stamps.EXACT, Outcomes.ASSUMED);
        assertThat(rig.deliveries.stream().map(d -> d.outcome).distinct())
                .isSubsetOf(Outcome.DELIVERED, Outcome.VETOED_LATE, Outcome.VETOED_STALE);
        assertThat(rig.deliveries.stream().filter(d -> d.outcome != Outcome.DELIVERED))
                .hasSizeGreaterThan(40);
        assertThat(delivered(rig))
                .allSatisfy(d -> assertThat(d.gateNanos - d.plannedNanos).isBetween(0L, 2_000_000L));
        assertThat(rig.decisions).isEqualTo(run(text, 1, Stamps.EXACT, Outcomes.ASSUMED).decisions);
    }

    @Test
    void firesNothingUntilTheTimeIsSure() throws Exception {
        VirtualRig rig = run(rigFor("zero-crossing"), 1, Stamps.EACH_JITTERED);
        assertThat(rig.decisions.subList(0, 400)).allMatch(d -> d.reason().equals("TIME_UNSURE"));
        assertThat(rig.decisions.subList(500, rig.decisions.size()))
                .noneMatch(d -> d.reason().equals("TIME_UNSURE"));
    }
}
