package org.phasor.recordings.brainvision;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.RecordingException;

/**
 * What a {@code .vhdr} says.
 *
 * @param info the data as a stream: double64 in the channels' units, which stand in its description
 * @param dataFile where the numbers are
 * @param markerFile where the markers are; null when none is named
 * @param resolution per channel: physical value = stored value × resolution
 * @param number how one value is stored
 * @param order byte order
 * @param vectorized all points of a channel together, instead of all channels of a point
 * @param hiddenChannels stored after each point's channels and not described (V-Amp's trigger channel)
 * @param declaredPoints as the header says; −1 when it does not
 */
record BrainVisionHeader(
        StreamInfo info,
        Path dataFile,
        Path markerFile,
        double[] resolution,
        Number number,
        ByteOrder order,
        boolean vectorized,
        int hiddenChannels,
        long declaredPoints) {

    private static final int MOST_CHANNELS = 1 << 16;

    /** How one value is stored. */
    enum Number {
        INT_16(2),
        UINT_16(2),
        INT_32(4),
        IEEE_FLOAT_32(4);

        final int bytes;

        Number(int bytes) {
            this.bytes = bytes;
        }
    }

    static BrainVisionHeader read(Path file, List<String> notes) throws IOException {
        BrainVisionText text = BrainVisionText.read(file);
        String format = common(text, "dataformat");
        if (!format.isEmpty() && !format.equalsIgnoreCase("BINARY")) {
            throw refused(file, "DataFormat", format, "BINARY");
        }
        String type = common(text, "datatype");
        if (!type.isEmpty() && !type.equalsIgnoreCase("TIMEDOMAIN")) {
            throw refused(file, "DataType", type, "TIMEDOMAIN");
        }
        String orientation = common(text, "dataorientation").toUpperCase(Locale.ROOT);
        if (!orientation.equals("MULTIPLEXED") && !orientation.equals("VECTORIZED")) {
            throw refused(file, "DataOrientation", orientation, "MULTIPLEXED or VECTORIZED");
        }
        double count = number(file, text, "NumberOfChannels");
        if (count != Math.rint(count) || count < 1 || count > MOST_CHANNELS) {
            throw refused(file, "NumberOfChannels", common(text, "numberofchannels"), "1 to " + MOST_CHANNELS);
        }
        double intervalMicros = number(file, text, "SamplingInterval");
        if (!(intervalMicros > 0) || Double.isInfinite(intervalMicros)) {
            throw refused(file, "SamplingInterval", common(text, "samplinginterval"), "microseconds > 0");
        }
        String stored = text.value("binary infos", "binaryformat").strip().toUpperCase(Locale.ROOT);
        Number number = null;
        for (Number n : Number.values()) {
            number = n.name().equals(stored) ? n : number;
        }
        if (number == null) {
            throw refused(file, "BinaryFormat", stored, "INT_16, UINT_16, INT_32 or IEEE_FLOAT_32");
        }
        String bigEndian = text.value("binary infos", "usebigendianorder").strip();
        double[] resolution = new double[(int) count];
        StreamInfo.Builder info = StreamInfo.builder(baseName(file), "EEG")
                .channels(channels(file, text, resolution, notes))
                .format(ChannelFormat.DOUBLE64)
                .nominalRateHz(1e6 / intervalMicros);
        String dataName = common(text, "datafile");
        if (dataName.isEmpty()) {
            throw refused(file, "DataFile", dataName, "the name of the data file");
        }
        String markerName = common(text, "markerfile");
        String points = common(text, "datapoints");
        boolean vAmp = text.firstLine().contains("V-Amp");
        return new BrainVisionHeader(
                info.build(),
                sibling(file, dataName),
                markerName.isEmpty() ? null : sibling(file, markerName),
                resolution,
                number,
                bigEndian.equalsIgnoreCase("YES") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                orientation.equals("VECTORIZED"),
                vAmp && orientation.equals("MULTIPLEXED") ? 1 : 0,
                points.matches("\\d{1,18}") ? Long.parseLong(points) : -1);
    }

    private static List<ChannelInfo> channels(Path file, BrainVisionText text, double[] resolution, List<String> notes)
            throws IOException {
        List<ChannelInfo> channels = new ArrayList<>();
        for (int c = 0; c < resolution.length; c++) {
            String line = text.value("channel infos", "ch" + (c + 1));
            if (line.isEmpty()) {
                notes.add("channel " + (c + 1) + " is not described: resolution 1, unit µV assumed");
            }
            String[] fields = BrainVisionText.fields(line);
            String stated = fields.length > 2 ? fields[2].strip() : "";
            resolution[c] = stated.isEmpty() ? 1 : parse(file, "resolution of Ch" + (c + 1), stated);
            String unit = fields.length > 3 ? fields[3].strip().replace('\u03BC', '\u00B5') : "";
            channels.add(new ChannelInfo(fields[0].strip(), unit.isEmpty() ? "\u00B5V" : unit, "EEG"));
        }
        return channels;
    }

    private static String common(BrainVisionText text, String key) {
        return text.value("common infos", key).strip();
    }

    private static double number(Path file, BrainVisionText text, String key) throws IOException {
        return parse(file, key, common(text, key.toLowerCase(Locale.ROOT)));
    }

    private static double parse(Path file, String what, String text) throws IOException {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused(file, what, text, "a number");
        }
    }

    private static RecordingException refused(Path file, String what, String value, String expected) {
        return new RecordingException(file + ": " + what + " = \"" + value + "\": must be " + expected);
    }

    private static String baseName(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** A file named by the header, beside it; {@code $b} stands for the header's own base name. */
    private static Path sibling(Path header, String name) throws IOException {
        try {
            return header.toAbsolutePath().resolveSibling(name.replace("$b", baseName(header)));
        } catch (java.nio.file.InvalidPathException e) {
            throw refused(header, "file name", name, "the name of a file");
        }
    }
}
