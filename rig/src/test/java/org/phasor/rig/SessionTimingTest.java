package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.machine.PauseWatch;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionTimingTest {

    private static final String PHASE = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            peak-hz = 10.0
            [trigger]
            phase-deg = 180
            horizon-ms = 10
            min-interval-ms = 500
            [stimulator.limits]
            min-onset-interval-ms = 300
            """;

    private static final String AT_ONCE = """
            format = 1
            [trigger]
            policy = "threshold"
            level = 5.0
            min-interval-ms = 3000
            """;

    private long now = 7_000_000_000L;
    private final LatencyStages latency = new LatencyStages(() -> now);

    private SessionTiming timing(String rig, List<TrackedRhythm> rhythms) throws RigFileException {
        return SessionTiming.of(
                RigFile.parse("test.toml", rig, List.of()).settings(), rhythms, latency, PauseWatch.off());
    }

    private void record(Stage stage, long nanos, int times) {
        for (int i = 0; i < times; i++) {
            latency.record(stage, nanos);
        }
    }

    @Test
    void saysWhatTheHorizonGoesToAndWhatIsLeft() throws RigFileException {
        record(Stage.STAMP_TO_ARRIVAL, 1_000_000, 200);
        record(Stage.ARRIVAL_TO_DECISION, 500_000, 200);
        record(Stage.STAMP_TO_DECISION, 1_500_000, 200);
        record(Stage.PLANNED_TO_ACTUAL, 100_000, 200);
        SessionTiming timing = timing(PHASE, List.of());
        LatencyBudget budget = timing.budgetP99();
        assertThat(budget.leftMs().getAsDouble()).isCloseTo(8.5, within(0.01));
        assertThat(budget.percent(budget.streamMs()).getAsDouble()).isCloseTo(10, within(0.1));
        DegreesAtTarget degrees = timing.degrees().orElseThrow();
        assertThat(degrees.frequencyHz()).isEqualTo(10);
        assertThat(degrees.horizonDeg()).isCloseTo(36, within(0.01));
        assertThat(degrees.horizonSlackP99Deg().getAsDouble()).isCloseTo(30.6, within(0.05));
        assertThat(degrees.plannedToActualP99Deg().getAsDouble()).isCloseTo(0.36, within(0.001));
        assertThat(degrees.ageP99Deg().getAsDouble()).isCloseTo(5.4, within(0.05));
    }

    @Test
    void countsInTheRhythmThatIsTracked() throws RigFileException {
        SessionTiming timing = timing(PHASE, List.of(new TrackedRhythm("mu", 12.5, 8)));
        assertThat(timing.degrees().orElseThrow().frequencyHz()).isEqualTo(12.5);
        assertThat(timing.degrees().orElseThrow().ageP99Deg()).isEmpty();
    }

    @Test
    void dividesTheTimeToTheDeviceWhereThereIsNoHorizon() throws RigFileException {
        record(Stage.ARRIVAL_TO_DECISION, 30_000, 200);
        record(Stage.GATE_TO_DEVICE_RETURN, 10_000, 200);
        record(Stage.ARRIVAL_TO_DEVICE, 50_000, 200);
        SessionTiming timing = timing(AT_ONCE, List.of());
        LatencyBudget budget = timing.budgetP50();
        assertThat(budget.atOnce()).isTrue();
        assertThat(budget.percent(budget.leftMs()).getAsDouble()).isCloseTo(20, within(0.5));
        assertThat(timing.degrees()).isEmpty();
        JsonObject json = TimingJson.of(timing);
        assertThat(json.get("degreesAtTarget").isJsonNull()).isTrue();
        assertThat(json.getAsJsonObject("pauses").get("whyNot").getAsString()).contains("rig.pauses");
    }

    @Test
    void theLastMinuteForgetsWhatIsOlder() {
        record(Stage.ARRIVAL_TO_DECISION, 5_000_000, 10);
        latency.keepUp();
        for (int second = 0; second < 50; second++) {
            now += 1_000_000_000L;
            latency.keepUp();
        }
        record(Stage.ARRIVAL_TO_DECISION, 20_000, 10);
        assertThat(latency.lastMinute(Stage.ARRIVAL_TO_DECISION).n()).isEqualTo(20);
        now += 11_000_000_000L;
        assertThat(latency.lastMinute(Stage.ARRIVAL_TO_DECISION).n()).isEqualTo(10);
        assertThat(latency.lastMinute(Stage.ARRIVAL_TO_DECISION).maxNanos().getAsLong())
                .isBetween(19_800L, 20_200L);
        assertThat(latency.figures(Stage.ARRIVAL_TO_DECISION).n()).isEqualTo(20);
        now += 600_000_000_000L;
        assertThat(latency.lastMinute(Stage.ARRIVAL_TO_DECISION)).isEqualTo(LatencyFigures.NONE);
    }

    @Test
    void armingForgetsTheLastMinuteToo() {
        record(Stage.ARRIVAL_TO_DECISION, 5_000_000, 10);
        latency.keepUp();
        latency.forget();
        assertThat(latency.lastMinute(Stage.ARRIVAL_TO_DECISION).n()).isZero();
    }
}
