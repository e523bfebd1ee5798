package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.Recorder;
import org.phasor.rig.FakeNetwork.FakeInlet;
import org.phasor.stimulator.StopReason;

/** Further streams beside a live device. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LiveTriggerStreamTest extends LiveSessionFixture {

    private final FakeNetwork network = new FakeNetwork();
    private final FakeInlet back = network.serve(StreamInfo.builder("Back", "x").build());

    private final FakeInlet levels =
            network.serve(StreamInfo.builder("Levels", "x").nominalRateHz(1000).build());

    private LiveRun openWith(String kind) throws Exception {
        return openWith(kind, "Back");
    }

    private LiveRun openWith(String kind, String stream) throws Exception {
        String table = "acquisition.aux=[{name='back', class='" + kind + "', stream=\"name='" + stream + "'\"}]";
        RigBinding rig = RigBinding.bind(rigFile(table), source(1, 1).info());
        options =
                new SessionOptions(false, folder, List.of()).cold().withAux(AuxStreams.open(rig, network, line -> {}));
        return open(source(60, 1), Recorder::open, table);
    }

    @Test
    void theLossOfATriggerStreamStopsTheSession() throws Exception {
        try (LiveRun run = openWith("trigger")) {
            run.arm();
            back.listener.onLost("stream 'Back': connection reset");
            SessionSummary summary = run.ended();
            assertThat(summary.end()).isEqualTo(SessionEnd.INTERLOCK_STOPPED);
            assertThat(summary.detail()).isEqualTo("aux 'back': stream 'Back': connection reset");
            assertLatched(run, summary, StopReason.STREAM_LOST.name());
        }
    }

    @Test
    void thatOfAnotherDoesNot() throws Exception {
        try (LiveRun run = openWith("other")) {
            run.arm();
            back.listener.onLost("stream 'Back': connection reset");
            run.goesOnFor(200, () -> {});
            SessionSummary summary = run.stop();
            assertThat(summary.end()).isEqualTo(SessionEnd.OPERATOR);
            assertThat(summary.further()).containsExactly(new SessionSummary.Further("back", "Back", 0, 0, 1, false));
        }
    }

    @Test
    void triggersThatComeNoMoreStopTheSession() throws Exception {
        try (LiveRun run = openWith("trigger", "Levels")) {
            run.arm();
            run.goesOnFor(500, () -> levels.sample(1, 0));
            SessionSummary summary = run.ended();
            assertThat(summary.end()).isEqualTo(SessionEnd.INTERLOCK_STOPPED);
            assertThat(summary.detail()).isEqualTo("aux 'back': no sample of stream 'Levels' for 300 ms");
            assertLatched(run, summary, StopReason.STREAM_LOST.name());
        }
    }

    @Test
    void samplesOfAnotherKindMayStayAway() throws Exception {
        try (LiveRun run = openWith("other", "Levels")) {
            run.arm();
            run.goesOnFor(100, () -> levels.sample(1, 0));
            run.goesOnFor(600, () -> {});
            assertThat(run.stop().end()).isEqualTo(SessionEnd.OPERATOR);
        }
    }
}
