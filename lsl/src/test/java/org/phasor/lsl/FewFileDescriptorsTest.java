package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O10: an outlet in a process of its own that may open few files. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class FewFileDescriptorsTest {

    private static final int LIMIT = 80;
    private static final int WATCH_MS = 500;

    @Test
    @DisplayName("O10: out of file descriptors, the outlet does not spin, and serves again when there are some")
    void restsWhenItCannotAccept() throws Exception {
        Path shell = Path.of("/bin/sh");
        Assumptions.assumeTrue(
                Files.isExecutable(shell) && Files.isDirectory(Path.of("/proc/self/fd")),
                "limits on open files are set by a Linux shell here");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = "ulimit -n " + LIMIT + " && exec \"$0\" -Xmx64m -cp \"$1\" \"$2\"";
        Process process = new ProcessBuilder(
                        shell.toString(),
                        "-c",
                        script,
                        java,
                        folderOf(Lsl.class) + File.pathSeparator + folderOf(Server.class),
                        Server.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Socket> clients = new ArrayList<>();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            int port = Integer.parseInt(said.readLine());
            for (int i = 0; i < LIMIT; i++) {
                clients.add(connect(port));
            }
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            assertThat(Integer.parseInt(said.readLine()))
                    .as("ms of CPU in %d ms without file descriptors", WATCH_MS)
                    .isLessThan(WATCH_MS / 5);
            for (Socket client : clients) {
                client.close();
            }
            try (Socket again = connect(port)) {
                again.setSoTimeout(10_000);
                RawClient.send(again, "LSL:fullinfo\r\n");
                assertThat(new String(again.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .contains("<name>Test int8</name>");
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            process.destroyForcibly();
        }
    }

    private static String folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(TestNetwork.loopback(), port), 2000);
        return socket;
    }

    /** Serves a stream until its input ends. Says its port, and after a line was written to it the CPU time it takes. */
    static final class Server {

        private Server() {}

        public static void main(String[] none) throws Exception {
            try (Lsl lsl = new PureJavaLsl(TestNetwork.settings());
                    Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS)) {
                // Met before the files run out: what is loaded later could not be opened.
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                cpuNanos(threads);
                System.out.println(outlet.info().v4DataPort());
                System.in.read();
                long before = cpuNanos(threads);
                Thread.sleep(WATCH_MS);
                System.out.println((cpuNanos(threads) - before) / 1_000_000);
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }

        private static long cpuNanos(ThreadMXBean threads) {
            long sum = 0;
            for (long id : threads.getAllThreadIds()) {
                sum += Math.max(0, threads.getThreadCpuTime(id));
            }
            return sum;
        }
    }
}
