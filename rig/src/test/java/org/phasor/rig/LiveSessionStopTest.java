package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.recordings.SessionRecording;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;
import org.phasor.stimulator.PseudoTerminal;

/** People, rules and time end a session with a live device: the line is low, nothing follows, and it is said why. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveSessionStopTest extends LiveSessionFixture {

    private static final String[] THREE_PULSES = {
        "stimulator.pattern.pulses=3", "stimulator.pattern.gap-ms=200", "trigger.min-interval-ms=1000"
    };

    private static String[] threePulses(String more) {
        return new String[] {THREE_PULSES[0], THREE_PULSES[1], THREE_PULSES[2], more};
    }

    @Test
    void aStopInTheMiddleOfAPulseTakesTheLineLowAtOnceAndCancelsTheRestOfThePattern() throws Exception {
        SessionSummary summary;
        long stoppedNanos;
        try (LiveRun run = open(threePulses("stimulator.serial-width-ms=100"))) {
            run.arm();
            awaitPulses(1);
            stoppedNanos = System.nanoTime();
            summary = run.stop();
            assertLatched(run, summary, "OPERATOR");
        }
        List<PseudoTerminal.Written> bytes = box.written();
        int onset = box.values().indexOf(ON);
        assertThat(bytes.get(onset + 1).value()).isEqualTo(OFF);
        assertThat(bytes.get(onset + 1).nanos() - stoppedNanos).as("ns to low").isLessThan(50_000_000L);
        assertThat(bytes.get(onset + 1).nanos() - bytes.get(onset).nanos())
                .as("ns high")
                .isLessThan(90_000_000L);
        assertThat(box.values().lastIndexOf(ON)).isEqualTo(onset);
        try (SessionRecording recording = SessionRecording.open(summary.recording())) {
            List<Delivery> deliveries = recording.deliveries().stream()
                    .filter(d -> d.outcome == Outcome.DELIVERED || d.outcome == Outcome.CANCELLED_STOPPED)
                    .toList();
            assertThat(deliveries)
                    .extracting(d -> d.outcome)
                    .containsExactly(Outcome.DELIVERED, Outcome.CANCELLED_STOPPED);
            assertThat(deliveries).extracting(d -> d.pulse).containsExactly(0, 1);
            assertThat(deliveries).extracting(d -> d.pulses).containsExactly(1, 2);
        }
        assertThat(compared(summary).differences()).isEmpty();
    }

    @Test
    void saysHowMuchOfAPatternThatTheDeviceTimesMayStillCome() throws Exception {
        try (LiveRun run = open(threePulses("stimulator.pattern.timed-by=\"device\""))) {
            run.arm();
            awaitPulses(1);
            SessionSummary summary = run.stop();
            assertThat(summary.safety().restAfterStop()).isEqualTo(2);
            assertThat(summary.safety().booked()).isEqualTo(3);
            assertThat(Files.readString(summary.safety().audit()))
                    .contains("up to 2 pulses of a pattern that the device times by itself may have come");
        }
    }

    @Test
    void saysSoAlsoWhenTheTimeIsOverInTheMiddleOfIt() throws Exception {
        try (LiveRun run = open(threePulses("stimulator.pattern.timed-by=\"device\""))) {
            run.arm();
            awaitPulses(1);
            SessionSummary summary = run.session.end(SessionEnd.DURATION_OVER);
            assertThat(run.session.state()).isEqualTo(InterlockState.DONE);
            assertThat(summary.safety().restAfterStop()).isEqualTo(2);
        }
    }

    @Test
    void stopsWhenNobodyConfirmsAndGoesOnWhileSomebodyDoes() throws Exception {
        try (LiveRun run = open("stimulator.limits.confirm-every-s=1")) {
            run.arm();
            long[] confirmedNanos = {System.nanoTime()};
            run.goesOnFor(1_300, () -> {
                if (System.nanoTime() - confirmedNanos[0] > 300_000_000L) {
                    confirmedNanos[0] = System.nanoTime();
                    run.session.safety().confirm(OperatorWay.CONSOLE);
                }
            });
            assertThat(run.session.state()).isEqualTo(InterlockState.RUNNING);
            SessionSummary summary = run.ended();
            assertThat(System.nanoTime() - confirmedNanos[0]).isGreaterThan(1_000_000_000L);
            assertThat(summary.end()).isEqualTo(SessionEnd.INTERLOCK_STOPPED);
            assertThat(summary.detail()).isEqualTo("nobody confirmed within 1 s");
            assertLatched(run, summary, "DEAD_MAN");
        }
    }

    @Test
    void stopsWhenTheWindowThatHasOnceDrawnDrawsNoMore() throws Exception {
        try (LiveRun run = open()) {
            run.arm();
            run.session.safety().screenAlive();
            long drawnNanos = System.nanoTime();
            SessionSummary summary = run.ended();
            assertThat(summary.detail()).isEqualTo("the window has not drawn for 2 s");
            assertThat(System.nanoTime() - drawnNanos).isBetween(1_990_000_000L, 4_000_000_000L);
            assertLatched(run, summary, "SCREEN_FROZEN");
        }
    }
}
