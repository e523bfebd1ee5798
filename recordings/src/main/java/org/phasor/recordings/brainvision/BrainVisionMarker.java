package org.phasor.recordings.brainvision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One marker.
 *
 * @param type as {@code Stimulus}
 * @param description verbatim, as {@code S  1}
 * @param index of the sample it stands at, from 0
 */
record BrainVisionMarker(String type, String description, long index) {

    /** Acquisition began here: at any sample but the first, an unknown time is missing before it. */
    boolean isNewSegment() {
        return type.equals("New Segment");
    }

    /** In the order of the file; lines that are no marker are noted. */
    static List<BrainVisionMarker> read(Path file, List<String> notes) throws IOException {
        List<BrainVisionMarker> markers = new ArrayList<>();
        if (file == null || !Files.isRegularFile(file)) {
            notes.add(file == null ? "no marker file is named" : "no marker file " + file.getFileName());
            return markers;
        }
        for (Map.Entry<String, String> line :
                BrainVisionText.read(file).section("marker infos").entrySet()) {
            String[] fields = BrainVisionText.fields(line.getValue());
            if (fields.length < 3 || !fields[2].strip().matches("\\d{1,18}")) {
                notes.add("marker " + line.getKey() + " = " + line.getValue() + ": has no position");
                continue;
            }
            markers.add(new BrainVisionMarker(
                    fields[0], fields[1], Math.max(0, Long.parseLong(fields[2].strip()) - 1)));
        }
        return markers;
    }
}
