package org.phasor.lsl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class of the tests in a virtual machine of its own. */
final class ForkedJvm {

    private static final long PATIENCE_SECONDS = 20;

    private ForkedJvm() {}

    /**
     * What it printed, its errors included.
     *
     * @throws AssertionError with that text unless it ended well and in time
     */
    static String run(Class<?> main, List<String> options) throws IOException, InterruptedException {
        Path output = Files.createTempFile("forked", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String printed = read(output);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(main.getSimpleName() + " with " + options
                        + (ended ? " ended with " + process.exitValue() : " hangs") + ":\n" + printed);
            }
            return printed;
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
