package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** I6: one clock or two. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ClockCheckTest {

    @Test
    void findsThatSendersOfThisMachineRunOnOurClock() throws Exception {
        LslSettings settings = TestNetwork.settings();
        try (Lsl one = new PureJavaLsl(settings);
                Lsl other = new PureJavaLsl(settings)) {
            one.outlet(TestNetwork.eeg(ChannelFormat.INT8, 1, 1), OutletOptions.DEFAULTS);
            assertThat(ClockCheck.withPeersOnThisMachine(other.resolver(), Duration.ofMillis(300)))
                    .singleElement()
                    .satisfies(check -> {
                        assertThat(check.isSameClock()).isTrue();
                        assertThat(check.toString()).contains("is ours");
                    });
        }
    }

    @Test
    void saysSoWhenTheClocksDiffer() throws Exception {
        try (ShiftedClock shifted = new ShiftedClock(3600)) {
            ClockCheck check = ClockCheck.with(shifted.stream());
            assertThat(check.isSameClock()).isFalse();
            assertThat(check.offsetSeconds()).isCloseTo(-3600, Offset.offset(0.05));
            assertThat(check.toString()).containsPattern("is not ours \\(offset -3(600\\.0|599\\.9)");
        }
    }

    @Test
    void saysNothingOfASenderThatIsSilent() throws Exception {
        StreamInfo silent = TestNetwork.eeg(ChannelFormat.INT8, 1, 1).toBuilder()
                .v4("127.0.0.1", 1, 1)
                .build();
        assertThat(ClockCheck.with(silent)).isNull();
    }

    /** A native sender on macOS whose machine slept: its clock went on, ours stood still. */
    @Test
    void theOffsetFollowsAClockThatJumped() throws Exception {
        LslSettings.Timing fast = new LslSettings.Timing(0.5, 0.75, 0.15, 8, 0.01, 0.04, 6, 5, 15);
        try (ShiftedClock sender = new ShiftedClock(0);
                TimeSync sync = new TimeSync(sender.stream(), fast)) {
            sync.start();
            awaitOffset(sync, 0);
            sender.jumpTo(7200);
            awaitOffset(sync, -7200);
        }
    }

    /** The machine slept: the sender's clock went on, ours stood still, and the offset is no more than a memory. */
    @Test
    void theOffsetIsUnknownAfterASleepUntilItIsMeasuredAgain() throws Exception {
        LslSettings.Timing rare = new LslSettings.Timing(0.5, 0.75, 0.6, 8, 0.005, 0.02, 6, 5, 15);
        AtomicLong wallLeadMs = new AtomicLong(1_700_000_000_000L);
        try (ShiftedClock sender = new ShiftedClock(0);
                TimeSync sync = new TimeSync(sender.stream(), rare, wallLeadMs::get)) {
            sync.start();
            awaitOffset(sync, 0);
            wallLeadMs.addAndGet(900);
            assertThat(sync.newest())
                    .as("the wall clock was corrected a little")
                    .isNotNull();
            Thread.sleep(100);
            wallLeadMs.addAndGet(7_200_000);
            sender.jumpTo(7200);
            assertThat(sync.newest()).isNull();
            awaitOffset(sync, -7200);
        }
    }

    private static void awaitOffset(TimeSync sync, double seconds) throws InterruptedException {
        long deadline = System.nanoTime() + 8_000_000_000L;
        while (sync.newest() == null || Math.abs(sync.newest().offsetSeconds() - seconds) > 0.05) {
            assertThat(System.nanoTime()).as("offset %s s", seconds).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
