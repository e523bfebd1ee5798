package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.LslSettings;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.SessionRecording;

/** Further streams over real sockets, on this machine alone. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FurtherStreamsNetworkTest extends AuxFixture {

    @Test
    void areFoundAndRecordedWithTheOffsetOfTheirClock() throws Exception {
        String source = "aux-" + System.nanoTime();
        StreamInfo served = StreamInfo.builder("Task", "Markers")
                .channelCount(2)
                .format(ChannelFormat.STRING)
                .sourceId(source)
                .build();
        String table = """
                [[acquisition.aux]]
                name = "task"
                class = "other"
                stream = "source_id='%s'"
                """.formatted(source);
        try (PureJavaLsl lsl = new PureJavaLsl(LslSettings.loopbackOnly());
                Outlet outlet = lsl.outlet(served, OutletOptions.DEFAULTS);
                SyntheticSource eeg = source(1, 1)) {
            RigBinding rig = bound(table, eeg.info());
            AuxStreams aux = AuxStreams.open(rig, lsl, line -> {});
            options = new SessionOptions(false, folder, List.of()).cold().withAux(aux);
            SessionSummary summary;
            double sent = LslClock.seconds();
            try (Session session = Session.open(rig, eeg, lsl, options)) {
                session.start();
                outlet.push(new String[] {"one", "1"}, sent);
                outlet.push(new String[] {"two", ""}, sent + 0.25);
                while (session.watch().isEmpty()) {
                    LockSupport.parkNanos(5_000_000);
                }
                summary = session.end(SessionEnd.INPUT_FINISHED);
            }
            try (SessionRecording session = SessionRecording.open(summary.recording())) {
                assertThat(rows(session, 0))
                        .containsExactly(List.of(sent, "one", "1"), List.of(sent + 0.25, "two", ""));
                assertThat(session.furtherStreams().get(0).info().sourceId()).isEqualTo(source);
                assertThat(session.furtherStreams().get(0).clockOffsets())
                        .isNotEmpty()
                        .allSatisfy(offset -> assertThat(Math.abs(offset.offsetSeconds()))
                                .as("one clock, to the round trip of a busy machine")
                                .isLessThan(0.5));
            }
        }
    }
}
