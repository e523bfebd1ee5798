package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.StreamInfo;

@Timeout(30)
class AuxQueueTest {

    private static AuxQueue queue(int channels, ChannelFormat format, double rateHz) {
        return new AuxQueue(StreamInfo.builder("s", "x")
                .channelCount(channels)
                .format(format)
                .nominalRateHz(rateHz)
                .build());
    }

    private static List<String> drained(AuxQueue queue) throws IOException {
        List<String> taken = new ArrayList<>();
        queue.drain((stamp, lost, values, texts) ->
                taken.add(stamp + (lost > 0 ? " after " + lost : "") + ": " + (texts == null ? values[0] : texts[0])));
        return taken;
    }

    @Test
    void holdsTenSecondsWithinItsBounds() {
        assertThat(queue(2, ChannelFormat.FLOAT32, 5000).capacity()).isBetween(50_000, 65_536);
        assertThat(queue(1, ChannelFormat.STRING, 0).capacity()).isEqualTo(4096);
        assertThat(queue(4096, ChannelFormat.FLOAT32, 100_000).capacity()).isEqualTo(512);
        assertThat(queue(65_536, ChannelFormat.INT8, 100).capacity()).isLessThanOrEqualTo(32);
        assertThat(queue(1, ChannelFormat.FLOAT32, 1e300).capacity()).isEqualTo(1 << 21);
    }

    @Test
    void whatDoesNotFitIsLeftOutAndCountedWhereItWas() throws IOException {
        AuxQueue queue = queue(1, ChannelFormat.FLOAT32, 0);
        int capacity = queue.capacity();
        for (int i = 0; i < capacity + 3; i++) {
            queue.offer(i, new double[] {i});
        }
        assertThat(queue.lost()).isEqualTo(3);
        assertThat(drained(queue)).hasSize(capacity).endsWith((capacity - 1.0) + ": " + (capacity - 1.0));
        assertThat(queue.lostAtTheEnd()).isEqualTo(3);
        queue.offer(9999, new double[] {7});
        queue.lose();
        assertThat(drained(queue)).containsExactly("9999.0 after 3: 7.0");
        assertThat(queue.lost()).isEqualTo(4);
        assertThat(queue.lostAtTheEnd()).isEqualTo(1);
    }

    @Test
    void textsAreBoundedByTheirCharacters() throws IOException {
        AuxQueue queue = queue(1, ChannelFormat.STRING, 0);
        String large = "x".repeat(AuxQueue.MOST_CHARACTERS / 2);
        queue.offer(1, new String[] {large});
        queue.offer(2, new String[] {large});
        queue.offer(3, new String[] {"y"});
        assertThat(queue.lost()).isEqualTo(1);
        assertThat(drained(queue)).hasSize(2);
        queue.offer(4, new String[] {"z"});
        assertThat(drained(queue)).containsExactly("4.0 after 1: z");
        queue.offer(5, new String[] {large + large + "y"});
        assertThat(queue.lostAtTheEnd()).isEqualTo(1);
    }

    @Test
    void keepsATextThatItsSenderUsesAgain() throws IOException {
        AuxQueue queue = queue(1, ChannelFormat.STRING, 0);
        String[] reused = {"first"};
        queue.offer(1, reused);
        reused[0] = "second";
        assertThat(drained(queue)).containsExactly("1.0: first");
    }

    /** Whatever the two threads do, each sample is taken once, in order, or counted before the next that is. */
    @Test
    void losesNothingUncountedBetweenTwoThreads() throws Exception {
        AuxQueue queue = queue(3, ChannelFormat.DOUBLE64, 0);
        int count = 300_000;
        Thread writer = new Thread(() -> {
            double[] values = new double[3];
            for (int i = 0; i < count; i++) {
                values[0] = i;
                values[2] = 2 * i;
                queue.offer(i, values);
            }
        });
        AtomicLong next = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        AuxQueue.Taker taker = (stamp, lost, values, texts) -> {
            assertThat(stamp).isEqualTo(next.get() + lost);
            assertThat(values).containsExactly(stamp, 0, 2 * stamp);
            next.set((long) stamp + 1);
            if (taken.incrementAndGet() % 20_000 == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        };
        writer.start();
        while (writer.isAlive()) {
            queue.drain(taker);
        }
        queue.drain(taker);
        assertThat(next.get() + queue.lostAtTheEnd()).isEqualTo(count);
        assertThat(taken.get() + queue.lost()).isEqualTo(count);
    }
}
