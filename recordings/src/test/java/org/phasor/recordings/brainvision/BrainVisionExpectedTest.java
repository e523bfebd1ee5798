package org.phasor.recordings.brainvision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.phasor.recordings.RecordedStream;
import org.phasor.recordings.Recording;
import org.phasor.recordings.SampleCursor;
import org.phasor.recordings.SharedFiles;

/** Other people's BrainVision files against what MNE-Python reads from them. */
@Timeout(30)
class BrainVisionExpectedTest {

    private static final Map<String, Double> VOLTS =
            Map.of("V", 1.0, "mV", 1e-3, "µV", 1e-6, "uV", 1e-6, "nV", 1e-9, "µS", 1e-6, "uS", 1e-6);

    static List<Path> all() throws IOException {
        return SharedFiles.withExpectations("bv-");
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsWhatTheReferenceReads(Path file) throws IOException {
        JsonObject mne = SharedFiles.expected(file).getAsJsonObject("readers").getAsJsonObject("mne");
        try (Recording recording = Recording.open(file)) {
            RecordedStream data = recording.streams().get(0);
            int channels = mne.get("n_channels").getAsInt();
            assertThat(data.info().channelCount()).isEqualTo(channels);
            assertThat(data.sampleCount()).isEqualTo(mne.get("n_times").getAsLong());
            assertThat(data.info().nominalRateHz()).isEqualTo(mne.get("sfreq").getAsDouble());
            double[] sums = new double[channels];
            double[] magnitudes = new double[channels];
            List<double[]> rows = new ArrayList<>();
            data.forEachSample(s -> {
                double[] row = s.values().clone();
                for (int c = 0; c < channels; c++) {
                    row[c] *= VOLTS.getOrDefault(data.info().channels().get(c).unit(), 1.0);
                    sums[c] += row[c];
                    magnitudes[c] += Math.abs(row[c]);
                }
                rows.add(row);
            });
            for (int c = 0; c < channels; c++) {
                assertThat(data.info().labels().get(c))
                        .isEqualTo(mne.getAsJsonArray("ch_names").get(c).getAsString());
                assertThat(sums[c])
                        .isCloseTo(
                                mne.getAsJsonArray("channel_sums_volt").get(c).getAsDouble(),
                                within(1e-9 * magnitudes[c]));
            }
            for (Map.Entry<String, JsonElement> at :
                    mne.getAsJsonObject("all_channels_at").entrySet()) {
                JsonArray row = at.getValue().getAsJsonArray();
                for (int c = 0; c < channels; c++) {
                    double wanted = row.get(c).getAsDouble();
                    assertThat(rows.get(Integer.parseInt(at.getKey()))[c])
                            .isCloseTo(wanted, within(1e-12 * Math.max(1e-6, Math.abs(wanted))));
                }
            }
            compareMarkers(recording.streams().get(1), mne);
        }
    }

    /** MNE leaves out the first New Segment and joins type and description. */
    private static void compareMarkers(RecordedStream markers, JsonObject mne) throws IOException {
        List<String> found = new ArrayList<>();
        markers.forEachSample(s -> {
            if (!s.texts()[0].equals("New Segment") || s.stampSeconds() > 0) {
                found.add(Math.round(s.stampSeconds() * 1e6) + " " + s.texts()[0] + "/" + s.texts()[1]);
            }
        });
        List<String> wanted = new ArrayList<>();
        for (JsonElement e : mne.getAsJsonObject("annotations").getAsJsonArray("list")) {
            JsonArray a = e.getAsJsonArray();
            wanted.add(Math.round(a.get(0).getAsDouble() * 1e6) + " " + a.get(2).getAsString());
        }
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void readsTheSharedMuRecording() throws IOException {
        Path file = SharedFiles.folder("data/eeg").resolve("mu_c3/mu_c3.vhdr");
        try (Recording recording = Recording.open(file)) {
            RecordedStream data = recording.streams().get(0);
            assertThat(data.sampleCount()).isEqualTo(250_000);
            assertThat(data.info().labels()).containsExactly("C3");
            assertThat(data.info().channels().get(0).unit()).isEqualTo("µV");
            assertThat(data.lastStampSeconds()).isEqualTo(249.999);
            try (SampleCursor cursor = data.samples()) {
                assertThat(cursor.next()).isTrue();
                assertThat(Math.abs(cursor.values()[0])).isBetween(1e-6, 1000.0);
            }
        }
    }

    @Test
    void keepsAFractionalSamplingIntervalExact() throws IOException {
        Path file = SharedFiles.folder("data/eeg").resolve("occipital_256/occipital.vhdr");
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.streams().get(0).info().nominalRateHz()).isEqualTo(256);
            assertThat(recording.streams().get(1).sampleCount()).isEqualTo(6);
        }
    }

    @Test
    void marksANewSegmentInMidFileAsAGap() throws IOException {
        Path file = SharedFiles.withExpectations("bv-vectorized").get(0);
        try (Recording recording = Recording.open(file);
                SampleCursor cursor = recording.streams().get(0).samples()) {
            assertThat(recording.streams().get(0).gaps()).isEqualTo(1);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.afterGap()).isFalse();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.afterGap()).isTrue();
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.afterGap()).isFalse();
        }
    }
}
