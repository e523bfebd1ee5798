package org.phasor.dsp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Assumptions;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/**
 * A recording of the folder {@code shared} beside the project, with its reference truths and estimates. A test that asks for one is
 * skipped where the folder is absent.
 */
public enum SharedRecording {
    MU_C3("mu_c3/mu_c3.eeg", 1, 0, 1000, 10.5, 8, 13, 7, 14, "mu_c3_1k.csv", 60_000),
    O2("occipital_256/occipital.eeg", 6, 4, 256, 10.8, 8, 13, 7, 14, "o2_256.csv", 15_360),
    CZ_O2("occipital_256/occipital.eeg", 6, 5, 256, 10.8, 8, 13, 7, 14, "czo2_256.csv", 15_360),
    CA1("ca1_theta/ca1.eeg", 1, 0, 1250, 8.1, 5, 11, 5, 11, "ca1_1250.csv", 26_250);

    private static final String CHANNEL = "C3";

    public final double rateHz;
    public final double peakHz;
    public final double lowHz;
    public final double highHz;
    public final double searchLowHz;
    public final double searchHighHz;
    /** The part from which the peak was found. */
    public final int trainingSamples;

    private final String file;
    private final int channels;
    private final int channel;
    private final String oracle;

    SharedRecording(
            String file,
            int channels,
            int channel,
            double rateHz,
            double peakHz,
            double lowHz,
            double highHz,
            double searchLowHz,
            double searchHighHz,
            String oracle,
            int trainingSamples) {
        this.file = file;
        this.channels = channels;
        this.channel = channel;
        this.rateHz = rateHz;
        this.peakHz = peakHz;
        this.lowHz = lowHz;
        this.highHz = highHz;
        this.searchLowHz = searchLowHz;
        this.searchHighHz = searchHighHz;
        this.oracle = oracle;
        this.trainingSamples = trainingSamples;
    }

    /** An estimator on this recording: at its peak, with default conditioning. */
    public SignalSettings settings(String estimator) {
        return new SignalSettings(
                "s", Map.of(CHANNEL, 1.0), lowHz, highHz, OptionalDouble.of(peakHz), estimator, OptionalDouble.empty());
    }

    /** A stream of this recording's channel alone, as {@link #settings} name it. */
    public StreamInfo stream() {
        return StreamInfo.builder("amp", "EEG")
                .channels(List.of(new ChannelInfo(CHANNEL, "microvolts", "EEG")))
                .nominalRateHz(rateHz)
                .build();
    }

    /** The channel in microvolts. */
    public double[] microvolts() {
        return channel(file, channels, channel);
    }

    /** Another channel of the same file, from 0, in microvolts. */
    public double[] channel(int number) {
        return channel(file, channels, number);
    }

    private static double[] channel(String file, int channels, int channel) {
        FloatBuffer values = ByteBuffer.wrap(bytes(shared("data/eeg/" + file)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        double[] x = new double[values.remaining() / channels];
        for (int i = 0; i < x.length; i++) {
            x[i] = values.get(i * channels + channel);
        }
        return x;
    }

    /** One of the 8 channels of a minute full of artefacts at 250 Hz, in microvolts. */
    public static double[] artefactsMicrovolts(int channel) {
        return channel("artefacts_250/artefacts.eeg", 8, channel);
    }

    /** A column of the reference table, by name. */
    public double[] oracle(String column) {
        return column(oracle, column);
    }

    /** A column of the reference table of the estimator "adaptive", by name. */
    public double[] adaptiveOracle(String column) {
        return column("adaptive_" + oracle, column);
    }

    /** A column of the table of peaks that the reference of the estimator "adaptive" followed, by name. */
    public double[] adaptivePeaks(String column) {
        return column("adaptive_" + oracle.replace(".csv", "_f0.csv"), column);
    }

    private static double[] column(String table, String column) {
        List<String> lines = new String(bytes(shared("phase/oracles/" + table)), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int place = Arrays.asList(lines.get(0).split(",")).indexOf(column);
        return lines.stream()
                .skip(1)
                .mapToDouble(line -> Double.parseDouble(line.split(",")[place]))
                .toArray();
    }

    /** The sample indices of the reference table. */
    public int[] oracleSamples() {
        return Arrays.stream(oracle("sample")).mapToInt(v -> (int) v).toArray();
    }

    private static Path shared(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        Path found = folder == null ? null : folder.resolveSibling("shared").resolve(path);
        Assumptions.assumeTrue(found != null && Files.exists(found), "shared/" + path + " is not beside the project");
        return found;
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
