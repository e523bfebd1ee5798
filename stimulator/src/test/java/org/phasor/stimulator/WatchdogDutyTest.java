package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.MILLI;
import static org.phasor.stimulator.Bench.SECOND;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The watchdog's own process on a virtual clock. */
@Timeout(20)
class WatchdogDutyTest {

    private final class Line implements SafeLine {
        final List<Long> madeSafeNanos = new ArrayList<>();
        int attempts;
        boolean broken;

        @Override
        public void makeSafe() throws IOException {
            attempts++;
            if (broken) {
                throw new IOException("serial-ttl /dev/x: took 0 of 1 bytes");
            }
            madeSafeNanos.add(nowNanos);
        }

        @Override
        public void awaitLeft() {}
    }

    private final class Heard implements WatchdogDuty.Answers {
        final List<String> lines = new ArrayList<>();
        int onGuard;

        @Override
        public void onGuard() {
            onGuard++;
        }

        @Override
        public void say(String text) {
            lines.add(text);
        }
    }

    private long nowNanos = -3 * SECOND;
    private final Line line = new Line();
    private final Heard heard = new Heard();
    private final WatchdogDuty duty = new WatchdogDuty(line, heard);
    private boolean finished;

    /** Turns as the process does: after the wait that was asked for. */
    private void pass(long nanos) {
        long endNanos = nowNanos + nanos;
        while (!finished) {
            long waitNanos = duty.turn(nowNanos);
            finished = waitNanos == WatchdogDuty.FINISHED;
            assertThat(finished || waitNanos > 0 && waitNanos <= 50 * MILLI)
                    .as("wait of " + waitNanos)
                    .isTrue();
            if (finished || endNanos - nowNanos < waitNanos) {
                nowNanos = endNanos;
                return;
            }
            nowNanos += waitNanos;
        }
    }

    private void send(int command) {
        if (duty.take(command, nowNanos)) {
            pass(0);
        }
    }

    @Test
    void leavesTheLineAloneUntilItIsTold() {
        pass(10 * SECOND);
        send(WatchdogDuty.BEAT);
        pass(10 * SECOND);
        assertThat(line.attempts).isZero();
        assertThat(heard.onGuard).isEqualTo(1);
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void leavesTheLineAloneWhileBeatsCome() {
        send(WatchdogDuty.ENFORCE);
        for (int i = 0; i < 200; i++) {
            pass(i % 2 == 0 ? 100 * MILLI : 299 * MILLI);
            send(WatchdogDuty.BEAT);
        }
        assertThat(line.attempts).isZero();
        assertThat(heard.onGuard).as("the order to guard is answered, too").isEqualTo(201);
    }

    @Test
    void actsAfterThreeHundredMillisecondsWithoutABeat() {
        long seed = 4711;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            WatchdogDutyTest one = new WatchdogDutyTest();
            one.send(WatchdogDuty.ENFORCE);
            one.pass(random.nextLong(300 * MILLI));
            one.send(WatchdogDuty.BEAT);
            long beatNanos = one.nowNanos;
            one.pass(351 * MILLI);
            assertThat(one.line.madeSafeNanos).as("seed " + seed + ", run " + i).isNotEmpty();
            assertThat(one.line.madeSafeNanos.get(0) - beatNanos)
                    .as("seed " + seed + ", run " + i)
                    .isBetween(300 * MILLI, 320 * MILLI);
            assertThat(one.heard.lines).hasSize(1);
            assertThat(one.heard.lines.get(0)).matches("safe: no heartbeat for 3[0-2][0-9] ms");
        }
    }

    @Test
    void readsWhatWaitsInThePipeBeforeItActsWhenItStoodStillItself() {
        send(WatchdogDuty.ENFORCE);
        pass(100 * MILLI);
        nowNanos += 500 * MILLI;
        assertThat(duty.turn(nowNanos)).isEqualTo(10 * MILLI);
        send(WatchdogDuty.BEAT);
        nowNanos += 10 * MILLI;
        pass(250 * MILLI);
        assertThat(line.attempts).isZero();

        nowNanos += 500 * MILLI;
        assertThat(duty.turn(nowNanos)).isEqualTo(10 * MILLI);
        nowNanos += 500 * MILLI;
        duty.turn(nowNanos);
        assertThat(line.attempts).as("one grace, and no more").isEqualTo(1);
    }

    @Test
    void allocatesNothingWhileOnGuard() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        send(WatchdogDuty.ENFORCE);
        long fewest = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                nowNanos += 20 * MILLI;
                duty.turn(nowNanos);
                duty.take(WatchdogDuty.BEAT, nowNanos);
            }
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(line.attempts).isZero();
        assertThat(fewest).isLessThan(1000);
    }

    @Test
    void takesTheOrderToGuardAsABeat() {
        pass(10 * SECOND);
        send(WatchdogDuty.ENFORCE);
        pass(299 * MILLI);
        assertThat(line.attempts).isZero();
        pass(2 * MILLI);
        assertThat(line.attempts).isEqualTo(1);
    }

    @Test
    void goesOnTakingTheLineLowAndNeverForgets() {
        send(WatchdogDuty.ENFORCE);
        pass(301 * MILLI);
        int onGuard = heard.onGuard;
        for (int i = 0; i < 100; i++) {
            send(WatchdogDuty.BEAT);
            send(WatchdogDuty.ENFORCE);
            pass(20 * MILLI);
        }
        assertThat(line.madeSafeNanos.size()).isBetween(38, 42);
        for (int i = 1; i < line.madeSafeNanos.size(); i++) {
            assertThat(line.madeSafeNanos.get(i) - line.madeSafeNanos.get(i - 1))
                    .isBetween(50 * MILLI, 52 * MILLI);
        }
        assertThat(heard.onGuard).as("a beat is not answered any more").isEqualTo(onGuard);
        assertThat(heard.lines).hasSize(1);
    }

    @Test
    void doesNotTakeJunkForABeat() {
        send(WatchdogDuty.ENFORCE);
        for (int i = 0; i < 310; i++) {
            for (int junk = -128; junk < 128; junk++) {
                if (junk != WatchdogDuty.BEAT
                        && junk != WatchdogDuty.ENFORCE
                        && junk != WatchdogDuty.MAKE_SAFE
                        && junk != WatchdogDuty.RELEASE) {
                    send(junk);
                }
            }
            pass(MILLI);
        }
        assertThat(line.madeSafeNanos).hasSize(1);
        assertThat(finished).isFalse();
    }

    @Test
    void actsAtOnceWhenAskedWithOrWithoutGuard() {
        send(WatchdogDuty.MAKE_SAFE);
        assertThat(line.madeSafeNanos).containsExactly(nowNanos);
        assertThat(heard.lines).containsExactly("safe: the rig asked for it");
        assertThat(finished).isFalse();
        pass(120 * MILLI);
        assertThat(line.madeSafeNanos).hasSize(3);
    }

    @Test
    void actsAtOnceWhenTheRigIsGoneWithOrWithoutGuardAndEnds() {
        for (boolean guarding : new boolean[] {false, true}) {
            WatchdogDutyTest one = new WatchdogDutyTest();
            if (guarding) {
                one.send(WatchdogDuty.ENFORCE);
                one.pass(50 * MILLI);
            }
            one.duty.inputEnded();
            one.pass(0);
            assertThat(one.line.madeSafeNanos).containsExactly(one.nowNanos);
            assertThat(one.finished).isTrue();
            assertThat(one.duty.failing()).isFalse();
        }
    }

    @Test
    void takesTheLineLowOnceMoreWhenTheRigEndsAfterItActed() {
        send(WatchdogDuty.ENFORCE);
        pass(310 * MILLI);
        int before = line.attempts;
        duty.inputEnded();
        pass(0);
        assertThat(line.attempts).isEqualTo(before + 1);
        assertThat(finished).isTrue();
    }

    @Test
    void takesTheLineLowAndEndsWhenReleased() {
        send(WatchdogDuty.ENFORCE);
        send(WatchdogDuty.RELEASE);
        assertThat(line.madeSafeNanos).containsExactly(nowNanos);
        assertThat(finished).isTrue();
        assertThat(duty.failing()).isFalse();
    }

    @Test
    void saysOnceThatTheLineFailsKeepsTryingAndSaysWhenItAnswersAgain() {
        line.broken = true;
        send(WatchdogDuty.ENFORCE);
        pass(1301 * MILLI);
        assertThat(heard.lines).containsExactly("failed: serial-ttl /dev/x: took 0 of 1 bytes");
        assertThat(line.attempts).isEqualTo(21);
        line.broken = false;
        pass(100 * MILLI);
        assertThat(heard.lines).hasSize(2).last().isEqualTo("safe: the line answers again");
        assertThat(line.madeSafeNanos).hasSize(2);
    }

    @Test
    void doesNotOutliveTheRigForALineThatFails() {
        line.broken = true;
        duty.inputEnded();
        pass(500 * MILLI);
        assertThat(finished).isFalse();
        assertThat(line.attempts).isGreaterThan(8);
        pass(600 * MILLI);
        assertThat(finished).isTrue();
        assertThat(duty.failing()).isTrue();
    }

    @Test
    void refusesATaskThatIsNotOneShortLine() {
        assertThatThrownBy(() -> task("serial-ttl /dev/x"))
                .isInstanceOf(IOException.class)
                .hasMessage("the task ended after 17 bytes: must be one line");
        assertThatThrownBy(() -> task("x".repeat(1_000_000)))
                .isInstanceOf(IOException.class)
                .hasMessage("the task has more than 1000 bytes: must be one short line");
    }

    @Test
    void refusesATaskThatItDoesNotKnow() {
        for (String task : List.of("", " ", "kettle on", "serial-ttlx", "\u0000")) {
            assertThatThrownBy(() -> SafeLines.open(task))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("task \"" + task + "\": must begin with one of ");
        }
    }

    private static String task(String input) throws IOException {
        return WatchdogMain.taskOf(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }
}
