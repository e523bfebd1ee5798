package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.phasor.rig.LatencyBudget;
import org.phasor.rig.LatencyFigures;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.Returned;
import org.phasor.rig.SessionStatus;
import org.phasor.rig.SessionTiming;
import org.phasor.rig.StreamHealth;
import org.phasor.rig.TrialStatus;
import org.phasor.rig.TrialStatus.Waiting;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.Pauses;
import org.phasor.stimulator.InterlockState;

/** The console gets one long line; the window, which has numbers and trials of its own, the rest of it. */
class NarratorProgressTest {

    private static final TrialStatus TRIALS =
            new TrialStatus(6, OptionalLong.of(24), 0, 0, "first", "sham", Waiting.NOTHING, OptionalDouble.empty());

    private final StringWriter said = new StringWriter();
    private final Narrator narrator = new Narrator(new PrintWriter(said), false);

    private static SessionStatus status() {
        return new SessionStatus(
                InterlockState.RUNNING,
                Optional.empty(),
                false,
                5,
                5,
                Map.of(),
                19_000,
                OptionalDouble.of(0.001),
                Path.of("a.xdf"),
                "udp",
                false,
                19,
                new StreamHealth(true, 0.1, 12, 1, List.of(), OptionalDouble.of(0), 0, ""),
                Optional.of(new Returned(5, 3.1, 0.3, 4, 3.12, 0.34, 0, 0)),
                Optional.of(TRIALS),
                OptionalLong.empty());
    }

    private static SessionTiming timing(double leftMs) {
        Map<Stage, LatencyFigures> stages = new EnumMap<>(Stage.class);
        Map<Pause.Kind, Pauses> pauses = new EnumMap<>(Pause.Kind.class);
        for (Stage stage : Stage.values()) {
            stages.put(stage, LatencyFigures.NONE);
        }
        for (Pause.Kind kind : Pause.Kind.values()) {
            pauses.put(kind, new Pauses(new Histogram(3), 0, Optional.empty(), Optional.empty()));
        }
        stages.put(
                Stage.ARRIVAL_TO_DECISION,
                new LatencyFigures(
                        60_000,
                        OptionalLong.of(13_000),
                        OptionalLong.of(237_000),
                        OptionalLong.of(400_000),
                        OptionalLong.of(1_200_000)));
        OptionalDouble none = OptionalDouble.empty();
        LatencyBudget budget =
                new LatencyBudget(false, OptionalDouble.of(10), none, none, none, OptionalDouble.of(leftMs));
        return new SessionTiming(stages, stages, budget, budget, Optional.empty(), pauses, Optional.empty());
    }

    @Test
    void theWindowIsToldWhatItDoesNotShowItself() {
        narrator.progress(
                NarratorProgressTest::status,
                () -> timing(9.1),
                Optional::empty,
                Optional.of(TRIALS),
                InterlockState.RUNNING,
                4,
                Double.POSITIVE_INFINITY);
        assertThat(said.toString())
                .contains("p50 13 us, p99 237 us", "loop delay 3.12 ms, SD 0.34 ms, lost 12")
                .contains("trials 6 given of 24, stage first, next: sham");
        assertThat(narrator.lastLine()).isEqualTo("loop delay 3.12 ms, SD 0.34 ms, lost 12, slowest decision 1200 us");
    }

    @Test
    void theNumbersOfDecisionsSayWhatTheyAre() {
        assertThat(TimingWords.decision(timing(9.1))).isEqualTo("13 / 237 µs");
        assertThat(TimingWords.decisionAndLeft(timing(9.1))).isEqualTo("p50 / p99 to decide, 9.1 of 10.0 ms left");
        assertThat(TimingWords.decisionAndLeft(timing(-2))).isEqualTo("p50 / p99 to decide, 2.0 ms TOO OLD");
    }
}
