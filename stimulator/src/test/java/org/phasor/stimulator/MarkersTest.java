package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.ChannelFormat;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** The simulated device and the LSL markers side by side, as the examples have them. */
@Timeout(20)
class MarkersTest {

    private static final SafetyLimits LIMITS = Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI);

    private final FakeLsl lsl = new FakeLsl();
    private final Bench.Sink sink = new Bench.Sink();
    private long now = 100 * SECOND;

    private static StimulatorSettings settings() {
        return new StimulatorSettings(
                "simulated",
                Optional.empty(),
                List.of("lsl-marker"),
                300_000,
                "127.0.0.1",
                0,
                List.of("peak", "a \"trough\"\\\n"),
                PulsePattern.SINGLE,
                Optional.empty());
    }

    private Interlock running() throws IOException {
        Interlock interlock = Interlock.open(settings(), LIMITS, () -> now, sink, lsl);
        interlock.check();
        interlock.arm();
        interlock.start();
        return interlock;
    }

    private void pulse(Interlock interlock, int condition, long lateNanos) {
        Decision decision = new Decision();
        decision.hold(Reason.TARGET_REACHED, condition, -1);
        decision.action = Decision.Action.FIRE;
        decision.id = sink.taken.size() + 1;
        decision.commandNanos = now + 10 * MILLI;
        interlock.schedule(decision, now);
        now += 10 * MILLI + lateNanos;
        interlock.poll();
        interlock.mark(sink.last());
    }

    @Test
    void servesAStreamOfTexts() throws IOException {
        try (Interlock interlock = running()) {
            assertThat(interlock.deviceName()).isEqualTo("simulated");
            assertThat(lsl.info.name()).isEqualTo("PhasorMarkers");
            assertThat(lsl.info.type()).isEqualTo("Markers");
            assertThat(lsl.info.channelCount()).isEqualTo(1);
            assertThat(lsl.info.format()).isEqualTo(ChannelFormat.STRING);
            assertThat(lsl.info.nominalRateHz()).isZero();
            assertThat(lsl.info.sourceId()).isNotEmpty();
            assertThat(lsl.info.desc().child("stimulator").child("device").text())
                    .isEqualTo("simulated");
        }
    }

    @Test
    void marksAPulseWithTheTimeOfTheGate() throws IOException {
        try (Interlock interlock = running()) {
            pulse(interlock, 0, 0);
            assertThat(lsl.pushed)
                    .containsExactly(new FakeLsl.Marker(
                            "stim/out {\"id\":1,\"condition\":\"peak\",\"conditionIndex\":0,\"outcome\":\"DELIVERED\","
                                    + "\"intent\":\"PULSE\",\"plannedNanos\":100010000000,\"gateNanos\":100010000000,\"ageMicros\":10000}",
                            100.01));
        }
    }

    @Test
    void marksWhatWasBlockedByItsOutcome() throws IOException {
        try (Interlock interlock = running()) {
            pulse(interlock, 1, 3 * MILLI);
            assertThat(lsl.pushed.get(0).text())
                    .startsWith("stim/blocked/VETOED_LATE {\"id\":1,\"condition\":\"a \\\"trough\\\"\\\\\\u000a\",")
                    .endsWith("}");
        }
    }

    @Test
    void marksAVirtualPulse() throws IOException {
        try (Interlock interlock = Interlock.virtual(settings(), LIMITS, () -> now, sink, lsl)) {
            pulse(interlock, -1, 0);
            assertThat(lsl.pushed.get(0).text()).startsWith("stim/virtual {\"id\":1,\"condition\":\"\"");
        }
    }

    @Test
    void marksAShamWithItsTrialAndIntensity() throws IOException {
        try (Interlock interlock = running()) {
            Decision decision = new Decision();
            decision.hold(Reason.TARGET_REACHED, 0, -1);
            decision.action = Decision.Action.FIRE;
            decision.id = 9;
            decision.intent = Decision.Intent.SHAM;
            decision.trial = 7;
            decision.intensityPercentRmt = 110;
            decision.commandNanos = now;
            interlock.schedule(decision, now);
            interlock.poll();
            interlock.mark(sink.last());
            assertThat(lsl.pushed.get(0).text())
                    .isEqualTo("stim/sham {\"id\":9,\"condition\":\"peak\",\"conditionIndex\":0,\"outcome\":\"SHAM\","
                            + "\"intent\":\"SHAM\",\"trial\":7,\"intensityPercentRmt\":110.0,"
                            + "\"plannedNanos\":100000000000,\"gateNanos\":100000000000,\"ageMicros\":0}");
            assertThat(interlock.pulses()).isZero();
        }
    }

    @Test
    void marksAFailedPulseAsOut() {
        Delivery failed = new Delivery();
        failed.outcome = Outcome.DEVICE_FAILED;
        assertThat(MarkerText.of(failed, "peak")).startsWith("stim/out {").contains("\"outcome\":\"DEVICE_FAILED\"");
    }

    @Test
    void marksNothingOnTheLoopThread() throws IOException {
        try (Interlock interlock = running()) {
            Decision decision = new Decision();
            decision.poison();
            interlock.schedule(decision, now);
            interlock.poll();
            assertThat(sink.last().outcome).isEqualTo(Outcome.DELIVERED);
            assertThat(lsl.pushed).isEmpty();
        }
    }

    @Test
    void stopsTheRigWhenMarkersFail() throws IOException {
        try (Interlock interlock = running()) {
            lsl.outletClosed = true;
            pulse(interlock, 0, 0);
            assertThat(interlock.stop()).contains(new Stop(StopReason.DEVICE_FAULT, "lsl-marker: outlet closed"));
        }
    }

    @Test
    void closesTheStreamWithTheInterlock() throws IOException {
        running().close();
        assertThat(lsl.outletClosed).isTrue();
    }

    @Test
    void refusesMarkersWithoutLsl() {
        assertThatThrownBy(() -> Interlock.open(settings(), LIMITS, () -> now, sink, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("markers = \"lsl-marker\": needs LSL, and this run has none");
    }

    @Test
    void saysWhichDeviceCouldNotBeOpened() {
        lsl.fails = true;
        assertThatThrownBy(() -> Interlock.open(settings(), LIMITS, () -> now, sink, lsl))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PhasorMarkers");
    }
}
