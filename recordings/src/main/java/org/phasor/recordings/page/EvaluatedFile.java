package org.phasor.recordings.page;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.dsp.evaluation.RecordingEvaluation;

/**
 * An evaluation and the file it is of. Immutable.
 *
 * @param file as it was named
 * @param stream in it
 * @param channel the channel or montage, in words
 * @param notes what a person should know of the file
 * @param evaluation the numbers
 * @param refusals why estimators could not be run, by name
 */
public record EvaluatedFile(
        Path file,
        String stream,
        String channel,
        List<String> notes,
        RecordingEvaluation evaluation,
        Map<String, String> refusals) {

    public EvaluatedFile {
        notes = List.copyOf(notes);
        refusals = Collections.unmodifiableMap(new LinkedHashMap<>(refusals));
    }
}
