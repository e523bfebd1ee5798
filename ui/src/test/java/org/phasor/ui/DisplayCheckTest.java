package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisplayCheckTest {

    @TempDir
    Path folder;

    private Optional<String> whyNot(Map<String, String> environment, String linkerCache) throws Exception {
        Path cache = folder.resolve("cache");
        if (linkerCache != null) {
            Files.writeString(cache, linkerCache);
        }
        return DisplayCheck.whyNot("Linux", environment, cache, List.of(folder.resolve("lib")));
    }

    @Test
    void linuxNeedsADisplay() throws Exception {
        assertThat(whyNot(Map.of(), "libgtk-3.so.0")).contains("no display (DISPLAY is not set)");
        assertThat(whyNot(Map.of("DISPLAY", " "), "libgtk-3.so.0")).contains("no display (DISPLAY is not set)");
        assertThat(whyNot(Map.of("WAYLAND_DISPLAY", "wayland-0"), "libgtk-3.so.0"))
                .contains("no display (DISPLAY is not set; under Wayland XWayland is needed)");
    }

    @Test
    void linuxNeedsGtk() throws Exception {
        Map<String, String> display = Map.of("DISPLAY", ":0");
        assertThat(whyNot(display, "a\0libgtk-3.so.0\0b")).isEmpty();
        assertThat(whyNot(display, "a\0libgtk-x11-2.0.so.0\0b"))
                .contains("GTK 3 is not installed (apt install libgtk-3-0)");
        Files.createDirectories(folder.resolve("own"));
        Files.createFile(folder.resolve("own/libgtk-3.so.0"));
        assertThat(whyNot(Map.of("DISPLAY", ":0", "LD_LIBRARY_PATH", ":" + folder.resolve("own")), "nothing"))
                .isEmpty();
        Files.createDirectories(folder.resolve("lib"));
        Files.createFile(folder.resolve("lib/libgtk-3.so.0"));
        assertThat(whyNot(display, "nothing")).isEmpty();
    }

    @Test
    void whereTheLinkerKeepsNoListTheToolkitMayTry() throws Exception {
        assertThat(whyNot(Map.of("DISPLAY", ":0"), null)).isEmpty();
    }

    @Test
    void otherSystemsHaveADisplay() {
        assertThat(DisplayCheck.whyNot("Windows 11", Map.of(), folder, List.of()))
                .isEmpty();
        assertThat(DisplayCheck.whyNot("Mac OS X", Map.of(), folder, List.of())).isEmpty();
    }
}
