package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.recordings.SessionInput;
import org.phasor.recordings.SessionRecording;
import org.phasor.rig.Replay;
import org.phasor.rig.RigFile;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.SessionStatus;
import org.phasor.rig.SessionSummary;
import org.phasor.rig.StreamHealth;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Stop;
import org.phasor.stimulator.StopReason;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionControlsTest {

    @TempDir
    Path folder;

    private static final StreamHealth STREAM =
            new StreamHealth(true, 0.1, 7, 1, List.of(), OptionalDouble.empty(), 0, "");

    private static SessionStatus status(InterlockState state, boolean held, boolean live) {
        return new SessionStatus(
                state,
                Optional.empty(),
                held,
                0,
                0,
                Map.of(),
                0,
                OptionalDouble.empty(),
                Path.of("x.xdf"),
                live ? "serial-ttl" : "simulated",
                live,
                1,
                STREAM,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    @Test
    void onlyAPersonArmsALiveDevice() {
        for (InterlockState state : InterlockState.values()) {
            assertThat(SessionControls.whyNotStarted(status(state, false, true), false))
                    .hasValue("start: 'serial-ttl' is a live device: only a person may arm it, at the rig");
        }
    }

    @Test
    void aHeldOrVirtualSessionIsNotStarted() {
        assertThat(SessionControls.whyNotStarted(status(InterlockState.CHECKED, true, false), false))
                .get()
                .asString()
                .contains("on hold");
        assertThat(SessionControls.whyNotStarted(status(InterlockState.CHECKED, false, false), true))
                .get()
                .asString()
                .contains("virtual");
    }

    @ParameterizedTest
    @EnumSource(InterlockState.class)
    void isStartedOnceAndBeforeAnythingElse(InterlockState state) {
        boolean before = state == InterlockState.SAFE || state == InterlockState.CHECKED;
        assertThat(SessionControls.whyNotStarted(status(state, false, false), false)
                        .isEmpty())
                .isEqualTo(before);
    }

    @Test
    void startsMarksHoldsAndStops() throws Exception {
        Path recording;
        try (ControlledSession run = new ControlledSession(folder, false)) {
            run.superviseUntil(() -> run.session.state() == InterlockState.CHECKED);
            assertThat(run.controls.startBench()).isEmpty();
            run.superviseUntil(() -> run.session.status().pulses() > 0);
            assertThat(run.controls.startBench()).hasValue("start: it was armed before");
            run.controls.marker("block 2: größer");
            run.controls.hold("over the control socket: coil moved");
            run.superviseUntil(() -> run.session.state() == InterlockState.HOLD);
            JsonObject held = JsonParser.parseString(run.controls.statusJson()).getAsJsonObject();
            assertThat(held.get("state").getAsString()).isEqualTo("HOLD");
            assertThat(held.get("held").getAsBoolean()).isTrue();
            assertThat(held.get("live").getAsBoolean()).isFalse();
            assertThat(held.get("pulses").getAsLong()).isPositive();
            assertThat(held.get("secondsSinceSample").getAsDouble()).isBetween(0.0, 5.0);
            run.controls.stop("over the control socket: subject asked");
            // At once: not when the supervising thread next looks.
            JsonObject stopped =
                    JsonParser.parseString(run.controls.statusJson()).getAsJsonObject();
            assertThat(stopped.get("state").getAsString()).isEqualTo("STOPPED");
            assertThat(stopped.get("stopReason").getAsString()).isEqualTo("OPERATOR");
            assertThat(stopped.get("stopDetail").getAsString())
                    .isEqualTo("stopped by the operator over the control socket: subject asked");
            SessionSummary summary = run.end();
            assertThat(summary.end()).isEqualTo(SessionEnd.OPERATOR);
            assertThat(summary.detail()).isEqualTo("over the control socket: subject asked");
            assertThatThrownBy(() -> run.controls.marker("late")).hasMessage("marker: the session has ended");
            assertThatThrownBy(() -> run.controls.hold("late")).hasMessageContaining("STOPPED");
            recording = summary.recording();
        }
        try (SessionRecording session = SessionRecording.open(recording)) {
            List<SessionInput> markers = session.inputs().stream()
                    .filter(input -> input.kind().equals(SessionInput.MARKER))
                    .toList();
            assertThat(markers.stream().map(m -> m.fields().get("text")))
                    .containsExactly("block 2: größer", "held over the control socket: coil moved");
            assertThat(markers.get(0).frame()).isBetween(300L, session.frames());
            StringWriter shown = new StringWriter();
            MarkerLines.print(new PrintWriter(shown, true), session);
            assertThat(shown.toString()).contains("markers      2").contains("s  block 2: größer");
            assertThat(MarkerLines.toJson(session)).hasSize(2);
            Replay.Result replay = Replay.run(session, RigFile.parse("test.toml", session.rigText(), List.of()));
            assertThat(replay.identical()).as("%s", replay).isTrue();
        }
    }

    @Test
    void aHoldBeforeArmingKeepsItFromBeingArmed() throws Exception {
        try (ControlledSession run = new ControlledSession(folder, false)) {
            run.superviseUntil(() -> run.session.state() == InterlockState.CHECKED);
            assertThat(run.controls.startBench()).isEmpty();
            run.controls.hold("over the control socket");
            run.superviseUntil(() -> run.session.status().frames() > 1000);
            assertThat(run.session.state()).isEqualTo(InterlockState.CHECKED);
            assertThat(run.session.status().held()).isTrue();
        }
    }

    @Test
    void aVirtualRunIsNeitherHeldNorStarted() throws Exception {
        try (ControlledSession run = new ControlledSession(folder, true)) {
            assertThat(run.controls.startBench()).get().asString().contains("virtual");
            assertThatThrownBy(() -> run.controls.hold("x")).hasMessageContaining("virtual");
        }
    }

    @Test
    void theStatusHasNullsWhereThereIsNothingToSay() {
        String json = StatusJson.of(status(InterlockState.SAFE, false, false));
        assertThat(json)
                .doesNotContain("\n")
                .contains("\"stopReason\":null")
                .contains("\"secondsSinceSample\":null", "\"loopAllocatedBytes\":null");
        Stop stop = new Stop(StopReason.DEVICE_FAULT, "a\nb \"c\" <d>");
        SessionStatus stopped = new SessionStatus(
                InterlockState.STOPPED,
                Optional.of(stop),
                false,
                0,
                0,
                Map.of(),
                0,
                OptionalDouble.of(1),
                Path.of("x.xdf"),
                "udp",
                false,
                1,
                STREAM,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.of(48));
        assertThat(StatusJson.of(stopped))
                .doesNotContain("\n")
                .contains("a\\nb \\\"c\\\" <d>", "\"loopAllocatedBytes\":48");
    }
}
