package org.phasor.rig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.SessionRecording;
import org.phasor.rig.FakeNetwork.FakeInlet;

/** A rig with further streams, on a network that the test plays. */
abstract class AuxFixture extends SessionFixture {

    static final String MARKERS_AND_EMG = """
            [[acquisition.aux]]
            name = "task"
            class = "other"
            stream = "name='Markers'"
            [[acquisition.aux]]
            name = "hand"
            class = "emg"
            stream = "name='Muscles'"
            channels = ["FDI", "apb"]
            """;

    final FakeNetwork network = new FakeNetwork();
    final FakeInlet markers = network.serve(StreamInfo.builder("Markers", "Markers")
            .channelCount(1)
            .format(ChannelFormat.STRING)
            .sourceId("m")
            .build());
    final FakeInlet muscles = network.serve(StreamInfo.builder("Muscles", "EMG")
            .channels(List.of(
                    new ChannelInfo("APB", "mV", "EMG"),
                    new ChannelInfo("ADM", "mV", "EMG"),
                    new ChannelInfo("FDI", "mV", "EMG")))
            .format(ChannelFormat.FLOAT32)
            .nominalRateHz(1000)
            .build());

    static RigBinding bound(String aux, StreamInfo info) throws RigFileException {
        return RigBinding.bind(RigFile.parse("test.toml", RIG + aux, List.of()), info);
    }

    AuxStreams connect(String aux, StreamInfo eeg) throws Exception {
        return AuxStreams.open(bound(aux, eeg), network, line -> {});
    }

    static List<String> news(AuxStreams aux) {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = aux.takeNews(); line.isPresent(); line = aux.takeNews()) {
            lines.add(line.get());
        }
        return lines;
    }

    /** Every sample of a further stream, as stamp and values or texts. */
    static List<List<Object>> rows(SessionRecording session, int stream) throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        RecordedStream recorded = session.furtherStreams().get(stream);
        recorded.forEachSample(sample -> {
            List<Object> row = new ArrayList<>(List.of(sample.stampSeconds()));
            if (recorded.info().format().isText()) {
                row.addAll(List.of(sample.texts()));
            } else {
                for (double value : sample.values()) {
                    row.add(value);
                }
            }
            rows.add(row);
        });
        return rows;
    }
}
