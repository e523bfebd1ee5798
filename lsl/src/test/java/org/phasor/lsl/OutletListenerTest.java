package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O10: who listens to an outlet, and how well. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class OutletListenerTest {

    private static final StreamInfo WIDE = TestNetwork.eeg(ChannelFormat.INT32, 2000, 1000);
    private static final InletOptions PLAIN = new InletOptions(10, false, false);

    private record Event(boolean joined, ConsumerState consumer) {}

    private static final class Events implements OutletListener {
        private final BlockingQueue<Event> all = new LinkedBlockingQueue<>();

        @Override
        public void onConsumerJoined(ConsumerState consumer) {
            all.add(new Event(true, consumer));
        }

        @Override
        public void onConsumerLeft(ConsumerState consumer) {
            all.add(new Event(false, consumer));
        }

        Event next() throws InterruptedException {
            Event event = all.poll(8, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            return event;
        }
    }

    @Test
    void tellsWhoComesAndGoes() throws Exception {
        Events events = new Events();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 1, 100), OutletOptions.DEFAULTS);
            Inlet first = lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.listen(events);
            Event one = events.next();
            assertThat(one.joined()).as("who was there before").isTrue();
            assertThat(one.consumer().id()).isEqualTo(1);
            assertThat(one.consumer().address()).matches("127\\.0\\.0\\.1:\\d+");
            Inlet second = lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN);
            assertThat(events.next().consumer().id()).isEqualTo(2);
            assertThat(outlet.consumers()).extracting(ConsumerState::id).containsExactly(1L, 2L);
            first.close();
            Event left = events.next();
            assertThat(left.joined()).isFalse();
            assertThat(left.consumer().id()).isEqualTo(1);
            assertThat(outlet.consumers()).hasSize(1);
            outlet.close();
            assertThat(events.all).as("heard when close returns").hasSize(1);
            assertThat(events.next().consumer().id()).isEqualTo(2);
            second.close();
        }
    }

    @Test
    void countsDropsPerConsumer() throws Exception {
        Events events = new Events();
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(WIDE, OutletOptions.DEFAULTS);
            outlet.listen(events);
            Socket stalled = new Socket();
            stalled.setReceiveBufferSize(8 << 10);
            stalled.connect(
                    new InetSocketAddress(TestNetwork.loopback(), outlet.info().v4DataPort()));
            RawClient.send(stalled, RawClient.feedRequest("", "Max-Buffer-Length: 5"));
            events.next();
            Inlet quick = lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN);
            quick.start(new InletListener() {});
            events.next();
            double[] values = new double[2000];
            for (int i = 0; i < 3000; i++) {
                outlet.push(values, i + 1);
                while (i - quick.receivedSamples() > 100) {
                    Thread.onSpinWait();
                }
            }
            ConsumerState slow = outlet.consumers().get(0);
            assertThat(slow.droppedSamples()).isPositive().isEqualTo(outlet.droppedSamples());
            assertThat(slow.waitingSamples()).isBetween(1, 5);
            assertThat(outlet.consumers().get(1).droppedSamples()).isZero();
            stalled.close();
            // The server reads nothing new from it, and the push finds out.
            outlet.push(values, 5000);
            Event left = events.next();
            assertThat(left.joined()).isFalse();
            assertThat(left.consumer().droppedSamples()).isGreaterThanOrEqualTo(slow.droppedSamples());
        }
    }

    @Test
    void aListenerThatWaitsHoldsNobodyUp() throws Exception {
        java.util.concurrent.CountDownLatch release = new java.util.concurrent.CountDownLatch(1);
        Received received = new Received();
        OutletListener waits = new OutletListener() {
            @Override
            public void onConsumerJoined(ConsumerState consumer) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException("on purpose");
            }
        };
        try (Lsl lsl = new PureJavaLsl(TestNetwork.settings())) {
            Outlet outlet = lsl.outlet(TestNetwork.eeg(ChannelFormat.INT16, 1, 100), OutletOptions.DEFAULTS);
            outlet.listen(waits);
            lsl.inlet(TestNetwork.onLoopback(outlet.info()), PLAIN).start(received);
            assertThat(outlet.awaitConsumer(Duration.ofSeconds(5))).isTrue();
            outlet.push(new double[] {1}, 1);
            received.awaitSamples(1);
            assertThatThrownBy(() -> outlet.listen(new Events())).isInstanceOf(IllegalStateException.class);
            release.countDown();
        }
    }
}
