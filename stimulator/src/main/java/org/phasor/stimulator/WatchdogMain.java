package org.phasor.stimulator;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The watchdog process. Reads its task, one line, and then single bytes from standard input; answers in lines on standard
 * output: {@code ready}, {@code .} to a beat, {@code safe: WHY}, {@code failed: WHY}. Ends when its input ends, whatever
 * the line does. Whatever else ends it, the line is made safe first, SIGKILL excepted.
 */
final class WatchdogMain {

    static final int LONGEST_TASK = 1000;

    /** For a line that hangs when the rig is gone: this process must not be left over. */
    private static final long LONGEST_LEAVING_NANOS = WatchdogDuty.LAST_TRIES_NANOS * 3 / 2;

    /** As the system says that a process was ended by SIGTERM. */
    private static final int TERMINATED = 143;

    /** The rig gives up earlier. */
    private static final long LONGEST_OPENING_SECONDS = 15;

    private WatchdogMain() {}

    public static void main(String[] args) {
        WatchdogDuty.Answers answers = new Lines(new FileOutputStream(FileDescriptor.out));
        int code = 1;
        try {
            ConsoleSignals.ignore();
            code = watch(new FileInputStream(FileDescriptor.in), answers);
        } catch (IOException e) {
            answers.say("failed: " + e.getMessage());
        } catch (Throwable e) { // the last place that could still say something
            answers.say("failed: " + e);
        } finally {
            // Not exit: no hook of anybody can keep a process whose line is safe.
            Runtime.getRuntime().halt(code);
        }
    }

    private static int watch(InputStream in, WatchdogDuty.Answers answers) throws IOException {
        String task = taskOf(in);
        CountDownLatch opened = new CountDownLatch(1);
        startDaemon("watchdog-opening", () -> haltUnless(opened));
        SafeLine line = SafeLines.open(task);
        opened.countDown();
        line.beforeShutdown(new Thread(() -> terminated(line), "watchdog-shutdown"));
        try {
            WatchdogDuty duty = new WatchdogDuty(line, answers);
            answers.say("ready");
            Thread main = Thread.currentThread();
            main.setPriority(Thread.MAX_PRIORITY);
            startDaemon("watchdog-input", () -> read(in, duty, main));
            long waitNanos;
            while ((waitNanos = duty.turn(System.nanoTime())) != WatchdogDuty.FINISHED) {
                LockSupport.parkNanos(waitNanos);
            }
            line.awaitLeft();
            return duty.failing() ? 1 : 0;
        } catch (RuntimeException | Error e) {
            letGo(line);
            throw e;
        }
    }

    private static void startDaemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    /** Nothing can be read, nor the end of the rig seen, while a line hangs as it is opened. */
    private static void haltUnless(CountDownLatch opened) {
        try {
            if (opened.await(LONGEST_OPENING_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            // Nobody does; the same as too late.
        }
        Runtime.getRuntime().halt(1);
    }

    private static void read(InputStream in, WatchdogDuty duty, Thread main) {
        byte[] commands = new byte[64];
        try {
            int length;
            while ((length = in.read(commands)) >= 0) {
                long nowNanos = System.nanoTime();
                for (int i = 0; i < length; i++) {
                    if (duty.take(commands[i], nowNanos)) {
                        LockSupport.unpark(main);
                    }
                }
            }
        } catch (IOException gone) {
            // The same as its end.
        } finally {
            duty.inputEnded();
            LockSupport.unpark(main);
        }
        long fromNanos = System.nanoTime();
        while (System.nanoTime() - fromNanos < LONGEST_LEAVING_NANOS) {
            LockSupport.parkNanos(LONGEST_LEAVING_NANOS);
        }
        Runtime.getRuntime().halt(1);
    }

    /** Ends the process here: the library's own shutdown would drop what the kernel still holds. */
    private static void terminated(SafeLine line) {
        try {
            letGo(line);
        } finally {
            Runtime.getRuntime().halt(TERMINATED);
        }
    }

    private static void letGo(SafeLine line) {
        try {
            line.makeSafe();
            line.awaitLeft();
        } catch (IOException | RuntimeException e) {
            System.err.println("watchdog: " + e.getMessage());
        }
    }

    /**
     * @throws IOException when no whole line comes, or a longer one than any task
     */
    static String taskOf(InputStream in) throws IOException {
        byte[] text = new byte[LONGEST_TASK];
        int length = 0;
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0) {
                throw new IOException("the task ended after " + length + " bytes: must be one line");
            }
            if (length == LONGEST_TASK) {
                throw new IOException("the task has more than " + LONGEST_TASK + " bytes: must be one short line");
            }
            text[length++] = (byte) next;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** One write a line, so that lines of two threads do not mix. A rig that does not hear is no reason to stop. */
    private static final class Lines implements WatchdogDuty.Answers {

        private final byte[] dot = {'.', '\n'};
        private final OutputStream out;

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void onGuard() {
            write(dot);
        }

        @Override
        public void say(String line) {
            String one = line.replaceAll("\\s+", " ");
            write((one + "\n").getBytes(StandardCharsets.UTF_8));
        }

        private void write(byte[] line) {
            try {
                out.write(line);
            } catch (IOException unheard) {
                // The end of the input says the same, and is acted upon.
            }
        }
    }
}
