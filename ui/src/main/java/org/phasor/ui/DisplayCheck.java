package org.phasor.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a window can be hoped for, found out by reading alone: nothing native is loaded, so nothing can crash. A no is
 * sure; a yes is not, and the toolkit may still refuse.
 */
final class DisplayCheck {

    private static final String GTK = "libgtk-3.so.0";

    private DisplayCheck() {}

    /** Why there can be no window on this machine; empty when there may be one. */
    static Optional<String> whyNot() {
        return whyNot(
                System.getProperty("os.name", ""),
                System.getenv(),
                Path.of("/etc/ld.so.cache"),
                List.of(Path.of("/lib"), Path.of("/lib64"), Path.of("/usr/lib"), Path.of("/usr/lib64")));
    }

    /**
     * @param linkerCache the dynamic linker's list of libraries
     * @param linkerFolders where the linker looks besides
     */
    static Optional<String> whyNot(
            String osName, Map<String, String> environment, Path linkerCache, List<Path> linkerFolders) {
        if (!osName.toLowerCase(Locale.ROOT).startsWith("linux")) {
            return Optional.empty();
        }
        if (environment.getOrDefault("DISPLAY", "").isBlank()) {
            boolean wayland = !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
            return Optional.of(
                    "no display (DISPLAY is not set" + (wayland ? "; under Wayland XWayland is needed)" : ")"));
        }
        if (!knowsGtk(environment, linkerCache, linkerFolders)) {
            return Optional.of("GTK 3 is not installed (apt install libgtk-3-0)");
        }
        return Optional.empty();
    }

    private static boolean knowsGtk(Map<String, String> environment, Path linkerCache, List<Path> linkerFolders) {
        for (String folder : environment.getOrDefault("LD_LIBRARY_PATH", "").split(":")) {
            if (!folder.isEmpty() && Files.exists(Path.of(folder, GTK))) {
                return true;
            }
        }
        for (Path folder : linkerFolders) {
            if (Files.exists(folder.resolve(GTK))) {
                return true;
            }
        }
        try {
            return new String(Files.readAllBytes(linkerCache), StandardCharsets.ISO_8859_1).contains(GTK);
        } catch (IOException e) {
            // A system without such a list: the toolkit will find out.
            return true;
        }
    }
}
