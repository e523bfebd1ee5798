package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.phasor.recordings.PlannedDecision;
import org.phasor.recordings.SessionFrames;
import org.phasor.recordings.SessionInput;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Outcomes;
import org.phasor.trigger.Reason;

/** A session in which everything happens that may reach the policy from outside replays as it was. */
@Timeout(120)
class EventfulReplayTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void replaysAsItWas(long seed) throws Exception {
        try (SessionRecording session = SessionRecording.open(EventfulRig.record(folder, seed))) {
            everythingHappened(session);
            Replay.Result result = Replay.run(session, RecordedRig.of(session));
            assertThat(result.outcomes()).isEqualTo(Outcomes.TOLD);
            assertThat(result.first()).as("seed %d", seed).isEmpty();
            assertThat(result.identical()).as("seed %d: %s", seed, result).isTrue();
            assertThat(result.decisions()).isEqualTo(session.frames());

            RigFile other = RecordedRig.of(session, List.of("trigger.seed=12", "trigger.horizon-ms=20"));
            Replay.Result whatIf = Replay.run(session, other);
            assertThat(whatIf.outcomes()).isEqualTo(Outcomes.ASSUMED);
            assertThat(whatIf.decisions()).isEqualTo(session.frames());
            assertThat(whatIf.identical()).isFalse();
            assertThat(whatIf.replayedPlans()).isPositive();
            RigFile folderOnly = RecordedRig.of(session, List.of("recordings.folder=elsewhere"));
            assertThat(Replay.run(session, folderOnly).identical()).isTrue();
            assertThat(result.nowUnsure()).isZero();
        }
    }

    @Test
    void countsFramesWhoseTimeIsNotBelievedNow() throws Exception {
        try (SessionRecording session = SessionRecording.open(EventfulRig.record(folder, 1))) {
            RigFile strict = RecordedRig.of(session, List.of("acquisition.max-time-error-ms=0.01"));
            assertThat(Replay.run(session, strict).nowUnsure()).isPositive();
        }
    }

    private static void everythingHappened(SessionRecording session) throws Exception {
        Map<String, Integer> inputs = new HashMap<>();
        for (SessionInput input : session.inputs()) {
            String value = input.fields().getOrDefault("value", input.fields().getOrDefault("taken", ""));
            inputs.merge((input.kind() + " " + value).strip(), 1, Integer::sum);
        }
        assertThat(inputs.keySet())
                .contains(
                        "running true",
                        "running false",
                        "device-ready true",
                        "device-ready false",
                        "outcome true",
                        "outcome false",
                        "refresh true",
                        "refresh false",
                        "clock-correction",
                        "sample-flags",
                        "marker",
                        "arm",
                        "hold",
                        "resume");
        assertThat(inputs.get("clock-correction")).isEqualTo(EventfulRig.CORRECTIONS + 1);
        assertThat(inputs.get("running true")).isEqualTo(3);
        assertThat(inputs.get("device-ready false")).isEqualTo(3);

        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (Delivery delivery : session.deliveries()) {
            outcomes.merge(delivery.outcome, 1, Integer::sum);
        }
        assertThat(outcomes)
                .containsKeys(
                        Outcome.DELIVERED,
                        Outcome.SHAM,
                        Outcome.VIRTUAL,
                        Outcome.VETOED_NOT_ARMED,
                        Outcome.VETOED_LATE,
                        Outcome.CANCELLED_SIGNAL);

        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        try (SessionFrames frames = session.walkFrames()) {
            while (frames.next()) {
                reasons.merge(Reason.fromCode(frames.reasonCode()), 1, Integer::sum);
            }
        }
        assertThat(reasons)
                .containsKeys(
                        Reason.PAUSED,
                        Reason.RESTING,
                        Reason.DEVICE_NOT_READY,
                        Reason.SIGNAL_BROKE,
                        Reason.TRIALS_DONE);
        assertThat(session.plans())
                .extracting(PlannedDecision::decision)
                .anySatisfy(plan -> assertThat(plan.attempt).isGreaterThan(1))
                .anySatisfy(plan -> assertThat(plan.intent).isEqualTo(Decision.Intent.VIRTUAL));
    }
}
