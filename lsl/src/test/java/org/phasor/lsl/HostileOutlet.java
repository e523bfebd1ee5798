package org.phasor.lsl;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A data port that answers each connection by what it asked for, as badly as a test wants. */
final class HostileOutlet implements AutoCloseable {

    /** Says something to a client whose request begins with {@code request}; the connection closes when it returns. */
    interface Answer {
        void to(String request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, TestNetwork.loopback());
    private final Answer answer;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    HostileOutlet(Answer answer) throws IOException {
        this.answer = answer;
        start(this::accept);
    }

    /** Describes itself honestly; feeds as it is told. */
    static HostileOutlet describing(StreamInfo info, Answer feed) throws IOException {
        int[] port = new int[1];
        HostileOutlet outlet = new HostileOutlet((request, out) -> {
            if (request.startsWith("LSL:fullinfo")) {
                StreamInfo served = info.toBuilder().v4("", port[0], port[0]).build();
                out.write(served.toXml().getBytes(StandardCharsets.UTF_8));
            } else {
                feed.to(request, out);
            }
        });
        port[0] = outlet.port();
        return outlet;
    }

    /** As fast as the inlet takes it, until that is gone. */
    static void endless(OutputStream out, String what) throws IOException {
        byte[] bytes = what.repeat(1000).getBytes(StandardCharsets.US_ASCII);
        while (!Thread.interrupted()) {
            out.write(bytes);
        }
    }

    /** A little at a time, until the inlet is gone. */
    static void dribble(OutputStream out, String what) throws IOException, InterruptedException {
        for (; ; ) {
            out.write(what.getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(10);
        }
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "hostile-outlet");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] request = new byte[100];
            int bytes = client.getInputStream().read(request);
            answer.to(new String(request, 0, Math.max(0, bytes), StandardCharsets.US_ASCII), client.getOutputStream());
        } catch (IOException e) {
            // The inlet has left.
        } catch (InterruptedException e) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Thread thread : threads) {
            thread.interrupt();
        }
    }
}
