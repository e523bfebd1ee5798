package org.phasor.recordings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Real recordings that stand beside the project, not in it; tests that need them are skipped without. */
public final class SharedFiles {

    private SharedFiles() {}

    public static Path folder(String name) {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.exists(at.resolve(".mvn"))) {
            at = at.getParent();
        }
        Path folder = at == null
                ? Path.of(name)
                : at.resolve("../shared").resolve(name).normalize();
        assumeTrue(Files.isDirectory(folder), "no shared data at " + folder);
        return folder;
    }

    /** The recordings with an expectation beside them, in folders whose name starts so. */
    public static List<Path> withExpectations(String prefix) throws IOException {
        Path formats = folder("data/formats");
        try (Stream<Path> files = Files.walk(formats, 2)) {
            return files.filter(f -> f.getParent().getFileName().toString().startsWith(prefix))
                    .filter(f -> Files.exists(expectation(f)))
                    .sorted()
                    .toList();
        }
    }

    private static Path expectation(Path file) {
        return file.resolveSibling(file.getFileName() + ".expected.json");
    }

    public static JsonObject expected(Path file) throws IOException {
        return JsonParser.parseString(Files.readString(expectation(file))).getAsJsonObject();
    }
}
