package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SessionTest extends SessionFixture {

    @Test
    void endsByItselfWhenTheInputIsOverAndFiresInBetween() throws Exception {
        try (SyntheticSource source = source(4, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            SessionSummary summary = runToItsEnd(session, true);
            assertThat(summary.end()).isEqualTo(SessionEnd.INPUT_FINISHED);
            assertThat(summary.frames()).isEqualTo(4000);
            assertThat(summary.pulses()).isPositive();
            assertThat(session.state()).isEqualTo(InterlockState.DONE);
        }
    }

    @Test
    void vetoesEveryPulseUnlessItIsArmed() throws Exception {
        try (SyntheticSource source = source(3, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.pulses()).isZero();
            assertThat(summary.outcomes().get(Outcome.VETOED_NOT_ARMED)).isPositive();
        }
    }

    @Test
    void aVirtualRunDecidesAndDeliversNothing() throws Exception {
        SessionOptions virtual = new SessionOptions(true, folder, List.of()).cold();
        try (SyntheticSource source = source(3, 1);
                Session session = Session.open(bind(source.info()), source, null, virtual)) {
            assertThat(session.desk().arm()).isPresent();
            SessionSummary summary = runToItsEnd(session, false);
            assertThat(summary.pulses()).isZero();
            assertThat(summary.outcomes().get(Outcome.VIRTUAL)).isPositive();
        }
    }

    @Test
    void aSessionReplaysToTheLastDecision() throws Exception {
        Path recording;
        try (SyntheticSource source = source(30, Double.POSITIVE_INFINITY);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            recording = runToItsEnd(session, false).recording();
        }
        try (SessionRecording session = SessionRecording.open(recording)) {
            assertThat(session.facts()).containsKeys("condition.0.name", "condition.0.phase-deg");
            RigFile same = RigFile.parse("test.toml", session.rigText(), List.of());
            Replay.Result result = Replay.run(session, same);
            assertThat(result.decisions()).isEqualTo(30_000);
            assertThat(result.recordedPlans()).isGreaterThan(50);
            assertThat(result.identical()).as("%s", result).isTrue();

            RigFile other = RigFile.parse("test.toml", session.rigText(), List.of("trigger.phase-deg=90"));
            Replay.Result differs = Replay.run(session, other);
            assertThat(differs.identical()).isFalse();
            assertThat(differs.first()).isNotEmpty();
            assertThat(differs.first().get(0).frame()).isPositive();
        }
    }

    @Test
    void refusesToArmWhenSamplesAreOlderThanTheHorizon() throws Exception {
        StreamInfo info = SyntheticSignal.streamInfo(SIGNAL, "test");
        RigBinding rig = RigBinding.bind(
                RigFile.parse("test.toml", RIG, List.of("trigger.horizon-ms=1", "acquisition.lost-after-ms=5000")),
                info);
        // Chunks of 100 samples: the first of each is 99 ms old when it arrives.
        try (SyntheticSource source =
                        new SyntheticSource(SIGNAL.withDurationSeconds(30), "test", 1, 100, RigClock.SYSTEM);
                Session session = Session.open(rig, source, null, options)) {
            session.start();
            while (!session.desk().settled()) {
                assertThat(session.watch()).isEmpty();
                LockSupport.parkNanos(5_000_000);
            }
            assertThat(session.desk().arm())
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains("trigger.horizon-ms = 1.0")
                            .contains("would need at least"));
            session.end(SessionEnd.OPERATOR);
            assertThat(session.state()).isNotEqualTo(InterlockState.RUNNING);
        }
    }

    @Test
    void aStopBeforeTheStartStartsNothing() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.desk().stop(OperatorWay.CONSOLE);
            session.start();
            assertThat(session.watch()).contains(SessionEnd.OPERATOR);
            assertThat(session.end(SessionEnd.OPERATOR).frames()).isZero();
        }
    }

    @Test
    void theOperatorsStopIsLatched() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            session.desk().stop(OperatorWay.CONSOLE);
            assertThat(session.watch()).contains(SessionEnd.OPERATOR);
            session.end(SessionEnd.OPERATOR);
            assertThat(session.state()).isEqualTo(InterlockState.STOPPED);
        }
    }

    @Test
    void refusesToArmBeforeTheStreamWasWatched() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            assertThat(session.desk().arm())
                    .hasValueSatisfying(line -> assertThat(line).contains("rig.settle-s"));
        }
    }

    @Test
    void aHoldBeforeArmingIsNotForgotten() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            session.desk().hold(OperatorWay.CONSOLE);
            awaitOrGiveUp(session.desk()::settled);
            assertThat(session.desk().arm())
                    .hasValueSatisfying(line -> assertThat(line).contains("on hold"));
            session.desk().resume(OperatorWay.CONSOLE);
            assertThat(session.desk().arm()).isEmpty();
            awaitOrGiveUp(() -> session.state() == InterlockState.RUNNING);
            assertThat(session.desk().arm())
                    .hasValueSatisfying(line -> assertThat(line).contains("RUNNING"));
        }
    }

    @Test
    void recordsWhatStoppedIt() throws Exception {
        try (SyntheticSource source = source(30, 1);
                Session session = Session.open(bind(source.info()), source, null, options)) {
            session.start();
            session.desk().stop(OperatorWay.CONSOLE);
            Path recording = session.end(SessionEnd.OPERATOR).recording();
            assertThat(log(recording)).anyMatch(line -> line.startsWith("stopped: OPERATOR: "));
        }
    }

    @Test
    void theLastPulseOfASessionIsNoFailureOfTheDevice() throws Exception {
        try (SyntheticSource source = source(30, 1)) {
            RigBinding rig = RigBinding.bind(
                    RigFile.parse("test.toml", RIG, List.of("stimulator.limits.max-pulses-per-session=1")),
                    source.info());
            try (Session session = Session.open(rig, source, null, options)) {
                SessionSummary summary = runToItsEnd(session, true);
                assertThat(summary.pulses()).isEqualTo(1);
                assertThat(summary.end()).isEqualTo(SessionEnd.INTERLOCK_STOPPED);
                assertThat(log(summary.recording())).anyMatch(line -> line.startsWith("stopped: SESSION_LIMIT: "));
            }
        }
    }
}
