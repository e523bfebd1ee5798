package org.phasor.lsl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A data port that says what a test wants it to say. */
final class FakeOutlet implements AutoCloseable {

    /** What is sent when a feed was asked for; the connection closes when it returns. */
    interface Feed {
        void send(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final StreamInfo info;
    private final Feed feed;
    private final List<String> feedRequests = new CopyOnWriteArrayList<>();

    FakeOutlet(StreamInfo like, String uid, Feed feed) throws IOException {
        this.server = new ServerSocket(0, 10, TestNetwork.loopback());
        this.feed = feed;
        this.info = like.toBuilder()
                .uid(uid)
                .createdAtSeconds(1)
                .v4("127.0.0.1", server.getLocalPort(), server.getLocalPort())
                .build();
        Thread thread = new Thread(this::serve, "fake-outlet");
        thread.setDaemon(true);
        thread.start();
    }

    StreamInfo info() {
        return info;
    }

    List<String> feedRequests() {
        return feedRequests;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(5000);
                client.setTcpNoDelay(true);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                String first = in.readLine();
                if (first != null && first.equals("LSL:fullinfo")) {
                    client.getOutputStream().write(info.toXml().getBytes(StandardCharsets.UTF_8));
                } else if (first != null) {
                    StringBuilder request = new StringBuilder(first).append("\r\n");
                    if (first.equals("LSL:streamfeed")) {
                        request.append(in.readLine());
                    } else {
                        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                            request.append(line).append("\r\n");
                        }
                    }
                    feedRequests.add(request.append("\r\n").toString());
                    feed.send(client.getOutputStream());
                }
            } catch (IOException e) {
                // The client left, or the test is over.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
