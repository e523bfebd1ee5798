package org.phasor.recordings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.phasor.recordings.brainvision.BrainVisionReader;
import org.phasor.recordings.xdf.XdfReader;

/** Chooses the reader of a file by its first bytes. */
final class RecordingFormats {

    private RecordingFormats() {}

    static Recording open(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new RecordingException(file + ": no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new RecordingException(file + ": not a file");
        }
        byte[] first = firstBytes(file);
        if (XdfReader.recognises(first)) {
            return XdfReader.open(file);
        }
        if (BrainVisionReader.recognises(first)) {
            return BrainVisionReader.open(file);
        }
        throw new RecordingException(file + ": " + refusal(file, first));
    }

    private static String refusal(Path file, byte[] first) {
        if (first.length == 0) {
            return "the file is empty";
        }
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".eeg") || name.endsWith(".vmrk") || name.endsWith(".dat")) {
            return "open the header (.vhdr) of a BrainVision recording instead";
        }
        if (name.endsWith(".xdf") || name.endsWith(".xdfz")) {
            return "not XDF: must start with 'XDF:'";
        }
        return "not a recording of a known format: must be XDF (.xdf, .xdfz) or BrainVision (.vhdr, .ahdr)";
    }

    private static byte[] firstBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(64);
        }
    }
}
