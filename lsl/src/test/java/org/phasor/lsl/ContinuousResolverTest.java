package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O14, R1: streams that come and go. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ContinuousResolverTest {

    private static final Duration FORGET = Duration.ofMillis(1500);

    private static final class Events implements ResolverListener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();

        @Override
        public void onAppeared(StreamInfo stream) {
            all.add("+" + stream.uid());
        }

        @Override
        public void onVanished(StreamInfo stream) {
            all.add("-" + stream.uid());
        }

        String next() throws InterruptedException {
            return all.poll(8, TimeUnit.SECONDS);
        }
    }

    @Test
    void seesStreamsAppearAndVanishWithinForgetAfter() throws Exception {
        Events events = new Events();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings());
                ContinuousResolver watch = lsl.resolver().watch("type='EEG'", FORGET, events)) {
            assertThat(watch.results()).isEmpty();
            Outlet stays = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 1, 100), OutletOptions.DEFAULTS);
            Outlet goes = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 100), OutletOptions.DEFAULTS);
            lsl.outlet(StreamInfo.builder("m", "Markers").build(), OutletOptions.DEFAULTS);
            assertThat(List.of(events.next(), events.next()))
                    .containsExactlyInAnyOrder(
                            "+" + stays.info().uid(), "+" + goes.info().uid());
            assertThat(watch.results())
                    .hasSize(2)
                    .allSatisfy(s -> assertThat(s.v4Address() + s.v6Address()).isNotEmpty());
            String gone = goes.info().uid();
            goes.close();
            long closed = System.nanoTime();
            assertThat(events.next()).isEqualTo("-" + gone);
            assertThat(System.nanoTime() - closed).isLessThan(FORGET.toNanos() + 500_000_000L);
            assertThat(watch.results())
                    .extracting(StreamInfo::uid)
                    .containsExactly(stays.info().uid());
            assertThat(events.all).isEmpty();
        }
    }

    @Test
    void worksOverAnyResolver() throws Exception {
        Events events = new Events();
        StreamInfo one = StreamInfo.builder("one", "EEG").uid("u1").build();
        boolean[] there = {true};
        Resolver scripted = (predicate, minimum, timeout) -> {
            Thread.sleep(5);
            return there[0] ? List.of(one) : List.of();
        };
        try (ContinuousResolver watch = scripted.watch("", Duration.ofMillis(200), events)) {
            assertThat(events.next()).isEqualTo("+u1");
            assertThat(watch.results()).containsExactly(one);
            there[0] = false;
            assertThat(events.next()).isEqualTo("-u1");
            there[0] = true;
            assertThat(events.next()).as("back again").isEqualTo("+u1");
        }
    }

    @Test
    void survivesFaultsOfNetworkAndListener() throws Exception {
        Events events = new Events();
        int[] calls = {0};
        Resolver faulty = (predicate, minimum, timeout) -> {
            Thread.sleep(5);
            calls[0]++;
            if (calls[0] == 1) {
                throw new IOException("no network");
            }
            return List.of(StreamInfo.builder("s", "EEG")
                    .uid("u" + Math.min(calls[0], 3))
                    .build());
        };
        ResolverListener throwing = new ResolverListener() {
            @Override
            public void onAppeared(StreamInfo stream) {
                events.onAppeared(stream);
                throw new IllegalStateException("on purpose");
            }
        };
        try (ContinuousResolver watch = faulty.watch("", FORGET, throwing)) {
            assertThat(events.next()).isEqualTo("+u2");
            assertThat(events.next()).isEqualTo("+u3");
            assertThat(watch.results()).hasSize(2);
        }
    }

    @Test
    void closeEndsItsThreadAndCloseOfAllEndsIt() throws Exception {
        Events events = new Events();
        Lsl lsl = new PureJavaLsl(TestNetwork.settings());
        ContinuousResolver one = lsl.resolver().watch("", FORGET, events);
        lsl.resolver().watch("", FORGET, events);
        assertThat(threads()).isEqualTo(2);
        one.close();
        one.close();
        assertThat(threads()).isEqualTo(1);
        lsl.close();
        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("lsl-continuous-resolver"))
                .count();
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Resolver resolver = lsl.resolver();
            assertThatThrownBy(() -> resolver.watch("name='", FORGET, new Events()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> resolver.watch("", Duration.ZERO, new Events()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("forgetAfter = PT0S");
        }
    }
}
