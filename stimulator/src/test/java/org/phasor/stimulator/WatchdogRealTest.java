package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real rig, a real watchdog process and a line that is high when the worst happens. */
@Timeout(60)
class WatchdogRealTest {

    /** More on request, to measure. */
    private static final int REPEATS = Integer.getInteger("phasor.watchdog.repeats", 2);

    private static final long MILLI = 1_000_000L;
    private static final int ON = 1;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Reactions reactions = new Reactions();

    /** The rig as a process, running and firing. */
    private static final class Rig implements AutoCloseable {
        final PseudoTerminal terminal = PseudoTerminal.open();
        final Process process;
        final BufferedReader said;
        final PrintWriter orders;
        final long watchdogPid;

        Rig() throws IOException {
            ProcessBuilder command = WatchdogCommand.of(WatchedRig.class.getName());
            command.command().add(terminal.path());
            process = command.start();
            said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
            watchdogPid = Long.parseLong(await("watchdog "));
            await("running");
            awaitFrom(terminal.written().size(), ON, 5000);
        }

        /** The rest of the next line that begins so. */
        String await(String begin) throws IOException {
            StringBuilder before = new StringBuilder();
            String line;
            while ((line = said.readLine()) != null) {
                if (line.startsWith(begin)) {
                    return line.substring(begin.length());
                }
                before.append(line).append('\n');
            }
            throw new AssertionError("the rig never said '" + begin + "' but: " + before);
        }

        /** The first byte of that value after so many bytes. */
        PseudoTerminal.Written awaitFrom(int from, int value, long millis) {
            long endNanos = System.nanoTime() + millis * MILLI;
            while (System.nanoTime() < endNanos) {
                for (PseudoTerminal.Written one :
                        terminal.written().subList(from, terminal.written().size())) {
                    if (one.value() == value) {
                        return one;
                    }
                }
                LockSupport.parkNanos(MILLI);
            }
            throw new AssertionError("no byte " + value + " within " + millis + " ms but "
                    + terminal.values().subList(from, terminal.values().size()) + "; rig alive " + process.isAlive()
                    + ", watchdog " + watchdogRuns());
        }

        /** One that has ended and that nobody has taken notice of yet has no command any more. */
        boolean watchdogRuns() {
            return ProcessHandle.of(watchdogPid)
                    .flatMap(handle -> handle.info().command())
                    .isPresent();
        }

        /** Looks itself: what {@link ProcessHandle#onExit} does for another's child takes seconds. */
        void awaitEndOfWatchdog() {
            long endNanos = System.nanoTime() + 4000 * MILLI;
            while (watchdogRuns()) {
                if (System.nanoTime() - endNanos > 0) {
                    throw new AssertionError("the watchdog has outlived its rig");
                }
                LockSupport.parkNanos(2 * MILLI);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                awaitEndOfWatchdog();
            } finally {
                ProcessHandle.of(watchdogPid).ifPresent(ProcessHandle::destroyForcibly);
                terminal.close();
            }
        }
    }

    private void passRandomly() {
        LockSupport.parkNanos(random.nextLong(120 * MILLI));
    }

    @Test
    void takesTheLineLowWhenTheRigIsKilledAndGoes() throws Exception {
        for (int i = 0; i < REPEATS; i++) {
            try (Rig rig = new Rig()) {
                passRandomly();
                int before = rig.terminal.written().size();
                long nanos = System.nanoTime();
                Signals.send(rig.process.pid(), Signals.KILL);
                reactions.add(rig.awaitFrom(before, 0, 1000).nanos() - nanos);
                rig.awaitEndOfWatchdog();
                assertThat(rig.terminal.high(ON)).as("seed " + seed).isFalse();
            }
        }
        reactions.print("rig killed");
    }

    @Test
    void takesTheLineLowWhenTheRigIsStoppedAndKeepsItLowWhenItGoesOn() throws Exception {
        for (int i = 0; i < REPEATS; i++) {
            try (Rig rig = new Rig()) {
                passRandomly();
                int before = rig.terminal.written().size();
                long nanos = System.nanoTime();
                Signals.send(rig.process.pid(), Signals.STOP);
                PseudoTerminal.Written low = rig.awaitFrom(before, 0, 500);
                reactions.add(low.nanos() - nanos);
                passRandomly();
                int asserted = rig.terminal.written().size();
                Signals.send(rig.process.pid(), Signals.CONTINUE);
                assertThat(rig.await("alarm ")).startsWith("WATCHDOG watchdog: ");
                rig.terminal.await(asserted + 5);
                assertThat(rig.terminal.values().subList(asserted, asserted + 5))
                        .as("seed " + seed)
                        .containsOnly(0);
                rig.orders.println("close");
                assertThat(rig.await("state ")).isEqualTo("STOPPED");
                rig.awaitEndOfWatchdog();
                assertThat(rig.terminal
                                .values()
                                .subList(asserted, rig.terminal.values().size()))
                        .containsOnly(0);
            }
        }
        reactions.print("rig stopped");
    }

    @Test
    void takesTheLineLowWhenTheLoopStalls() throws Exception {
        for (int i = 0; i < (REPEATS + 1) / 2; i++) {
            try (Rig rig = new Rig()) {
                passRandomly();
                int before = rig.terminal.written().size();
                long nanos = System.nanoTime();
                rig.orders.println("stall");
                reactions.add(rig.awaitFrom(before, 0, 500).nanos() - nanos);
                assertThat(rig.await("alarm "))
                        .isEqualTo("WATCHDOG watchdog: it has made the device safe: the rig asked for it");
            }
        }
        reactions.print("loop stalled");
    }

    @Test
    void takesTheLineLowSoonAfterAStopThatTheDeviceDidNotObey() throws Exception {
        try (Rig rig = new Rig()) {
            int before = rig.terminal.written().size();
            long nanos = System.nanoTime();
            rig.orders.println("trip");
            long low = rig.awaitFrom(before, 0, 200).nanos() - nanos;
            reactions.add(low);
            assertThat(rig.await("state ")).isEqualTo("STOPPED");
        }
        reactions.print("stop pressed");
    }

    @Test
    void anOrderlyEndIsNoFault() throws Exception {
        try (Rig rig = new Rig()) {
            rig.orders.println("finish");
            assertThat(rig.await("state ")).isEqualTo("DONE");
            rig.await("alarm WATCHDOG watchdog: it has made the device safe: the rig asked for it");
            rig.orders.println("close");
            assertThat(rig.await("state ")).isEqualTo("DONE");
            rig.awaitEndOfWatchdog();
            assertThat(rig.terminal.high(ON)).isFalse();
        }
    }

    @Test
    void theConsolesSignalsDoNotReachIt() throws Exception {
        try (Rig rig = new Rig()) {
            Signals.send(rig.watchdogPid, Signals.INTERRUPT);
            Signals.send(rig.watchdogPid, Signals.HANG_UP);
            Signals.send(rig.watchdogPid, Signals.CONSOLE_SUSPEND);
            passRandomly();
            int before = rig.terminal.written().size();
            Signals.send(rig.process.pid(), Signals.STOP);
            rig.awaitFrom(before, 0, 500);
        }
    }

    @Test
    void takesTheLineLowWhenItIsTerminatedItself() throws Exception {
        try (Rig rig = new Rig()) {
            int before = rig.terminal.written().size();
            Signals.send(rig.watchdogPid, Signals.TERMINATE);
            rig.awaitFrom(before, 0, 1000);
            assertThat(rig.await("alarm ")).isEqualTo("WATCHDOG watchdog: the process is gone");
        }
    }
}
