package org.phasor.recordings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names for new session files. */
public final class SessionFiles {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SessionFiles() {}

    /**
     * A file that does not exist yet, as {@code phasor-20261120T083000Z.xdf}; a number is added when that one does. The
     * folder is made when it is missing.
     */
    public static Path newFile(Path folder, Instant now) throws RecordingException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new RecordingException(folder + ": cannot make the folder for recordings: " + e, e);
        }
        String name = "phasor-" + STAMP.format(now);
        Path file = folder.resolve(name + ".xdf");
        for (int n = 2; Files.exists(file); n++) {
            file = folder.resolve(name + "-" + n + ".xdf");
        }
        return file;
    }
}
