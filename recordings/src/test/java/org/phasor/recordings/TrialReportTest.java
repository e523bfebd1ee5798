package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.SessionReport.ConditionReport;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Decision.Intent;
import org.phasor.trigger.Reason;

/** Trials of four conditions, crossed with two windows and two intensities, in a session whose phase is known. */
@Timeout(30)
class TrialReportTest {

    private static final double RATE_HZ = 250;
    private static final double LATE_RAD = 0.3;
    private static final int TRIALS = 64;

    /** From one trial to the next, in samples. */
    private int period = 500;

    private static final List<RecordedCondition> CONDITIONS = List.of(
            new RecordedCondition("peak", "mu", 0),
            new RecordedCondition("sham", "mu", Math.PI),
            new RecordedCondition("random", "mu", RecordedCondition.Aim.RANDOM_PHASE, Double.NaN),
            new RecordedCondition("any", "mu", RecordedCondition.Aim.NO_PHASE, Double.NaN));

    @TempDir
    Path folder;

    private static double phaseAt(double seconds) {
        return StrictMath.IEEEremainder(2 * Math.PI * 10 * seconds + 1, 2 * Math.PI);
    }

    /** Every other second a trial; of every eighth the first attempt is refused, half a second before. Every fourth pulse is virtual. */
    private Path session(boolean withTruth) throws IOException {
        return session(withTruth, false);
    }

    /** @param troubled the eighth trial of each condition is spoiled after its pulse, the fourth is given without its aim */
    private Path session(boolean withTruth, boolean troubled) throws IOException {
        List<ChannelInfo> channels = withTruth
                ? List.of(
                        new ChannelInfo("C3", "microvolts", "EEG"), new ChannelInfo("true-phase", "rad", "phase-truth"))
                : List.of(new ChannelInfo("C3", "microvolts", "EEG"));
        Map<String, String> facts = new LinkedHashMap<>();
        RecordedCondition.write(CONDITIONS, facts);
        Path file = folder.resolve(troubled ? "troubled.xdf" : "trials.xdf");
        StreamInfo eeg = StreamInfo.builder("made", "EEG")
                .channels(channels)
                .format(ChannelFormat.DOUBLE64)
                .nominalRateHz(RATE_HZ)
                .build();
        Random random = new Random(8);
        long id = 0;
        try (Recorder recorder = Recorder.open(file, new SessionHeader(eeg, List.of("mu"), "", facts))) {
            PhaseEstimate[] estimates = {new PhaseEstimate()};
            estimates[0].invalidate();
            Sample sample = new Sample(channels.size());
            Decision decision = new Decision();
            for (int i = 0; i < (TRIALS + 4) * period; i++) {
                double seconds = i / RATE_HZ;
                sample.index = i;
                sample.stampSeconds = seconds;
                sample.timeNanos = 1_000_000_000L + Math.round(seconds * 1e9);
                sample.arrivalNanos = sample.timeNanos;
                sample.values[0] = 20 * StrictMath.cos(phaseAt(seconds)) + random.nextGaussian();
                if (withTruth) {
                    sample.values[1] = phaseAt(seconds);
                }
                decision.hold(Reason.WAITING_FOR_TARGET, 0, 0);
                int trial = i / period - 1;
                boolean inPlan = trial >= 1 && trial <= TRIALS;
                boolean refused = inPlan && i % period == 50 && trial % 8 == 0;
                boolean given = inPlan && i % period == 175;
                if (refused || given) {
                    plan(decision, sample, ++id, trial, refused || trial % 8 != 0 ? 1 : 2, random);
                }
                if (given && troubled && (trial - 1) / 4 == 3) {
                    // A quarter of a cycle off: it would be seen in bias and spread.
                    decision.commandNanos += 25_000_000;
                    decision.reason = Reason.WAITED_TOO_LONG;
                    decision.targetPhaseRad = Double.NaN;
                }
                if (given && troubled && (trial - 1) / 4 == 7) {
                    decision.commandNanos += 25_000_000;
                }
                if (troubled && i % period == 210 && (trial - 1) / 4 == 7) {
                    decision.action = Decision.Action.CANCEL;
                    decision.reason = Reason.AUX_ACTIVE;
                    decision.id = id;
                    decision.trial = trial;
                }
                recorder.frame(sample, estimates, decision);
                if (refused || given) {
                    recorder.delivery(delivery(decision, sample, refused));
                }
            }
        }
        return file;
    }

    private static void plan(Decision decision, Sample sample, long id, int trial, int attempt, Random random) {
        int condition = trial % 4;
        decision.action = Decision.Action.FIRE;
        decision.id = id;
        decision.condition = condition;
        decision.trial = trial;
        decision.attempt = attempt;
        decision.amplitudeWindow = trial / 4 % 2;
        decision.intensityPercentRmt = trial / 8 % 2 == 0 ? 90 : 110;
        decision.intent = condition == 1 ? Intent.SHAM : trial / 16 % 4 == 0 ? Intent.VIRTUAL : Intent.PULSE;
        double drawn = random.nextDouble() * 2 * Math.PI - Math.PI;
        decision.targetPhaseRad = switch (condition) {
            case 0 -> 0;
            case 1 -> Math.PI;
            case 2 -> drawn;
            default -> Double.NaN;
        };
        // What is aimed at no phase comes at 2 rad here.
        double aimed = condition == 3 ? 2 - LATE_RAD : decision.targetPhaseRad;
        double seconds = (sample.timeNanos - 1_000_000_000L) / 1e9;
        double ahead = StrictMath.IEEEremainder(aimed + LATE_RAD - phaseAt(seconds + 0.1), 2 * Math.PI);
        decision.commandNanos = sample.timeNanos + Math.round((0.1 + ahead / (2 * Math.PI * 10)) * 1e9);
    }

    private static Delivery delivery(Decision decision, Sample sample, boolean refused) {
        Delivery delivery = new Delivery();
        delivery.decisionId = decision.id;
        delivery.condition = decision.condition;
        delivery.decidedOnNanos = sample.timeNanos;
        delivery.plannedNanos = decision.commandNanos;
        delivery.gateNanos = decision.commandNanos;
        delivery.outcome = refused
                ? Outcome.VETOED_STALE
                : switch (decision.intent) {
                    case PULSE -> Outcome.DELIVERED;
                    case SHAM -> Outcome.SHAM;
                    case VIRTUAL -> Outcome.VIRTUAL;
                };
        return delivery;
    }

    @Test
    void countsWhatWasGivenByCondition() throws IOException {
        SessionReport report = SessionReport.of(session(true));
        assertThat(report.conditions())
                .extracting(ConditionReport::name)
                .containsExactly("peak", "sham", "random", "any");
        assertThat(report.conditions()).extracting(ConditionReport::given).containsExactly(12L, 0L, 12L, 12L);
        assertThat(report.conditions()).extracting(ConditionReport::sham).containsExactly(0L, 16L, 0L, 0L);
        assertThat(report.conditions()).extracting(ConditionReport::virtual).containsExactly(4L, 0L, 4L, 4L);
        assertThat(report.conditions()).extracting(ConditionReport::redone).containsExactly(6L, 0L, 0L, 0L);
        assertThat(report.conditions()).extracting(ConditionReport::pulses).containsExactly(16L, 0L, 16L, 16L);
        assertThat(report.outcomes())
                .isEqualTo(Map.of(
                        Outcome.DELIVERED, 36L, Outcome.SHAM, 16L, Outcome.VIRTUAL, 12L, Outcome.VETOED_STALE, 8L));
    }

    @Test
    void judgesNeitherWhatIsRedoneAllTheSameNorWhatWasGivenWithoutItsAim() throws IOException {
        SessionReport report = SessionReport.of(session(true, true));
        assertThat(report.conditions()).extracting(ConditionReport::spoiled).containsExactly(1L, 1L, 1L, 1L);
        assertThat(report.conditions()).extracting(ConditionReport::afterWait).containsExactly(1L, 1L, 1L, 1L);
        assertThat(report.conditions())
                .allSatisfy(c -> assertThat(c.given() + c.sham() + c.virtual()).isEqualTo(16));
        for (ConditionReport condition : report.conditions().subList(0, 3)) {
            assertThat(condition.phaseError().n()).isEqualTo(14);
            assertThat(condition.phaseError().biasRad()).isCloseTo(LATE_RAD, within(1e-6));
        }
        assertThat(report.conditions().get(3).phase().n()).isEqualTo(14);
        assertThat(report.conditions().get(3).phase().biasRad()).isCloseTo(2, within(1e-6));
    }

    @Test
    void judgesARandomPhaseAgainstTheOneDrawn() throws IOException {
        SessionReport report = SessionReport.of(session(true));
        for (ConditionReport condition : report.conditions().subList(0, 3)) {
            assertThat(condition.phaseError().n()).isEqualTo(16);
            assertThat(condition.phaseError().biasRad()).isCloseTo(LATE_RAD, within(1e-6));
            assertThat(condition.phaseError().circularSdRad()).isCloseTo(0, within(1e-4));
        }
        ConditionReport random = report.conditions().get(2);
        assertThat(random.targetRad()).isNaN();
        assertThat(random.phase().circularSdRad()).as("they were spread").isGreaterThan(0.7);
        assertThat(report.phaseError().n()).isEqualTo(48);
    }

    @Test
    void showsThePhaseWhereNoneWasAimedAt() throws IOException {
        ConditionReport any = SessionReport.of(session(true)).conditions().get(3);
        assertThat(any.phaseError().n()).isZero();
        assertThat(any.phase().n()).isEqualTo(16);
        assertThat(any.phase().biasRad()).isCloseTo(2, within(1e-6));
    }

    @Test
    void saysItForEachCellOfTheFactors() throws IOException {
        SessionReport report = SessionReport.of(session(true));
        assertThat(report.cells()).hasSize(16);
        assertThat(report.cells()).extracting(ConditionReport::cell).isSorted();
        assertThat(report.cells())
                .allSatisfy(cell ->
                        assertThat(cell.given() + cell.sham() + cell.virtual()).isEqualTo(4));
        assertThat(report.cells().get(0).cell()).isEqualTo(new TrialCell(0, 0, 90));
        assertThat(report.cells().get(0).redone())
                .as("mixed in virtual ones are no attempts")
                .isEqualTo(3);
        assertThat(report.cells().get(2).redone()).as("window 2 of the peak").isZero();
    }

    @Test
    void judgesOnlyWhatWasNotDeliveredWhereAPulseBendsTheTruth() throws IOException {
        SignalSettings mu = new SignalSettings(
                "mu", Map.of("C3", 1.0), 8, 13, OptionalDouble.of(10), "echt", OptionalDouble.empty());
        try (SessionRecording session = SessionRecording.open(session(false))) {
            SessionReport live = SessionReport.of(session, CONDITIONS, List.of(mu), false);
            assertThat(live.conditions())
                    .allSatisfy(c -> assertThat(c.judgedDelivered()).isZero());
            assertThat(live.conditions().get(1).judgedSham()).isBetween(14L, 16L);
            assertThat(live.conditions().get(0).judgedVirtual()).isBetween(3L, 4L);
            assertThat(live.conditions().get(1).phaseError().biasRad()).isCloseTo(LATE_RAD, within(0.05));
            SessionReport bench = SessionReport.of(session, CONDITIONS, List.of(mu), true);
            assertThat(bench.conditions().get(0).judgedDelivered()).isBetween(10L, 12L);
        }
    }

    /** An artefact reaches further than the pulse that made it. */
    @Test
    void judgesNoShamNextToADeliveredPulseWhereThatBendsTheTruth() throws IOException {
        SignalSettings mu = new SignalSettings(
                "mu", Map.of("C3", 1.0), 8, 13, OptionalDouble.of(10), "echt", OptionalDouble.empty());
        period = 225;
        try (SessionRecording session = SessionRecording.open(session(false))) {
            ReportedTrials source = new ReportedTrials(session, CONDITIONS);
            List<ReportedTrial> live = source.withEstimatedPhases(source.given(), List.of(mu), false);
            assertThat(live).anyMatch(ReportedTrial::judged);
            assertThat(live)
                    .filteredOn(ReportedTrial::judged)
                    .allSatisfy(judged -> assertThat(live)
                            .filteredOn(ReportedTrial::delivered)
                            .allSatisfy(pulse -> assertThat(Math.abs(pulse.timeNanos() - judged.timeNanos()))
                                    .isGreaterThanOrEqualTo(1_000_000_000L)));
            assertThat(SessionReport.of(session, CONDITIONS, List.of(mu), true)
                            .conditions()
                            .get(1)
                            .judgedSham())
                    .as("on the bench")
                    .isGreaterThan(14);
        }
    }

    @Test
    void conditionsAreReadAsTheyWereWritten() {
        Map<String, String> facts = new LinkedHashMap<>();
        RecordedCondition.write(CONDITIONS, facts);
        assertThat(RecordedCondition.read(facts)).isEqualTo(CONDITIONS);
    }
}
