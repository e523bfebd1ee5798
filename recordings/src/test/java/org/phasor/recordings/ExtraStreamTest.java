package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.InfoElement;
import org.phasor.lsl.StreamInfo;

@Timeout(30)
class ExtraStreamTest {

    private static final String LONG = "x".repeat(300) + "\u00e4";

    @TempDir
    Path folder;

    private static StreamInfo info(String name, String type, ChannelFormat format) {
        return StreamInfo.builder(name, type)
                .channels(List.of(new ChannelInfo("a", "mV", "EMG"), new ChannelInfo("b", "mV", "EMG")))
                .format(format)
                .nominalRateHz(format.isText() ? 0 : 500)
                .sourceId("s-" + name)
                .describe(InfoElement.text("maker", "a & b <c>"))
                .build();
    }

    @ParameterizedTest
    @EnumSource(ChannelFormat.class)
    void isReadBackAsItCame(ChannelFormat format) throws IOException {
        Path file = folder.resolve("session.xdf");
        StreamInfo info = info("other", "EMG", format);
        SessionFixture made = new SessionFixture(3, 500, 5, 1, 10);
        try (Recorder recorder = Recorder.open(file, made.header)) {
            ExtraStream extra = recorder.addStream(info);
            for (int i = 0; i < 40; i++) {
                if (format.isText()) {
                    extra.text(100 + i, new String[] {i + LONG, ""});
                } else {
                    extra.sample(100 + i, new double[] {i, -i});
                }
            }
            extra.clockOffset(100.5, -7.25);
            made.record(recorder);
            assertThat(extra.count()).isEqualTo(40);
        }
        try (SessionRecording session = SessionRecording.open(file)) {
            assertThat(session.recording().damage()).isEmpty();
            assertThat(session.recording().notes()).isEmpty();
            assertThat(session.frames()).isEqualTo(500);
            assertThat(session.furtherStreams()).hasSize(1);
            RecordedStream extra = session.furtherStreams().get(0);
            assertThat(extra.id()).isEqualTo(10);
            assertThat(extra.info().toXml()).isEqualTo(info.toXml());
            assertThat(extra.clockOffsets()).containsExactly(new ClockOffset(100.5, -7.25));
            List<Object> rows = new ArrayList<>();
            extra.forEachSample(row -> {
                assertThat(row.stampSeconds()).isEqualTo(100 + rows.size());
                rows.add(format.isText() ? List.of(row.texts().clone()) : List.of(row.values()[0], row.values()[1]));
            });
            assertThat(rows).hasSize(40);
            Object last = format.isText() ? List.of(39 + LONG, "") : List.of(39.0, -39.0);
            assertThat(rows.get(39)).isEqualTo(last);
        }
    }

    /** Another rig's decisions, say. */
    @Test
    void oneThatIsCalledAsOurOwnIsNotTakenForIt() throws IOException {
        Path file = folder.resolve("session.xdf");
        SessionFixture made = new SessionFixture(3, 500, 5, 1, 10);
        try (Recorder recorder = Recorder.open(file, made.header)) {
            for (String name :
                    List.of("log", "config", "plan", made.header.eeg().name())) {
                ExtraStream extra = recorder.addStream(info(name, "phasor-" + name, ChannelFormat.STRING));
                extra.text(1, new String[] {"not ours", ""});
            }
            ExtraStream rival = recorder.addStream(
                    made.header.eeg().toBuilder().name("rival").build());
            rival.sample(1, new double[rival.info().channelCount()]);
            made.record(recorder);
            recorder.log(5, "ours");
        }
        try (SessionRecording session = SessionRecording.open(file);
                RecordingSource source = RecordingSource.of(session.recording())) {
            assertThat(session.frames()).isEqualTo(500);
            assertThat(session.facts()).isEqualTo(made.header.facts());
            assertThat(session.furtherStreams()).hasSize(5);
            List<String> log = new ArrayList<>();
            session.log().forEachSample(row -> log.add(row.texts()[0]));
            assertThat(log).contains("ours").doesNotContain("not ours");
            assertThat(source.info().name()).isEqualTo(made.header.eeg().name());
            assertThat(source.sampleCount()).isEqualTo(500);
        }
    }
}
