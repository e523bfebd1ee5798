package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Patterns that the device times by itself: one command, booked whole; what it may still give after a stop is counted. */
@Timeout(20)
class InterlockDeviceTimedPatternTest {

    private static final SafetyLimits LIMITS =
            Limits.of(SECOND, 30, 40, 100 * MILLI, 2 * MILLI).with(Limit.MIN_PULSE_GAP, 10 * MILLI);
    private static final PulsePattern BURST = new PulsePattern(3, 20 * MILLI, false);
    private static final PulsePattern BOX = new PulsePattern(3, 20 * MILLI, true);

    @Test
    void booksAPatternThatTheDeviceTimesWhole() {
        Bench box = new Bench(LIMITS.with(Limit.MIN_ONSET_INTERVAL, 15 * MILLI), BOX).run();
        box.device.takesNanos = MILLI;
        box.fireAtOnce();
        box.interlock.poll();
        box.device.takesNanos = 0;
        assertThat(InterlockPatternTest.said(box)).containsExactly("DELIVERED 0+3");
        assertThat(box.device.calls).isEqualTo(1);
        assertThat(box.interlock.pulses()).isEqualTo(3);
        assertThat(box.interlock.onsets()).isEqualTo(1);
        assertThat(box.interlock.outcomeCount(Outcome.DELIVERED)).isEqualTo(3);
        InterlockPatternTest.turn(box, 20);
        box.fireAtOnce();
        box.interlock.poll();
        assertThat(InterlockPatternTest.said(box)).endsWith("VETOED_PULSE_GAP 0+3");
        assertThat(box.sink.last().measured).isEqualTo(-20 * MILLI);
        InterlockPatternTest.turn(box, 29);
        box.fireAtOnce();
        box.interlock.poll();
        assertThat(InterlockPatternTest.said(box)).endsWith("VETOED_PULSE_GAP 0+3");
        InterlockPatternTest.turn(box, 1);
        box.fireAtOnce();
        box.interlock.poll();
        assertThat(InterlockPatternTest.said(box)).endsWith("DELIVERED 0+3");
        assertThat(box.device.calls).isEqualTo(2);
    }

    @Test
    void countsWhatTheDeviceStillGivesAfterAStop() {
        int[] millis = {0, 19, 20, 39, 40, 100};
        int[] rest = {2, 2, 1, 1, 0, 0};
        for (int i = 0; i < millis.length; i++) {
            Bench box = new Bench(LIMITS, BOX).run();
            box.fireAtOnce();
            box.interlock.poll();
            box.pass(millis[i] * MILLI);
            box.interlock.trip(StopReason.OPERATOR, "stop pressed");
            assertThat(box.interlock.restAfterStop()).as(millis[i] + " ms").isEqualTo(rest[i]);
            box.pass(MILLI);
            box.interlock.trip(StopReason.OPERATOR, "pressed again");
            assertThat(box.interlock.restAfterStop()).as("the first stop's").isEqualTo(rest[i]);
        }
    }

    @Test
    void countsWhatTheDeviceStillGivesAfterAnOrderlyEnd() {
        Bench box = new Bench(LIMITS, BOX).run();
        box.fireAtOnce();
        box.interlock.poll();
        box.pass(20 * MILLI);
        box.interlock.finish();
        assertThat(box.interlock.restAfterStop()).isEqualTo(1);
        box.pass(20 * MILLI);
        box.interlock.finish();
        assertThat(box.interlock.restAfterStop()).as("the first end's").isEqualTo(1);
    }

    @Test
    void countsTheWholeRestWhenTheStopComesDuringTheCallThatBeginsAPattern() {
        Bench box = new Bench(LIMITS, BOX).run();
        box.device.onFire = () -> {
            box.pass(30 * MILLI);
            box.interlock.trip(StopReason.OPERATOR, "stop pressed");
        };
        box.fireAtOnce();
        box.interlock.poll();
        assertThat(box.interlock.restAfterStop()).isEqualTo(2);

        Bench failing = new Bench(LIMITS, BOX).run();
        failing.device.failure = new DeviceFailure("fake: no answer");
        failing.fireAtOnce();
        failing.interlock.poll();
        assertThat(failing.interlock.restAfterStop()).isEqualTo(2);
        assertThat(InterlockPatternTest.said(failing)).containsExactly("DEVICE_FAILED 0+3");
        assertThat(failing.interlock.pulses()).isEqualTo(3);
    }

    @Test
    void knowsTheRestBeforeTheListenerHearsOfTheStop() {
        Bench box = new Bench(LIMITS, BOX).run();
        int[] heard = {-1};
        box.interlock.listener((from, to, why) -> heard[0] = box.interlock.restAfterStop());
        box.fireAtOnce();
        box.interlock.poll();
        box.interlock.trip(StopReason.OPERATOR, "stop pressed");
        assertThat(heard[0]).isEqualTo(2);
    }

    @Test
    void stopsADeviceThatTimesASinglePulse() {
        Bench single = new Bench(LIMITS, new PulsePattern(1, 0, true)).run();
        single.fireAtOnce();
        single.interlock.poll();
        single.interlock.trip(StopReason.OPERATOR, "stop pressed");
        assertThat(single.interlock.restAfterStop()).isZero();
        assertThat(single.device.madeSafe).isEqualTo(1);
    }

    @Test
    void hasNoRestWithoutAPattern() {
        Bench box = new Bench(LIMITS, BOX).run();
        box.interlock.trip(StopReason.OPERATOR, "stop pressed");
        assertThat(box.interlock.restAfterStop()).isZero();
    }
}
