package org.phasor.lsl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** Bytes captured from native liblsl, when the folder {@code shared} lies beside the project. */
final class Vectors {

    private Vectors() {}

    static byte[] bytes(String name) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (root != null && !Files.isDirectory(root.resolve(".mvn"))) {
            root = root.getParent();
        }
        Assumptions.assumeTrue(root != null, "no project root above the working directory");
        Path file = root.resolveSibling("shared").resolve("vectors/lsl").resolve(name);
        Assumptions.assumeTrue(Files.isReadable(file), "captured bytes are not here: shared/vectors/lsl/" + name);
        return Files.readAllBytes(file);
    }

    static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** What follows the response header. */
    static byte[] body(byte[] feed) {
        return Arrays.copyOfRange(feed, headerEnd(feed), feed.length);
    }

    static String header(byte[] feed) {
        return new String(feed, 0, headerEnd(feed), StandardCharsets.ISO_8859_1);
    }

    private static int headerEnd(byte[] feed) {
        return new String(feed, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
    }

    static String uid(byte[] feed) {
        return header(feed)
                .lines()
                .filter(line -> line.startsWith("UID: "))
                .findFirst()
                .orElseThrow()
                .substring(5);
    }

    /** The name that the captures give a format. */
    static String feedName(String kind, ChannelFormat format) {
        return "feed-110-" + kind + "-" + format.wireName() + "-3ch.bin";
    }
}
