package org.phasor.recordings.brainvision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.phasor.recordings.Damage;
import org.phasor.recordings.Recording;
import org.phasor.recordings.RecordingException;

/** Opens BrainVision recordings by their header file. */
public final class BrainVisionReader {

    private BrainVisionReader() {}

    /** Whether a file's first bytes are those of a header file; some makers write a byte order mark first. */
    public static boolean recognises(byte[] firstBytes) {
        String text = new String(firstBytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00EF\u00BB\u00BF")) {
            text = text.substring(3);
        }
        return text.startsWith("Brain") && !text.contains("Marker");
    }

    /**
     * Opens a {@code .vhdr} or {@code .ahdr}; stream 1 is the data in physical units, stream 2 the markers as type and
     * description.
     *
     * @throws RecordingException naming the entry of the header that cannot be used, or the file that is missing
     */
    public static Recording open(Path header) throws IOException {
        List<String> notes = new ArrayList<>();
        BrainVisionHeader parsed = BrainVisionHeader.read(header, notes);
        if (!Files.isRegularFile(parsed.dataFile())) {
            throw new RecordingException(
                    header + ": DataFile = " + parsed.dataFile().getFileName() + ": no such file beside it");
        }
        long frameBytes = (long) (parsed.info().channelCount() + parsed.hiddenChannels()) * parsed.number().bytes;
        long size = Files.size(parsed.dataFile());
        long points = size / frameBytes;
        List<Damage> damage = new ArrayList<>();
        if (size % frameBytes != 0) {
            damage.add(new Damage(
                    points * frameBytes, size, "bytes of the data file after the last complete sample", List.of(1L)));
        }
        if (parsed.declaredPoints() >= 0 && parsed.declaredPoints() != points) {
            notes.add("DataPoints = " + parsed.declaredPoints() + ", the data file holds " + points);
        }
        List<BrainVisionMarker> markers = BrainVisionMarker.read(parsed.markerFile(), notes);
        return new BrainVisionRecording(header, parsed, points, markers, damage, notes);
    }
}
