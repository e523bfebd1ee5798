package org.phasor.recordings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of session files. */
public final class SessionFiles {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String AUDIT_ENDING = ".audit.jsonl";

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
        for (int n = 2; Files.exists(file) || Files.exists(auditLog(file)) || Files.exists(latencyLog(file)); n++) {
            file = folder.resolve(name + "-" + n + ".xdf");
        }
        return file;
    }

    /** The audit log of a recording: beside it, {@code NAME.audit.jsonl} for {@code NAME.xdf}. */
    public static Path auditLog(Path recording) {
        return recording.resolveSibling(stem(recording) + AUDIT_ENDING);
    }

    /** The latency log of a recording: beside it, {@code NAME.hlog} for {@code NAME.xdf}. */
    public static Path latencyLog(Path recording) {
        return recording.resolveSibling(stem(recording) + ".hlog");
    }

    private static String stem(Path recording) {
        String name = recording.getFileName().toString();
        return name.endsWith(".xdf") ? name.substring(0, name.length() - ".xdf".length()) : name;
    }

    /** Whether a file is called as audit logs are. */
    public static boolean isAuditLog(Path file) {
        return file.getFileName() != null && file.getFileName().toString().endsWith(AUDIT_ENDING);
    }
}
