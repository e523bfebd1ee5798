package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rig's end, with children that do as they should and children that do not. */
@Timeout(60)
class WatchdogProcessTest {

    private static final int REPEATS = Integer.getInteger("phasor.watchdog.repeats", 1);
    private static final long MILLI = 1_000_000L;

    private record Raised(StopReason reason, String detail, long nanos) {}

    private final BlockingQueue<Raised> alarms = new LinkedBlockingQueue<>();
    private volatile boolean well = true;

    private WatchdogProcess start(ProcessBuilder command, long longestMillis) throws IOException {
        return WatchdogProcess.start(
                command,
                longestMillis,
                "some task",
                (reason, detail) -> alarms.add(new Raised(reason, detail, System.nanoTime())),
                () -> well);
    }

    private WatchdogProcess start(String behaviour) throws IOException {
        return start(ScriptedWatchdog.that(behaviour), 10_000);
    }

    private Raised alarm(long millis) throws InterruptedException {
        Raised raised = alarms.poll(millis, TimeUnit.MILLISECONDS);
        assertThat(raised).as("an alarm within " + millis + " ms").isNotNull();
        assertThat(raised.reason).isEqualTo(StopReason.WATCHDOG);
        return raised;
    }

    private void assertNoAlarmFor(long millis) throws InterruptedException {
        assertThat(alarms.poll(millis, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void saysInOneLineWhyItDoesNotComeUp() {
        Map<String, String> byBehaviour = Map.of(
                "dies",
                "watchdog: the process is gone: Exception in thread \"main\" java.lang.IllegalStateException:"
                        + " no wish to live",
                "refuses",
                "watchdog: serial-ttl /dev/x: there is no such port",
                "babbles",
                "watchdog: the process is gone: " + "x".repeat(300));
        byBehaviour.forEach((behaviour, message) -> assertThatThrownBy(() -> start(behaviour))
                .isInstanceOf(IOException.class)
                .hasMessage(message));
        assertThat(alarms).isEmpty();
    }

    @Test
    void givesUpOnOneThatNeverGetsReadyAndEndsIt() {
        ProcessBuilder command = ScriptedWatchdog.that("mute");
        long nanos = System.nanoTime();
        assertThatThrownBy(() -> start(command, 300))
                .isInstanceOf(IOException.class)
                .hasMessage("watchdog: not ready within 300 ms");
        assertThat(System.nanoTime() - nanos).isBetween(300 * MILLI, 3000 * MILLI);
        assertThat(alarms).isEmpty();
    }

    @Test
    void saysSoWhenThereIsNoJava() {
        assertThatThrownBy(() -> start(new ProcessBuilder("/nowhere/bin/java"), 300))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("watchdog: its process does not start: ");
    }

    @Test
    void theRealOneRefusesATaskThatItCannotDo() {
        assertThatThrownBy(() -> WatchdogProcess.start("kettle on", (reason, detail) -> {}, () -> true))
                .isInstanceOf(IOException.class)
                .hasMessage("watchdog: task \"kettle on\": must begin with one of [serial-ttl]");
        assertThatThrownBy(() -> WatchdogProcess.start(
                        "serial-ttl 115200 1 0 5000000 /dev/nowhere", (reason, detail) -> {}, () -> true))
                .isInstanceOf(IOException.class)
                .hasMessage("watchdog: serial-ttl /dev/nowhere: there is no such port (stimulator.serial-port)");
    }

    @Test
    void beatsWhileAllIsWellAndKnowsThatItIsHeard() throws Exception {
        try (WatchdogProcess watchdog = start("good")) {
            watchdog.enforce();
            assertThat(watchdog.heardWithin(System.nanoTime(), 500 * MILLI)).isTrue();
            assertNoAlarmFor(700);
            assertThat(watchdog.alive()).isTrue();
            assertThat(watchdog.heardWithin(System.nanoTime(), 298 * MILLI)).isTrue();
        }
        assertNoAlarmFor(50);
    }

    @Test
    void asksForSafetyAtOnceWhenAllIsNotWellButNotBeforeItEnforces() throws Exception {
        try (WatchdogProcess watchdog = start("good")) {
            well = false;
            assertNoAlarmFor(400);
            well = true;
            watchdog.enforce();
            assertNoAlarmFor(150);
            long nanos = System.nanoTime();
            well = false;
            Raised raised = alarm(500);
            assertThat(raised.detail).isEqualTo("watchdog: it has made the device safe: the rig asked for it");
            assertThat(raised.nanos - nanos).isLessThan(150 * MILLI);
            assertThat(watchdog.alive()).isFalse();
            well = true;
            assertNoAlarmFor(200);
        }
    }

    @Test
    void noticesADeathAtOnce() throws Exception {
        Reactions reactions = new Reactions();
        for (int i = 0; i < REPEATS; i++) {
            try (WatchdogProcess watchdog = start("good")) {
                watchdog.enforce();
                Signals.send(watchdog.process().pid(), Signals.NONE); // loads what a signal needs
                assertNoAlarmFor(37 * (i % 5));
                long nanos = System.nanoTime();
                Signals.send(watchdog.process().pid(), Signals.KILL);
                Raised raised = alarm(1000);
                reactions.add(raised.nanos - nanos);
                assertThat(raised.nanos - nanos).isLessThan(200 * MILLI);
                assertThat(raised.detail).isEqualTo("watchdog: the process is gone");
                assertThat(watchdog.alive()).isFalse();
                watchdog.enforce();
            }
            assertNoAlarmFor(20);
        }
        reactions.print("watchdog killed");
    }

    @Test
    void noticesAWatchdogThatIsItselfStopped() throws Exception {
        Reactions reactions = new Reactions();
        for (int i = 0; i < REPEATS; i++) {
            try (WatchdogProcess watchdog = start("good")) {
                watchdog.enforce();
                Signals.send(watchdog.process().pid(), Signals.NONE);
                assertNoAlarmFor(29 * (i % 5));
                long nanos = System.nanoTime();
                Signals.send(watchdog.process().pid(), Signals.STOP);
                Raised raised = alarm(1500);
                reactions.add(raised.nanos - nanos);
                assertThat(raised.detail).isEqualTo("watchdog: it has left 5 beats unanswered");
                assertThat(watchdog.heardWithin(System.nanoTime(), 298 * MILLI)).isFalse();
                Signals.send(watchdog.process().pid(), Signals.CONTINUE);
            }
        }
        reactions.print("watchdog stopped");
    }

    @Test
    void isNotOnGuardWhenTheOrderIsNotHeard() throws Exception {
        try (WatchdogProcess watchdog = start("deaf")) {
            watchdog.enforce();
            assertThat(watchdog.alive()).isFalse();
            assertThat(alarm(10).detail).startsWith("watchdog: it has ");
        }
    }

    @Test
    void raisesWhenTheChildSaysThatItCannot() throws Exception {
        try (WatchdogProcess watchdog = start("fails")) {
            assertThat(alarm(1000).detail)
                    .isEqualTo("watchdog: it cannot make the device safe: serial-ttl /dev/x: took 0 of 1 bytes");
            assertThat(watchdog.alive()).isFalse();
        }
    }

    @Test
    void anErrorInsideItIsHeardAndEndsItWithCodeOne() throws Exception {
        try (WatchdogProcess watchdog = start("crossed")) {
            watchdog.enforce();
            well = false;
            assertThat(alarm(1000).detail)
                    .isEqualTo("watchdog: it cannot make the device safe: java.lang.InternalError: wires crossed");
            assertThat(watchdog.process().waitFor(2, TimeUnit.SECONDS)).isTrue();
            assertThat(watchdog.process().exitValue()).isEqualTo(1);
        }
    }

    @Test
    void aLineThatHangsIsNoticedAndLeavesNoProcessBehind() throws Exception {
        try (WatchdogProcess watchdog = start("hangs")) {
            watchdog.enforce();
            Signals.send(watchdog.process().pid(), Signals.NONE);
            well = false; // it is asked, and hangs in the line
            LockSupport.parkNanos(100 * MILLI);
            well = true;
            assertThat(alarm(1500).detail).isEqualTo("watchdog: it has left 5 beats unanswered");
            watchdog.process().getOutputStream().close(); // as if the rig were gone
            assertThat(watchdog.process().waitFor(1900, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(watchdog.process().exitValue()).isEqualTo(1);
        }
    }

    @Test
    void endsOneThatDoesNotGoAndMayBeClosedTwice() throws Exception {
        WatchdogProcess watchdog = start("clings");
        watchdog.close();
        watchdog.close();
        assertThat(watchdog.process().waitFor(2, TimeUnit.SECONDS)).isTrue();
        assertThat(watchdog.alive()).isFalse();
        assertThat(alarms).isEmpty();
    }

    @Test
    void javaOptionsOfTheUserDoNotReachIt() {
        Map<String, String> environment =
                new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1k", "_JAVA_OPTIONS", "-Xmx1k", "PATH", "/bin"));
        WatchdogCommand.clean(environment);
        assertThat(environment).containsOnlyKeys("PATH");
    }
}
