package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.recordings.PlannedDecision;
import org.phasor.recordings.SessionRecording;
import org.phasor.trigger.AfterWait;
import org.phasor.trigger.Decision;
import org.phasor.trigger.PhaseTargetSettings;

/** A session's decisions against the trials that its seed gives. */
@Timeout(60)
class TrialCheckTest {

    private static final String RIG = """
            format = 1
            [[dsp.signal]]
            name = "mu"
            channel = "C3"
            band-hz = [8.0, 13.0]
            estimator = "echt"
            peak-hz = 10.0
            blank-before-ms = 0
            blank-after-ms = 0
            [trigger]
            horizon-ms = 50
            min-interval-ms = 150
            max-interval-ms = 250
            virtual-fraction = 0.2
            percentile-minimum-s = 0.5
            trials = 24
            [[trigger.condition]]
            name = "peak"
            phase-deg = 0
            [[trigger.condition]]
            name = "random"
            kind = "random-phase"
            [[trigger.condition]]
            name = "sham"
            kind = "no-phase"
            sham = true
            [trigger.cross]
            intensity-percent-rmt = [90, 110]
            [stimulator.limits]
            min-onset-interval-ms = 100
            max-pulses-per-minute = 6000
            [rig]
            settle-s = 0.3
            """;

    @TempDir
    Path folder;

    private final List<PlannedDecision> plans = new ArrayList<>();
    private PhaseTargetSettings settings;

    @BeforeEach
    void decide() throws Exception {
        RigFile file = RigFile.parse("test.toml", RIG, List.of());
        settings = RigTrials.settings(file.settings());
        SyntheticSettings synthetic = SyntheticSettings.DEFAULTS.withNoise(20, 1);
        SyntheticSignal signal = new SyntheticSignal(synthetic);
        RigBinding rig = RigBinding.bind(file, SyntheticSignal.streamInfo(synthetic, "test"));
        FrameStep step = rig.newStep();
        Frame frame = rig.newFrame();
        for (int i = 0; i < 20_000; i++) {
            signal.next(frame.sample.values);
            frame.sample.index = i;
            frame.sample.stampSeconds = i / 1000.0;
            frame.sample.arrivalNanos = i * 1_000_000L;
            frame.sample.flags = 0;
            step.evaluate(frame);
            if (frame.decision.action != Decision.Action.HOLD) {
                Decision copy = new Decision();
                copy.copyFrom(frame.decision);
                plans.add(new PlannedDecision(i, copy));
            }
        }
    }

    private TrialCheck.Result check() {
        return TrialCheck.of(settings, plans, 20_000);
    }

    /** What is said when one decision is changed. */
    private String afterChanging(int place, Consumer<Decision> change) {
        Decision was = new Decision();
        was.copyFrom(plans.get(place).decision());
        change.accept(plans.get(place).decision());
        TrialCheck.Result result = check();
        plans.get(place).decision().copyFrom(was);
        assertThat(result.same()).isFalse();
        return result.first().toString();
    }

    @Test
    void findsASessionAsDrawn() {
        TrialCheck.Result result = check();
        assertThat(result.first()).isEmpty();
        assertThat(result.same()).isTrue();
        assertThat(result.trials()).isEqualTo(24);
        assertThat(result.decisions()).as("some virtual").isGreaterThan(24);
    }

    @Test
    void findsWhatIsNotAsDrawn() {
        int last = plans.size() - 1;
        assertThat(afterChanging(3, d -> d.condition = (d.condition + 1) % 3)).contains("condition: planned");
        assertThat(afterChanging(3, d -> d.intensityPercentRmt = 100)).contains("intensity in % RMT: planned");
        assertThat(afterChanging(3, d -> d.intervalNanos++)).contains("interval in ns: planned");
        assertThat(afterChanging(3, d -> d.targetPhaseRad = 0.1)).contains("phase in rad: planned");
        assertThat(afterChanging(3, d -> d.amplitudeWindow = 0)).contains("amplitude window: planned -1, recorded 0");
        assertThat(afterChanging(3, d -> d.stage = 0)).contains("stage: planned -1, recorded 0");
        assertThat(afterChanging(last, d -> d.trial = 1)).contains("order");
        assertThat(afterChanging(last, d -> d.trial = 25)).contains("trial: planned none of that number, recorded 25");
        assertThat(afterChanging(last, d -> d.trial = Long.MAX_VALUE)).contains("none of that number");
        assertThat(afterChanging(last, d -> d.trial = -1)).contains("none of that number");
        for (int i = 0; i < plans.size(); i++) {
            if (plans.get(i).decision().intent == Decision.Intent.SHAM) {
                assertThat(afterChanging(i, d -> d.intent = Decision.Intent.PULSE))
                        .contains("intent: planned SHAM, recorded PULSE");
                return;
            }
        }
        throw new AssertionError("no sham among " + plans.size());
    }

    @Test
    void findsATrialThatIsNotThere() {
        plans.removeIf(plan -> plan.decision().trial == 5);
        assertThat(check().same()).isFalse();
        assertThat(check().first().toString()).contains("trial 6: order: planned after trial 5, recorded without it");
        settings = waiting(AfterWait.LATER);
        assertThat(check().first().toString()).contains("trial 7: order: planned after trial 5, recorded without it");
        settings = waiting(AfterWait.SKIP);
        assertThat(check().same()).as("it may have been left out").isTrue();
    }

    private PhaseTargetSettings waiting(AfterWait then) {
        return new PhaseTargetSettings(
                settings.conditions(),
                settings.horizonNanos(),
                settings.outputDelayNanos(),
                settings.minIntervalNanos(),
                settings.jitterNanos(),
                settings.amplitudePast(),
                settings.amplitude(),
                settings.maxExpectedErrorRad(),
                settings.design().withMaxWait(1_000_000_000L, then),
                settings.seed());
    }

    @Test
    void findsAnotherSeed() {
        settings = new PhaseTargetSettings(
                settings.conditions(),
                settings.horizonNanos(),
                settings.outputDelayNanos(),
                settings.minIntervalNanos(),
                settings.jitterNanos(),
                settings.amplitudePast(),
                settings.amplitude(),
                settings.maxExpectedErrorRad(),
                settings.design(),
                settings.seed() + 1);
        assertThat(check().differing()).isGreaterThan(15);
        assertThat(check().first()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void saysWhenASessionIsOlderThanTrials() {
        plans.forEach(plan -> plan.decision().trial = 0);
        assertThat(check().numbered()).isFalse();
    }

    /** The whole way: armed, recorded, ended by itself, read again. */
    @Test
    void holdsARecordedSessionAgainstItsOwnSeed() throws Exception {
        SyntheticSettings synthetic =
                SyntheticSettings.DEFAULTS.withNoise(20, 1).withDurationSeconds(30);
        Path recording;
        try (SyntheticSource source = new SyntheticSource(synthetic, "test", 1, 1, RigClock.SYSTEM);
                Session session = Session.open(
                        RigBinding.bind(RigFile.parse("test.toml", RIG, List.of("trigger.trials=8")), source.info()),
                        source,
                        null,
                        new SessionOptions(false, folder, List.of()).cold())) {
            SessionSummary summary = SessionFixture.runToItsEnd(session, true);
            recording = summary.recording();
        }
        try (SessionRecording session = SessionRecording.open(recording)) {
            TrialCheck.Result result = TrialCheck.run(session, RecordedRig.of(session));
            assertThat(result.first()).isEmpty();
            assertThat(result.numbered()).isTrue();
            assertThat(result.trials()).isEqualTo(8);
        }
    }
}
