package org.phasor.rig.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ControlServerTest {

    @TempDir
    Path home;

    private final RecordedTarget target = new RecordedTarget();
    private ControlFolder folder;
    private ControlServer server;
    private ControlFile session;

    @BeforeEach
    void open() throws Exception {
        folder = ControlFolder.of(null, home);
        server = ControlServer.open(folder, "mu.toml", Path.of("s.xdf"), target);
        session = server.file();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws Exception {
        assertThat(InetAddress.getByName(session.host()).isLoopbackAddress()).isTrue();
        assertThat(session.host()).matches("[0-9.:]+");
    }

    @Test
    void whoHasTheTokenIsHeard() throws Exception {
        try (Peer peer = Peer.trusted(session)) {
            assertThat(peer.ask("marker one")).isEqualTo("ok");
            assertThat(peer.ask("arm")).startsWith("error: \"arm\": there is no such command");
            assertThat(peer.ask("status")).startsWith("ok {");
            assertThat(peer.ask("stop\r")).isEqualTo("ok");
        }
        assertThat(target.told).containsExactly("marker one", "stop over the control socket");
    }

    @Test
    void whoHasNotIsNot() throws Exception {
        for (String wrong :
                List.of("", "stop", session.token().substring(1), session.token() + "0", " " + session.token())) {
            try (Peer peer = new Peer(session)) {
                assertThat(peer.ask(wrong)).isEqualTo("error: wrong token");
                assertThat(peer.isHungUp()).isTrue();
            }
        }
        assertThat(target.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /stop HTTP/1.1\r\nHost: localhost\r\n\r\nstop\nstop\n",
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nstop\nstop\n",
                "OPTIONS * HTTP/1.1\r\n\r\n"
            })
    void aBrowserDoesNothing(String request) throws Exception {
        try (Peer peer = new Peer(session)) {
            peer.send(request);
            assertThat(peer.isHungUp()).isTrue();
        }
        assertThat(ControlClient.ask(session, "status")).startsWith("ok {");
        assertThat(target.told).isEmpty();
    }

    @Test
    void evenABrowserThatKnowsTheTokenDoesNothing() throws Exception {
        try (Peer peer = new Peer(session)) {
            peer.send("POST / HTTP/1.1\r\n\r\n" + session.token() + "\nstop\n");
            assertThat(peer.isHungUp()).isTrue();
        }
        assertThat(target.told).isEmpty();
    }

    @Test
    void aConnectionHasSoManyCommands() throws Exception {
        try (Peer peer = Peer.trusted(session)) {
            for (int i = 0; i < ControlConnection.MOST_COMMANDS; i++) {
                assertThat(peer.ask("marker " + i)).isEqualTo("ok");
            }
            assertThat(peer.read()).isEqualTo("error: no more than 64 commands on one connection");
            assertThat(peer.isHungUp()).isTrue();
        }
        assertThat(target.told).hasSize(ControlConnection.MOST_COMMANDS);
    }

    @Test
    void aLineHasALongestLength() throws Exception {
        String longest = "marker " + "x".repeat(ControlConnection.LONGEST_LINE_BYTES - 7);
        try (Peer peer = Peer.trusted(session)) {
            assertThat(peer.ask(longest)).isEqualTo("ok");
            assertThat(peer.ask(longest + "x")).isEqualTo("error: a line may have 1024 bytes");
            assertThat(peer.isHungUp()).isTrue();
        }
    }

    @Test
    void aLineMustBeUtf8() throws Exception {
        try (Peer peer = Peer.trusted(session)) {
            peer.send(new byte[] {'m', 'a', 'r', 'k', 'e', 'r', ' ', (byte) 0xc3, (byte) 0x28, '\n'});
            assertThat(peer.read()).isEqualTo("error: a line must be UTF-8");
        }
        assertThat(target.told).isEmpty();
    }

    @Test
    void aPeerThatHangsUpBeforeTheLineEndsIsStillHeard() throws Exception {
        try (Peer peer = new Peer(session)) {
            peer.send(session.token() + "\nstop");
            peer.socket.shutdownOutput();
            assertThat(peer.read()).isEqualTo("ok");
            assertThat(peer.read()).isEqualTo("ok");
        }
        assertThat(target.told).containsExactly("stop over the control socket");
    }

    @Test
    void aLineThatDripsInIsGivenUp() throws Exception {
        try (ControlServer hasty = ControlServer.open(folder, "hasty.toml", Path.of("h.xdf"), target, 200_000_000L);
                Peer peer = new Peer(hasty.file())) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        // Every byte comes in time, the line does not.
                        for (int i = 0; i < 1000; i++) {
                            peer.send("x");
                            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
                        }
                    })
                    .isInstanceOf(java.io.IOException.class);
            assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        }
    }

    @Test
    void aSessionHasItsOwnTokenAndPort() throws Exception {
        RecordedTarget other = new RecordedTarget();
        try (ControlServer second = ControlServer.open(folder, "mu.toml", Path.of("t.xdf"), other)) {
            assertThat(second.file().token()).isNotEqualTo(session.token()).matches("[0-9a-f]{32}");
            assertThat(folder.running().sessions()).containsExactlyInAnyOrder(session, second.file());
            try (Peer peer = new Peer(second.file())) {
                assertThat(peer.ask(session.token())).isEqualTo("error: wrong token");
            }
            assertThat(ControlClient.ask(second.file(), "stop")).isEqualTo("ok");
            assertThat(target.told).isEmpty();
            assertThat(other.told).hasSize(1);
        }
        assertThat(folder.running().sessions()).containsExactly(session);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        Peer peer = Peer.trusted(session);
        server.close();
        assertThat(server.path()).doesNotExist();
        try (var files = Files.list(server.path().getParent())) {
            assertThat(files).isEmpty();
        }
        assertThat(peer.isHungUp()).isTrue();
        assertThatThrownBy(() -> ControlClient.ask(session, "stop")).hasMessageContaining("nobody listens");
        peer.close();
    }
}
