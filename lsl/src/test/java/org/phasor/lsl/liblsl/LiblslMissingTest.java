package org.phasor.lsl.liblsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is named but cannot be had is one line that names it; no native library is needed for that. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LiblslMissingTest {

    @TempDir
    Path folder;

    private static String refusal(Path library) {
        LiblslMissing e = catchThrowableOfType(LiblslMissing.class, () -> NativeLsl.open(library));
        assertThat(e).as("%s is refused", library).isNotNull();
        assertThat(e.getMessage().lines()).hasSize(1);
        assertThat(e.getMessage()).contains(library.getFileName().toString());
        return e.getMessage();
    }

    @Test
    void namesAFileThatIsNotThere() {
        refusal(folder.resolve("none.so"));
    }

    @Test
    void namesAFileThatIsNoLibrary() throws Exception {
        refusal(Files.writeString(folder.resolve("liblsl.so"), "not a library\nat all\n"));
    }

    @Test
    void namesALibraryThatIsNotLiblsl() {
        Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
        assumeTrue(Files.exists(other), "this JDK has no " + other);
        assertThat(refusal(other)).containsAnyOf("is not liblsl", "already uses");
    }

    @Test
    void saysWhenTheVariableNamesNothing() {
        LiblslMissing e = catchThrowableOfType(
                LiblslMissing.class, () -> LiblslLoader.find(null, " " + folder.resolve("lsl.dll") + " "));
        assertThat(e)
                .hasMessageContaining("PYLSL_LIB=" + folder.resolve("lsl.dll"))
                .hasMessageContaining("no such file");
    }
}
