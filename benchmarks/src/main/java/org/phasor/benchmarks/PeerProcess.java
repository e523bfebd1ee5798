package org.phasor.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another Java that does what it is told by lines on its standard input, and answers each with one line. It ends when its
 * input does. Asked by one thread.
 */
final class PeerProcess implements AutoCloseable {

    /** As the launcher starts the rig; a test holds the two together. */
    static final List<String> LAUNCHER_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xms1g -Xmx1g -Xmn640m -XX:+AlwaysPreTouch",
            "-XX:-UsePerfData",
            "-XX:+UnlockDiagnosticVMOptions -XX:GuaranteedSafepointInterval=0");

    private static final long END_SECONDS = 15;

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;

    private PeerProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Starts the main of a class with this program's own classes, its standard error going where ours goes. */
    static PeerProcess start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        LAUNCHER_OPTIONS.forEach(options -> command.addAll(List.of(options.split(" "))));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new PeerProcess(main.getSimpleName() + ' ' + String.join(" ", arguments), process);
    }

    /**
     * Gives an order and waits for its answer.
     *
     * @throws IOException in one line, when the other end has ended
     */
    String ask(String order) throws IOException {
        orders.write(order + '\n');
        orders.flush();
        return answer();
    }

    /** The next line that it says by itself, as when it is ready. */
    String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException(name + ": has ended before it answered");
        }
        return line;
    }

    /** What {@link #ask} is answered by. */
    interface Orders {
        String take(String[] words) throws Exception;
    }

    /** The other end: answers until there is nothing more to answer. */
    static void serve(String ready, Orders taker) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(ready);
        System.out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(taker.take(line.split(" ")));
            System.out.flush();
        }
    }

    /** Lets it end in order, and ends it when it does not. */
    @Override
    public void close() throws IOException {
        try (answers) {
            orders.close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
