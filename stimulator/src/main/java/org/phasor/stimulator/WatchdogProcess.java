package org.phasor.stimulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The rig's end of the watchdog process ({@link WatchdogMain}). A thread of its own beats while all is well here, and
 * another hears the answers. The process that has acted, failed, fallen silent or gone is lost for good: the alarm is
 * raised once, and no beat follows.
 */
final class WatchdogProcess implements Watchdog {

    private static final long BEAT_NANOS = 100_000_000L;

    /** How often it looks whether all is well, so that a stop does not wait for the next beat. */
    private static final long LOOK_NANOS = 20_000_000L;

    /** A process that leaves so many beats unanswered, half a second's, guards nothing. */
    private static final int MOST_UNANSWERED = 5;

    private static final long LONGEST_ANSWER_NANOS = MOST_UNANSWERED * BEAT_NANOS;

    private static final long POLL_NANOS = 1_000_000L;
    private static final long LONGEST_START_MILLIS = 10_000;

    /** It ends by itself within one second and a half. */
    private static final long LONGEST_END_MILLIS = 2000;

    private final Process process;
    private final OutputStream out;
    private final BeatBook beats = new BeatBook();
    private final WatchdogAnswers answers;
    private final Alarm alarm;
    private final BooleanSupplier mayBeat;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean enforced;

    private WatchdogProcess(Process process, Alarm alarm, BooleanSupplier mayBeat) {
        this.process = process;
        this.alarm = alarm;
        this.mayBeat = mayBeat;
        out = process.getOutputStream();
        answers = new WatchdogAnswers(process.getInputStream(), beats, this::lost);
    }

    /** As {@link Watchdog.Starter#start}. */
    static Watchdog start(String task, Alarm alarm, BooleanSupplier mayBeat) throws IOException {
        return start(WatchdogCommand.of(WatchdogMain.class.getName()), LONGEST_START_MILLIS, task, alarm, mayBeat);
    }

    static WatchdogProcess start(
            ProcessBuilder command, long longestStartMillis, String task, Alarm alarm, BooleanSupplier mayBeat)
            throws IOException {
        Process process;
        try {
            process = command.start();
        } catch (IOException e) {
            throw new IOException("watchdog: its process does not start: " + e.getMessage(), e);
        }
        WatchdogProcess watchdog = new WatchdogProcess(process, alarm, mayBeat);
        watchdog.startThread("phasor-watchdog-answers", watchdog.answers);
        try {
            watchdog.send((task.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
            watchdog.answers.awaitReady(longestStartMillis);
        } catch (IOException e) {
            watchdog.over.set(true);
            process.destroyForcibly();
            throw e;
        }
        watchdog.startThread("phasor-watchdog", watchdog::beat);
        return watchdog;
    }

    private void startThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private void beat() {
        long lookedNanos = System.nanoTime();
        long beatNanos = lookedNanos - BEAT_NANOS;
        while (!over.get()) {
            long nowNanos = System.nanoTime();
            long stoodStillNanos = nowNanos - lookedNanos;
            lookedNanos = nowNanos;
            if (enforced && stoodStillNanos > DEADLINE_NANOS) {
                lost("the rig stood still for " + stoodStillNanos / 1_000_000 + " ms");
                send(WatchdogDuty.MAKE_SAFE);
            } else if (mayBeat.getAsBoolean()) {
                if (nowNanos - beatNanos >= BEAT_NANOS - LOOK_NANOS / 2) {
                    beatNanos = nowNanos;
                    beatOnce();
                }
            } else if (enforced) {
                send(WatchdogDuty.MAKE_SAFE);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void beatOnce() {
        if (beats.unanswered() >= MOST_UNANSWERED) {
            lost("it has left " + beats.unanswered() + " beats unanswered");
            send(WatchdogDuty.MAKE_SAFE);
        } else if (!sendBeat(WatchdogDuty.BEAT)) {
            lost("its pipe is closed");
        }
    }

    /** The time is taken before the byte leaves: the process cannot have heard it earlier. */
    private boolean sendBeat(byte command) {
        synchronized (out) {
            beats.sent(System.nanoTime());
            return send(command);
        }
    }

    private void lost(String why) {
        if (over.compareAndSet(false, true)) {
            alarm.raise(StopReason.WATCHDOG, "watchdog: " + why);
        }
    }

    /** Never waits: a process that does not read gets no more than a few bytes, and a pipe holds thousands. */
    private boolean send(byte... bytes) {
        synchronized (out) {
            try {
                out.write(bytes);
                out.flush();
                return true;
            } catch (IOException gone) {
                return false;
            }
        }
    }

    @Override
    public boolean alive() {
        return !over.get();
    }

    @Override
    public boolean heardWithin(long nowNanos, long nanos) {
        return beats.heardWithin(nowNanos, nanos);
    }

    @Override
    public void enforce() {
        int before;
        synchronized (out) {
            before = beats.sent();
            if (!sendBeat(WatchdogDuty.ENFORCE)) {
                lost("its pipe is closed");
            }
        }
        enforced = true;
        long fromNanos = System.nanoTime();
        while (alive() && beats.answers() <= before) {
            if (System.nanoTime() - fromNanos > LONGEST_ANSWER_NANOS) {
                lost("it has not heard the order to guard");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** For tests that end it. */
    Process process() {
        return process;
    }

    @Override
    public void close() {
        over.set(true);
        send(WatchdogDuty.RELEASE);
        try {
            out.close();
        } catch (IOException gone) {
            // Nobody there to be told.
        }
        try {
            if (!process.waitFor(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
