package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * Attacks beside an honest receiver: it gets every sample, and after each attack no thread, no file and no memory is
 * left behind.
 */
abstract class BesideAWatchedStream {

    private static final double HANDSHAKE_SECONDS = 0.4;

    protected static LslSettings settings;
    protected static WatchedStream watched;
    private Footprint before;

    @BeforeAll
    static void serve() throws Exception {
        settings = TestNetwork.hasty(HANDSHAKE_SECONDS);
        watched = new WatchedStream(settings);
        resolves();
    }

    @AfterAll
    static void requireAllOfTheStream() throws Exception {
        try (WatchedStream served = watched) {
            served.requireNothingMissed();
        }
    }

    @BeforeEach
    void measure() {
        before = Footprint.now();
    }

    @AfterEach
    void nothingIsLeftBehind(TestInfo test) throws Exception {
        before.requireAgain(test.getDisplayName());
        watched.requireNothingMissedYet();
        resolves();
    }

    protected static void resolves() throws Exception {
        List<StreamInfo> found = watched.lsl().resolver().resolve("name='Watched'", 1, Duration.ofSeconds(5));
        assertThat(found)
                .extracting(StreamInfo::uid)
                .containsExactly(watched.outlet().info().uid());
    }
}
