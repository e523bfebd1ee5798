package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.xdf.XdfStreamWriter;
import org.phasor.recordings.xdf.XdfWriter;

@Timeout(30)
class RecordedSignalTest {

    private static final double RATE = 100;

    @TempDir
    Path folder;

    private static StreamInfo stream(String name, String type) {
        return StreamInfo.builder(name, type)
                .channels(List.of(
                        new ChannelInfo("C3", "millivolts", "EEG"),
                        new ChannelInfo("Cz", "microvolts", "EEG"),
                        new ChannelInfo("truth", "radians", "phase-truth")))
                .format(ChannelFormat.DOUBLE64)
                .nominalRateHz(RATE)
                .build();
    }

    private static SignalSettings signal(Map<String, Double> weights) {
        return new SignalSettings("s", weights, 8, 13, OptionalDouble.empty(), "echt", OptionalDouble.empty());
    }

    /** Two streams of so many samples, C3 = i and Cz = 1; after sample 499 so many are missing. */
    private Path file(int samples, int lost, int streams) throws IOException {
        return file(samples, lost, streams, streams);
    }

    private Path file(int samples, int lost, int streams, int eegs) throws IOException {
        Path file = folder.resolve("two.xdf");
        try (XdfWriter writer = new XdfWriter(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), "two.xdf", "")) {
            for (int s = 0; s < streams; s++) {
                XdfStreamWriter stream = writer.addStream(s + 1, stream("amp" + (s + 1), s < eegs ? "EEG" : "ACC"));
                for (int i = 0; i < samples; i++) {
                    double stamp = (i < 500 ? i : i + lost) / RATE;
                    stream.write(stamp, new double[] {i == 700 ? Double.NaN : i, 1, i % 3});
                }
            }
        }
        return file;
    }

    private RecordedSignal read(Path file, String stream, Map<String, Double> weights) throws IOException {
        try (Recording recording = Recording.open(file)) {
            return RecordedSignal.read(recording, stream, signal(weights));
        }
    }

    @Test
    void isTheWeightedSumInMicrovolts() throws IOException {
        RecordedSignal read = read(file(1000, 0, 1), "", Map.of("c3", 1.0, "Cz", -2.0));
        EvaluationSignal signal = read.signal();
        assertThat(signal.length()).isEqualTo(1000);
        assertThat(signal.microvolts()[10]).isEqualTo(10_000 - 2);
        assertThat(signal.unusable()[700]).isTrue();
        assertThat(signal.microvolts()[700]).isCloseTo(700_000 - 2, within(1e-6));
        assertThat(read.notes()).isEmpty();
    }

    @Test
    void aGapIsBridgedByAsManySamplesAsAreMissing() throws IOException {
        RecordedSignal read = read(file(1000, 150, 1), "", Map.of("C3", 1.0));
        assertThat(read.signal().length()).isEqualTo(1150);
        assertThat(read.signal().missing()[499]).isFalse();
        assertThat(read.signal().missing()[500]).isTrue();
        assertThat(read.signal().missing()[649]).isTrue();
        assertThat(read.signal().missing()[650]).isFalse();
        assertThat(read.signal().microvolts()[650]).isEqualTo(500_000);
        assertThat(read.notes()).containsExactly("1 gap");
        double[] phase = read.knownPhaseRad().orElseThrow();
        assertThat(phase).hasSize(1150);
        assertThat(phase[499]).isEqualTo(499 % 3);
        assertThat(phase[500]).isNaN();
        assertThat(phase[650]).isEqualTo(500 % 3);
    }

    @Test
    void theTrueAmplitudeIsReadWhereThereIsOne() throws IOException {
        assertThat(read(file(1000, 0, 1), "", Map.of("C3", 1.0)).knownAmplitude())
                .isEmpty();
        Path file = folder.resolve("amplitude.xdf");
        StreamInfo info = StreamInfo.builder("amp", "EEG")
                .channels(List.of(
                        new ChannelInfo("C3", "microvolts", "EEG"),
                        new ChannelInfo("true-phase", "radians", "phase-truth"),
                        new ChannelInfo("true-amplitude", "microvolts", "amplitude-truth")))
                .format(ChannelFormat.DOUBLE64)
                .nominalRateHz(RATE)
                .build();
        try (XdfWriter writer = new XdfWriter(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), "amplitude.xdf", "")) {
            XdfStreamWriter stream = writer.addStream(1, info);
            for (int i = 0; i < 100; i++) {
                stream.write((i < 50 ? i : i + 150) / RATE, new double[] {i, 0.25, 10 + i});
            }
        }
        RecordedSignal read = read(file, "", Map.of("C3", 1.0));
        double[] amplitude = read.knownAmplitude().orElseThrow();
        assertThat(amplitude).hasSize(250);
        assertThat(amplitude[49]).isEqualTo(59);
        assertThat(amplitude[50]).isNaN();
        assertThat(amplitude[200]).isEqualTo(60);
        assertThat(read.knownPhaseRad().orElseThrow()[249]).isEqualTo(0.25);
    }

    @Test
    void aLongGapIsBridgedByTwoSeconds() throws IOException {
        assertThat(read(file(1000, 100_000, 1), "", Map.of("C3", 1.0)).signal().length())
                .isEqualTo(1200);
    }

    @Test
    void oneOfSeveralStreamsMustBeNamed() throws IOException {
        Path file = file(1000, 0, 2);
        assertThatThrownBy(() -> read(file, "", Map.of("C3", 1.0)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("2 numeric streams with a rate")
                .hasMessageContaining("amp2");
        assertThat(read(file, "amp2", Map.of("C3", 1.0)).stream().name()).isEqualTo("amp2");
    }

    @Test
    void theOnlyEegAmongOtherStreamsNeedsNoName() throws IOException {
        assertThat(read(file(1000, 0, 3, 1), "", Map.of("C3", 1.0)).stream().name())
                .isEqualTo("amp1");
    }

    @Test
    void aChannelThatIsNotThereIsRefusedWithTheNearest() throws IOException {
        Path file = file(10, 0, 1);
        assertThatThrownBy(() -> read(file, "", Map.of("C4", 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nearest: C3");
    }

    @Test
    void aStreamWithoutSamplesIsRefused() throws IOException {
        Path file = file(0, 0, 1);
        assertThatThrownBy(() -> read(file, "", Map.of("C3", 1.0)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("has no samples");
    }
}
