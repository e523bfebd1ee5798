package org.phasor.lsl;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads native liblsl's configuration file ({@code lsl_api.cfg}): sections, {@code key = value}, comments by {@code ;}
 * in the first column, lists as {@code {a, b}}; of booleans only {@code 1} is true. As yet only the file that the
 * environment variable {@code LSLAPICFG} names is looked for, and of its keys those that {@link LslSettings} has.
 */
public final class LslConfigFile {

    private static final String VARIABLE = "LSLAPICFG";
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private LslConfigFile(Path file) {
        this.file = file;
    }

    /**
     * The settings of the file named by {@code LSLAPICFG}; the defaults when the variable is not set.
     *
     * @throws IOException in one line, naming file, line and value
     */
    public static LslSettings fromEnvironment() throws IOException {
        String name = System.getenv(VARIABLE);
        return name == null || name.isBlank() ? LslSettings.DEFAULTS : read(Path.of(name));
    }

    /** The settings of one file; what it does not say is at its default. */
    public static LslSettings read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": larger than 1 MiB: not an LSL configuration");
        }
        LslConfigFile config = new LslConfigFile(file);
        config.parse(textOf(file));
        return config.settings();
    }

    private static String textOf(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": is not UTF-8 text: not an LSL configuration", e);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void parse(String text) throws IOException {
        String section = "";
        int number = 0;
        for (String raw : text.split("\\R", -1)) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || raw.startsWith(";")) {
                continue;
            }
            if (raw.startsWith("[") && line.endsWith("]")) {
                section = line.substring(1, line.length() - 1) + ".";
                continue;
            }
            int equals = line.indexOf('=');
            String key = section + line.substring(0, Math.max(0, equals)).strip();
            String value = line.substring(equals + 1).strip();
            if (equals <= 0 || value.isEmpty()) {
                throw new IOException(file + ":" + number + ": \"" + line + "\": must be key = value");
            }
            if (values.put(key, value) != null) {
                throw new IOException(file + ":" + number + ": " + key + ": stands here a second time");
            }
            lines.put(key, number);
        }
    }

    private LslSettings settings() throws IOException {
        LslSettings.Ports ports = LslSettings.DEFAULTS.ports();
        LslSettings.Discovery discovery = LslSettings.DEFAULTS.discovery();
        try {
            return LslSettings.DEFAULTS
                    .withPorts(new LslSettings.Ports(
                            whole("ports.MulticastPort", ports.multicast()),
                            whole("ports.BasePort", ports.base()),
                            whole("ports.PortRange", ports.range()),
                            flag("ports.AllowRandomPorts", ports.allowRandom())))
                    .withDiscovery(new LslSettings.Discovery(
                            scope(discovery.scope()),
                            list("multicast.AddressesOverride"),
                            list("multicast.Interfaces"),
                            whole("multicast.TTLOverride", discovery.hops()),
                            list("lab.KnownPeers")))
                    .withSessionId(values.getOrDefault("lab.SessionID", LslSettings.DEFAULTS.sessionId()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private ResolveScope scope(ResolveScope fallback) throws IOException {
        String key = "multicast.ResolveScope";
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            return ResolveScope.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw fault(key, value, "machine, link, site, organization or global");
        }
    }

    private boolean flag(String key, boolean fallback) {
        String value = values.get(key);
        return value == null ? fallback : value.equals("1");
    }

    private int whole(String key, int fallback) throws IOException {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw fault(key, value, "a whole number");
        }
    }

    private List<String> list(String key) throws IOException {
        String value = values.get(key);
        List<String> list = new ArrayList<>();
        if (value == null) {
            return list;
        }
        if (!value.startsWith("{") || !value.endsWith("}")) {
            throw fault(key, value, "a list as {a, b}");
        }
        for (String part : value.substring(1, value.length() - 1).split(",")) {
            if (!part.isBlank()) {
                list.add(part.strip());
            }
        }
        return list;
    }

    private IOException fault(String key, String value, String expected) {
        return new IOException(file + ":" + lines.get(key) + ": " + key + " = " + value + ": must be " + expected);
    }
}
