package org.phasor.rig.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How to reach a running session, as its file says: a {@code key=value} on each line. Immutable.
 *
 * @param host the loopback address, in numbers
 * @param token what the first line must be: 128 bits, hexadecimal
 * @param pid of the session's process
 * @param processStart when that process began; {@link Instant#EPOCH} where the system does not say
 * @param machine which machine's process numbers {@code pid} is one of; empty where the system does not say
 * @param rig name for people
 * @param recording path of the recording
 * @param started when the session was opened
 */
public record ControlFile(
        String host,
        int port,
        String token,
        long pid,
        Instant processStart,
        String machine,
        String rig,
        String recording,
        Instant started) {

    private static final int TOKEN_BYTES = 16;
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1");

    static ControlFile ofThisProcess(String host, int port, String rig, Path recording) {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        ProcessHandle self = ProcessHandle.current();
        return new ControlFile(
                host,
                port,
                HexFormat.of().formatHex(token),
                self.pid(),
                self.info().startInstant().orElse(Instant.EPOCH),
                machineOfThisProcess(),
                rig,
                recording.toString(),
                Instant.now());
    }

    /** Homes are shared between machines and containers, process numbers are not. */
    static String machineOfThisProcess() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
                    + " "
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    String text() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("host", host);
        values.put("port", Integer.toString(port));
        values.put("token", token);
        values.put("pid", Long.toString(pid));
        values.put("process-start", processStart.toString());
        values.put("machine", machine);
        values.put("rig", rig);
        values.put("recording", recording);
        values.put("started", started.toString());
        StringBuilder text = new StringBuilder();
        // A name may hold a line end: it must not become a line of its own.
        values.forEach((key, value) -> text.append(key)
                .append('=')
                .append(value.replaceAll("\\p{Cntrl}", "?"))
                .append('\n'));
        return text.toString();
    }

    /**
     * @param where the file, for the error
     * @throws IOException in one line: key, value and what it must be
     */
    static ControlFile parse(String where, String text) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String host = value(where, values, "host");
        if (!LOOPBACK.contains(host)) {
            throw wrong(where, "host", host, "the loopback address");
        }
        String token = value(where, values, "token");
        if (!token.matches("[0-9a-f]{" + 2 * TOKEN_BYTES + "}")) {
            throw new IOException(where + ": token: must be " + 2 * TOKEN_BYTES + " hexadecimal digits");
        }
        return new ControlFile(
                host,
                (int) number(where, values, "port", 65535),
                token,
                number(where, values, "pid", Long.MAX_VALUE),
                instant(where, values, "process-start"),
                value(where, values, "machine"),
                value(where, values, "rig"),
                value(where, values, "recording"),
                instant(where, values, "started"));
    }

    private static String value(String where, Map<String, String> values, String key) throws IOException {
        String value = values.get(key);
        if (value == null) {
            throw new IOException(where + ": " + key + " is missing");
        }
        return value;
    }

    private static long number(String where, Map<String, String> values, String key, long most) throws IOException {
        String value = value(where, values, key);
        try {
            long number = Long.parseLong(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw wrong(where, key, value, "a number from 1 to " + most);
    }

    private static Instant instant(String where, Map<String, String> values, String key) throws IOException {
        String value = value(where, values, key);
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw wrong(where, key, value, "a time as 2026-01-31T12:00:00Z");
        }
    }

    private static IOException wrong(String where, String key, String value, String must) {
        String shown = value.length() <= 60 ? value : value.substring(0, 60) + "...";
        return new IOException(where + ": " + key + " = \"" + shown + "\": must be " + must);
    }

    /** The token is a secret: it is in no log. */
    @Override
    public String toString() {
        return rig + " (pid " + pid + ")";
    }
}
