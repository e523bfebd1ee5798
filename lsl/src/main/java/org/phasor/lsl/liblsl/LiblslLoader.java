package org.phasor.lsl.liblsl;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds liblsl as pylsl does and binds {@link LiblslFunctions} to it, once per process: a path that was given, else the
 * environment variable {@code PYLSL_LIB}, else the system's library path. What is named but cannot be had is an error:
 * no other library is taken in its place.
 */
final class LiblslLoader {

    static final String VARIABLE = "PYLSL_LIB";
    static final int OLDEST_VERSION = 114;

    private static NativeLibrary bound;
    private static boolean used;

    private LiblslLoader() {}

    /**
     * Binds the library, or sees that it is bound already.
     *
     * @param given null to search
     * @param configuration in place of {@code lsl_api.cfg}; null to let liblsl read that
     * @throws LiblslMissing in one line that names what was tried
     */
    static synchronized void load(Path given, String variable, String configuration) throws LiblslMissing {
        if (bound == null) {
            NativeLibrary library = find(given, variable);
            try {
                bind(library);
            } catch (LiblslMissing e) {
                library.close();
                throw e;
            }
            bound = library;
        } else if (given != null && !isSame(given, bound.getFile().toPath())) {
            throw new LiblslMissing("native liblsl " + given + " cannot be loaded: this process already uses "
                    + bound.getFile() + ", and there can be one only");
        }
        if (configuration != null && !used) {
            configure(configuration);
        }
        used = true;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
    }

    static String description() {
        return bound.getFile() + ", version " + versionText(LiblslFunctions.lsl_library_version());
    }

    static NativeLibrary find(Path given, String variable) throws LiblslMissing {
        if (given != null) {
            return named(given.toString(), "given: " + given);
        }
        if (variable != null && !variable.isBlank()) {
            return named(variable.strip(), VARIABLE + "=" + variable.strip());
        }
        List<String> names =
                Platform.isWindows() ? List.of("lsl", "liblsl", "lsl64", "liblsl64") : List.of("lsl", "lsl64");
        for (String name : names) {
            Optional<NativeLibrary> found = open(name);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new LiblslMissing("native liblsl was not found: " + VARIABLE + " is not set, and the system's library "
                + "path has none of "
                + String.join(", ", names.stream().map(System::mapLibraryName).toList())
                + "; install liblsl, or name its file");
    }

    private static NativeLibrary named(String file, String how) throws LiblslMissing {
        if (!Files.isRegularFile(Path.of(file))) {
            throw new LiblslMissing("native liblsl was not found (" + how + "): there is no such file");
        }
        try {
            return NativeLibrary.getInstance(Path.of(file).toAbsolutePath().toString());
        } catch (UnsatisfiedLinkError e) {
            throw new LiblslMissing("native liblsl cannot be loaded (" + how + "): " + oneLine(e), e);
        }
    }

    private static Optional<NativeLibrary> open(String name) {
        try {
            return Optional.of(NativeLibrary.getInstance(name));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    private static void bind(NativeLibrary library) throws LiblslMissing {
        int version;
        try {
            version = library.getFunction("lsl_library_version").invokeInt(new Object[0]);
        } catch (UnsatisfiedLinkError e) {
            throw new LiblslMissing(library.getFile() + ": is not liblsl: " + oneLine(e), e);
        }
        if (version < OLDEST_VERSION) {
            throw new LiblslMissing(library.getFile() + ": liblsl " + versionText(version)
                    + " is too old: must be at least " + versionText(OLDEST_VERSION));
        }
        try {
            Native.register(LiblslFunctions.class, library);
        } catch (UnsatisfiedLinkError e) {
            throw new LiblslMissing(library.getFile() + ": liblsl lacks a function: " + oneLine(e), e);
        }
    }

    private static void configure(String configuration) throws LiblslMissing {
        Function function;
        try {
            function = bound.getFunction("lsl_set_config_content");
        } catch (UnsatisfiedLinkError e) {
            throw new LiblslMissing(
                    description() + ": cannot be configured by a program; set LSLAPICFG to a configuration file", e);
        }
        function.invokeVoid(new Object[] {NativeText.utf8(configuration)});
    }

    private static String versionText(int version) {
        return version / 100 + "." + version % 100;
    }

    private static String oneLine(Throwable e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
