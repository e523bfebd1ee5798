package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** Sessions of a rhythm whose phase is known, with pulses at known distances from their target. */
@Timeout(30)
class SessionReportTest {

    private static final double RATE_HZ = 250;
    private static final long DELAY_NANOS = 4_000_000;
    private static final List<RecordedCondition> CONDITIONS =
            List.of(new RecordedCondition("peak", "mu", 0), new RecordedCondition("trough", "mu", Math.toRadians(180)));
    private static final SignalSettings MU =
            new SignalSettings("mu", Map.of("C3", 1.0), 8, 13, OptionalDouble.of(10), "echt", OptionalDouble.empty());

    @TempDir
    Path folder;

    private boolean pattern;

    private static double phaseAt(double seconds) {
        return StrictMath.IEEEremainder(2 * Math.PI * 10 * seconds + 1, 2 * Math.PI);
    }

    /** Every second a pulse, in turn at peak and trough, late by the given angle; every fourth is vetoed. */
    private Path session(double lateRad, boolean withTruth, Map<String, String> facts) throws IOException {
        StreamInfo.Builder info = StreamInfo.builder("made", "EEG")
                .channels(
                        withTruth
                                ? List.of(
                                        new ChannelInfo("C3", "microvolts", "EEG"),
                                        new ChannelInfo("true-phase", "rad", "phase-truth"))
                                : List.of(new ChannelInfo("C3", "microvolts", "EEG")))
                .format(ChannelFormat.DOUBLE64)
                .nominalRateHz(RATE_HZ);
        Path file = folder.resolve("report.xdf");
        SessionHeader header = new SessionHeader(info.build(), List.of("mu"), "", facts);
        Random random = new Random(4);
        try (Recorder recorder = Recorder.open(file, header)) {
            PhaseEstimate[] estimates = {new PhaseEstimate()};
            estimates[0].invalidate();
            Decision decision = new Decision();
            Delivery delivery = new Delivery();
            Sample sample = new Sample(withTruth ? 2 : 1);
            for (int i = 0; i < 40 * RATE_HZ; i++) {
                double seconds = i / RATE_HZ;
                sample.index = i;
                sample.stampSeconds = seconds;
                sample.timeNanos = 1_000_000_000_000L + Math.round(seconds * 1e9);
                sample.arrivalNanos = sample.timeNanos + 1;
                sample.values[0] = 20 * StrictMath.cos(phaseAt(seconds)) + random.nextGaussian();
                if (withTruth) {
                    sample.values[1] = phaseAt(seconds);
                }
                decision.hold(Reason.WAITING_FOR_TARGET, 0, 0);
                boolean pulse = i % 250 == 100;
                if (pulse) {
                    decision.action = Decision.Action.FIRE;
                    decision.id = i / 250 + 1;
                    decision.condition = (int) (decision.id % 2);
                    double target = CONDITIONS.get(decision.condition).phaseRad();
                    double ahead = target + lateRad - phaseAt(seconds + 0.1);
                    double at = 0.1 + StrictMath.IEEEremainder(ahead, 2 * Math.PI) / (2 * Math.PI * 10);
                    decision.commandNanos = sample.timeNanos + Math.round(at * 1e9) - DELAY_NANOS;
                }
                recorder.frame(sample, estimates, decision);
                if (pulse) {
                    delivery.decisionId = decision.id;
                    delivery.condition = decision.condition;
                    delivery.outcome = decision.id % 4 == 0
                            ? Outcome.VETOED_STALE
                            : decision.id % 4 == 1 ? Outcome.VIRTUAL : Outcome.DELIVERED;
                    // Only the time that counts is right: the planned one when virtual, the gate's when delivered.
                    boolean virtual = delivery.outcome == Outcome.VIRTUAL;
                    delivery.plannedNanos = decision.commandNanos - (virtual ? 0 : 31_000_000);
                    delivery.decidedOnNanos = sample.timeNanos;
                    delivery.gateNanos = decision.commandNanos + (virtual ? 77_000_000 : 0);
                    delivery.pulse = 0;
                    delivery.pulses = 1;
                    recorder.delivery(delivery);
                    if (pattern && !delivery.outcome.isVeto()) {
                        // The rest of a pattern: one pulse more, then two by one call, wherever the phase is by then.
                        delivery.pulse = 1;
                        delivery.gateNanos += 33_000_000;
                        delivery.plannedNanos += 33_000_000;
                        recorder.delivery(delivery);
                        delivery.pulse = 2;
                        delivery.pulses = 2;
                        recorder.delivery(delivery);
                    }
                }
            }
        }
        return file;
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        RecordedCondition.write(CONDITIONS, facts);
        facts.put(SessionHeader.OUTPUT_DELAY_NANOS, Long.toString(DELAY_NANOS));
        return facts;
    }

    @Test
    void measuresAgainstTheKnownPhase() throws IOException {
        SessionReport report = SessionReport.of(session(0.2, true, facts()));
        assertThat(report.truth()).isEqualTo(SessionReport.Truth.KNOWN);
        assertThat(report.phaseError().n()).isEqualTo(30);
        assertThat(report.phaseError().biasRad()).isCloseTo(0.2, within(1e-6));
        assertThat(report.phaseError().circularSdRad()).isCloseTo(0, within(1e-4));
        assertThat(report.errorsRad()).hasSize(30);
        assertThat(report.outcomes())
                .isEqualTo(Map.of(Outcome.DELIVERED, 20L, Outcome.VIRTUAL, 10L, Outcome.VETOED_STALE, 10L));
        assertThat(report.conditions())
                .extracting(SessionReport.ConditionReport::name)
                .containsExactly("peak", "trough");
        assertThat(report.conditions())
                .extracting(SessionReport.ConditionReport::pulses)
                .containsExactly(10L, 20L);
        assertThat(report.conditions())
                .allSatisfy(c -> assertThat(c.phaseError().biasRad()).isCloseTo(0.2, within(1e-6)));
        assertThat(report.conditions())
                .extracting(SessionReport.ConditionReport::judgedDelivered)
                .containsExactly(10L, 10L);
        assertThat(report.conditions())
                .extracting(SessionReport.ConditionReport::judgedVirtual)
                .containsExactly(0L, 10L);
    }

    @Test
    void measuresAgainstAllFiltersWhereThePhaseIsNotKnown() throws IOException {
        Path file = session(-0.3, false, facts());
        SessionReport report = SessionReport.of(file, List.of(MU));
        assertThat(report.truth()).isEqualTo(SessionReport.Truth.MULTI_FILTER);
        // The pulses within 2 s of either end cannot be judged.
        assertThat(report.phaseError().n()).isBetween(26, 28);
        assertThat(report.phaseError().biasRad()).isCloseTo(-0.3, within(0.05));
        assertThat(report.phaseError().circularSdRad()).isLessThan(0.1);
        assertThat(report.conditions()).allSatisfy(c -> {
            assertThat(c.judgedDelivered() + c.judgedVirtual())
                    .isEqualTo(c.phaseError().n());
            assertThat(c.judgedDelivered()).isPositive();
        });
        assertThat(report.conditions().get(0).judgedVirtual()).isZero();
        assertThat(report.conditions().get(1).judgedVirtual()).isBetween(8L, 9L);
        assertThatThrownBy(() -> SessionReport.of(file))
                .isInstanceOf(RecordingException.class)
                .hasMessage(file + ": the true phase is not recorded (no channel of type phase-truth)"
                        + " and the settings of signal 'mu' are not given");
    }

    @Test
    void judgesPatternsAtTheirOnsetAndCountsAllTheirPulses() throws IOException {
        pattern = true;
        SessionReport report = SessionReport.of(session(0.2, true, facts()));
        assertThat(report.phaseError().n()).isEqualTo(30);
        assertThat(report.phaseError().biasRad()).isCloseTo(0.2, within(1e-6));
        assertThat(report.phaseError().circularSdRad()).isCloseTo(0, within(1e-4));
        assertThat(report.outcomes())
                .isEqualTo(Map.of(Outcome.DELIVERED, 80L, Outcome.VIRTUAL, 40L, Outcome.VETOED_STALE, 10L));
        assertThat(report.conditions())
                .extracting(SessionReport.ConditionReport::pulses)
                .containsExactly(10L, 20L);
        assertThat(report.conditions())
                .extracting(SessionReport.ConditionReport::pulsesInAll)
                .containsExactly(40L, 80L);
    }

    @Test
    void saysWhenNoPhaseWasAimedAt() throws IOException {
        Path file = session(0, true, Map.of());
        assertThatThrownBy(() -> SessionReport.of(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("names no condition (condition.0.phase-deg)");
    }

    @Test
    void refusesFactsThatAreNoNumbers() throws IOException {
        Map<String, String> facts = facts();
        facts.put("condition.1.phase-deg", "trough");
        Path file = session(0, true, facts);
        assertThatThrownBy(() -> SessionReport.of(file))
                .hasMessage(file + ": config: condition.1.phase-deg = \"trough\": must be a number");
    }
}
