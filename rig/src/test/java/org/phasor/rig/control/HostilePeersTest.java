package org.phasor.rig.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever other programs on the machine do to the port, a stop gets through, and what it costs is bounded. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostilePeersTest {

    @TempDir
    Path home;

    private final RecordedTarget target = new RecordedTarget();
    private ControlServer server;
    private ControlFile session;

    @BeforeEach
    void open() throws Exception {
        server = ControlServer.open(ControlFolder.of(null, home), "mu.toml", Path.of("s.xdf"), target);
        session = server.file();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static long peerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("phasor-control-peer"))
                .count();
    }

    private void stopGetsThrough() throws IOException {
        long start = System.nanoTime();
        assertThat(ControlClient.ask(session, "stop")).isEqualTo("ok");
        assertThat(System.nanoTime() - start).isLessThan(ControlClient.LONGEST_NANOS);
        assertThat(target.told).containsExactly("stop over the control socket");
        assertThat(server.connections()).isLessThanOrEqualTo(ControlServer.MOST_CONNECTIONS);
        // Those of an earlier test may take a moment to go.
        long from = System.nanoTime();
        while (peerThreads() > ControlServer.MOST_CONNECTIONS && System.nanoTime() - from < 5_000_000_000L) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(peerThreads()).isLessThanOrEqualTo(ControlServer.MOST_CONNECTIONS);
    }

    @Test
    void silentPeersDoNotKeepAStopOut() throws Exception {
        List<Peer> silent = new ArrayList<>();
        for (int i = 0; i < ControlServer.MOST_CONNECTIONS; i++) {
            silent.add(new Peer(session));
        }
        stopGetsThrough();
        for (Peer peer : silent) {
            peer.close();
        }
    }

    @Test
    void silentPeersThatKnowTheTokenDoNotEither() throws Exception {
        List<Peer> silent = new ArrayList<>();
        for (int i = 0; i < ControlServer.MOST_CONNECTIONS; i++) {
            silent.add(Peer.trusted(session));
        }
        stopGetsThrough();
        for (Peer peer : silent) {
            peer.close();
        }
    }

    @Test
    void aTrustedPeerIsPutOutAfterThoseWithoutAToken() throws Exception {
        try (Peer trusted = Peer.trusted(session)) {
            List<Peer> strangers = new ArrayList<>();
            for (int i = 0; i < 3 * ControlServer.MOST_CONNECTIONS; i++) {
                strangers.add(new Peer(session));
            }
            assertThat(trusted.ask("marker still here")).isEqualTo("ok");
            for (Peer peer : strangers) {
                peer.close();
            }
        }
    }

    @Test
    void aThousandConnectionsDoNotKeepAStopOut() throws Exception {
        Queue<Socket> flood = new ConcurrentLinkedQueue<>();
        AtomicInteger tried = new AtomicInteger();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Thread> flooding = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(
                    () -> {
                        // As many as there can be, until the stop is through and a thousand have come.
                        while (!stopped.get() || tried.get() < 1000) {
                            tried.incrementAndGet();
                            Socket socket = new Socket();
                            flood.add(socket);
                            try {
                                socket.connect(new InetSocketAddress(session.host(), session.port()), 10);
                            } catch (IOException e) {
                                // The queue is full.
                            }
                        }
                    },
                    "flood");
            thread.start();
            flooding.add(thread);
        }
        while (tried.get() < 200) {
            Thread.onSpinWait();
        }
        stopGetsThrough();
        stopped.set(true);
        for (Thread thread : flooding) {
            thread.join();
        }
        for (Socket socket : flood) {
            socket.close();
        }
    }

    @Test
    void anEndlessLineIsCutOff() throws Exception {
        try (Peer peer = new Peer(session)) {
            byte[] block = new byte[64 * 1024];
            Arrays.fill(block, (byte) 'x');
            long sent = 0;
            try {
                while (sent < 1L << 30) {
                    peer.send(block);
                    sent += block.length;
                }
            } catch (IOException e) {
                // It hung up.
            }
            // What lies in the system's buffers, and no more.
            assertThat(sent).isLessThan(64L << 20);
        }
        stopGetsThrough();
    }

    @Test
    void binaryJunkDoesNothing() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] junk = new byte[1 + random.nextInt(3000)];
            random.nextBytes(junk);
            try (Peer peer = i % 2 == 0 ? new Peer(session) : Peer.trusted(session)) {
                peer.send(junk);
                if (i % 3 == 0) {
                    // Half open: it says no more and listens on.
                    peer.socket.shutdownOutput();
                } else if (i % 3 == 1) {
                    peer.socket.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // Hung up on: as it should be.
            }
            assertThat(target.told).as("seed %d, peer %d", seed, i).isEmpty();
        }
        stopGetsThrough();
    }

    @Test
    void aPeerThatReadsNoAnswerDoesNotKeepAStopOut() throws Exception {
        List<Peer> deaf = new ArrayList<>();
        for (int i = 0; i < ControlServer.MOST_CONNECTIONS; i++) {
            Peer peer = Peer.trusted(session);
            peer.socket.setReceiveBufferSize(1024);
            peer.send("status\n".repeat(ControlConnection.MOST_COMMANDS - 1));
            deaf.add(peer);
        }
        stopGetsThrough();
        for (Peer peer : deaf) {
            peer.close();
        }
    }
}
