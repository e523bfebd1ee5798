package org.phasor.rig;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.phasor.recordings.CalibrationFile;

/** Where the texts of estimator files come from: beside the rig file, or out of a recording. */
@FunctionalInterface
interface CalibrationTexts {

    /**
     * @param path as the rig file names it
     * @throws IOException in one line that names the file
     */
    String read(String path) throws IOException;

    /** Files, relative to a folder. */
    static CalibrationTexts under(Path folder) {
        return path -> {
            Path file;
            try {
                file = folder.resolve(path);
            } catch (InvalidPathException e) {
                throw new IOException("no file can be called so: " + e.getReason(), e);
            }
            return CalibrationFile.readText(file);
        };
    }

    /** What a recording kept; a path it does not have is a file, relative to the working folder. */
    static CalibrationTexts recorded(Map<String, String> textByPath) {
        return path -> textByPath.containsKey(path)
                ? textByPath.get(path)
                : under(Path.of("")).read(path);
    }
}
