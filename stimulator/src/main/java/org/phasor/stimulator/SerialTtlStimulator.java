package org.phasor.stimulator;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.phasor.acquisition.RigClock;

/**
 * A box on a serial line that gives a TTL pulse: one byte takes its lines high, another low again. The loop thread
 * writes the first; the thread {@code phasor-serial-ttl} writes every other byte, ends the pulse, and looks at the link.
 *
 * <p>Who may write is one number, {@link #wire}, claimed without a lock. It is free again when the byte that ends a
 * pulse has left the machine: so at most a pulse waits in the system's buffer, and a write finds room. After
 * {@link #makeSafe} no pulse begins until {@link #armed}, and none for {@link #QUIET_NANOS}: a loop thread that had
 * passed the latch and was held up then, for however long, is refused.
 *
 * <p>A write to a full buffer would not return. When one does not, because nothing at the far end takes bytes and the
 * system does not say so, the device's thread takes the port away, and the write fails.
 *
 * <p>Held by tests on Linux, at pseudo-terminals. jSerialComm serves Windows and macOS as well; there it is untested,
 * as it is with a box of any make.
 */
final class SerialTtlStimulator implements Stimulator {

    /** No pulse begins so soon after {@link #makeSafe}. */
    static final long QUIET_NANOS = 100_000_000L;

    private static final long LOOK_NANOS = 50_000_000L;
    private static final long TURNED_NANOS = 250_000_000L;
    private static final long STUCK_NANOS = 100_000_000L;
    private static final long SPIN_NANOS = 100_000L;
    private static final long DRAIN_LOOK_NANOS = 300_000L;
    private static final long CLOSE_WAIT_MS = 1_000;

    /** The line is low and the wire free. */
    private static final int LOW = 0;

    /** The loop thread writes. */
    private static final int RISING = 1;

    /** The line is high; the device's thread ends it. */
    private static final int HIGH = 2;

    /** The device's thread writes, or waits until it has left. */
    private static final int FALLING = 3;

    /** No more. */
    private static final int ENDED = 4;

    private final SerialTtlSettings settings;
    private final RigClock clock;
    private final ByteLine.Opener opener;
    private final String where;
    private final DeviceFailure notOpen;
    private final DeviceFailure busy;
    private final DeviceFailure madeSafe;
    private final DeviceFailure notTaken;

    private final AtomicInteger wire = new AtomicInteger(ENDED);
    private volatile boolean open;
    private volatile boolean lost;
    private volatile boolean closing;
    private volatile boolean safeWanted;
    private volatile boolean stopped;
    private volatile long safeNanos = System.nanoTime() - QUIET_NANOS;
    private volatile long turnedNanos;

    /** Written by the loop thread before HIGH, read by the other after. */
    private long highUntilNanos;

    private PortClaim claim;
    private ByteLine line;
    private Thread thread;
    private Alarm alarm;

    // Of the device's thread alone.
    private long lookedNanos;
    private long fellNanos;
    private long risingSinceNanos;
    private boolean rising;

    SerialTtlStimulator(SerialTtlSettings settings, RigClock clock) {
        this(settings, clock, SerialTtlLine::open);
    }

    SerialTtlStimulator(SerialTtlSettings settings, RigClock clock, ByteLine.Opener opener) {
        this.settings = settings;
        this.opener = opener;
        this.clock = clock;
        where = Stimulators.SERIAL_TTL + " " + settings.port() + ": ";
        notOpen = new DeviceFailure(where + "not open");
        busy = new DeviceFailure(where + "the line is not free");
        madeSafe = new DeviceFailure(where + "was made safe");
        notTaken = new DeviceFailure(where + "the byte was not taken; is the box still plugged in?");
    }

    @Override
    public String name() {
        return Stimulators.SERIAL_TTL;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public void open(Alarm toRaise) throws IOException {
        claim = PortClaim.take(settings.port());
        line = opener.open(settings);
        alarm = toRaise;
        turnedNanos = clock.nanoTime();
        lookedNanos = System.nanoTime();
        thread = new Thread(this::run, "phasor-serial-ttl");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        wire.set(LOW);
        open = true;
        thread.start();
    }

    @Override
    public boolean ready() {
        return open && !lost && wire.get() == LOW && !quiet() && clock.nanoTime() - turnedNanos < TURNED_NANOS;
    }

    @Override
    public boolean alive(long nowNanos) {
        return open && !lost && nowNanos - turnedNanos < TURNED_NANOS;
    }

    private boolean quiet() {
        return safeWanted || System.nanoTime() - safeNanos < QUIET_NANOS;
    }

    @Override
    public void fire(long decisionId, int condition) {
        if (!open || lost) {
            throw notOpen;
        }
        if (!wire.compareAndSet(LOW, RISING)) {
            throw busy;
        }
        // Read after the claim: what makeSafe said before is seen, and what it says later finds the wire claimed.
        if (stopped || quiet()) {
            wire.compareAndSet(RISING, LOW);
            throw madeSafe;
        }
        boolean taken = line.send(settings.onByte());
        highUntilNanos = System.nanoTime() + (taken ? settings.widthNanos() : 0);
        wire.compareAndSet(RISING, HIGH);
        LockSupport.unpark(thread);
        if (!taken) {
            throw notTaken;
        }
    }

    @Override
    public void makeSafe() {
        stopped = true;
        safeNanos = System.nanoTime();
        safeWanted = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void armed() {
        stopped = false;
    }

    @Override
    public Optional<String> watchdogTask() {
        return Optional.of(SerialTtlLine.task(settings));
    }

    private void run() {
        try {
            turn();
        } catch (RuntimeException | Error e) {
            lost = true;
            wire.set(ENDED);
            line.close();
            alarm.raise(StopReason.DEVICE_FAULT, where + "its thread failed: " + e);
        }
    }

    /** The device's thread, until closed or lost. */
    private void turn() {
        String fault = null;
        while (!closing && fault == null) {
            turnedNanos = clock.nanoTime();
            long nowNanos = System.nanoTime();
            fault = nowNanos - lookedNanos >= LOOK_NANOS ? look(nowNanos) : null;
            if (fault == null) {
                fault = serve(nowNanos);
            }
        }
        if (fault == null) {
            end();
            return;
        }
        boolean first = !lost;
        lost = true;
        // Before the alarm: the loop thread may wait in a write.
        line.abandon();
        wire.set(ENDED);
        if (first) {
            alarm.raise(StopReason.DEVICE_FAULT, where + fault);
        }
    }

    private String look(long nowNanos) {
        lookedNanos = nowNanos;
        return line.gone() ? "the link is lost; is the box still plugged in?" : null;
    }

    /** Does what the wire asks for, and parks until it may ask for more. */
    private String serve(long nowNanos) {
        int now = wire.get();
        if (now == RISING) {
            return waitForTheLoop(nowNanos);
        }
        rising = false;
        if (now == HIGH) {
            long leftNanos = highUntilNanos - nowNanos;
            if (safeWanted || leftNanos <= 0) {
                wire.set(FALLING);
                return takeLow();
            }
            if (leftNanos > SPIN_NANOS) {
                LockSupport.parkNanos(Math.min(leftNanos - SPIN_NANOS, LOOK_NANOS));
            } else {
                Thread.onSpinWait();
            }
            return null;
        }
        if (now == FALLING) {
            return waitUntilDrained(nowNanos);
        }
        if (safeWanted) {
            return wire.compareAndSet(LOW, FALLING) ? takeLow() : null;
        }
        LockSupport.parkNanos(Math.max(1, lookedNanos + LOOK_NANOS - nowNanos));
        return null;
    }

    private String waitForTheLoop(long nowNanos) {
        if (!rising) {
            rising = true;
            risingSinceNanos = nowNanos;
        }
        if (nowNanos - risingSinceNanos > STUCK_NANOS) {
            return "takes no more bytes";
        }
        // A write takes microseconds: only one that hangs is worth parking for.
        if (nowNanos - risingSinceNanos < SPIN_NANOS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(DRAIN_LOOK_NANOS);
        }
        return null;
    }

    /** With the wire claimed. */
    private String takeLow() {
        // Before the write: a wish that comes during it is served by another.
        safeWanted = false;
        if (!line.send(settings.offByte())) {
            return "the byte that takes the line low was not taken; is the box still plugged in?";
        }
        fellNanos = System.nanoTime();
        return waitUntilDrained(fellNanos);
    }

    private String waitUntilDrained(long nowNanos) {
        int awaiting = line.bytesAwaiting();
        if (awaiting < 0) {
            return "the link is lost; is the box still plugged in?";
        }
        if (awaiting == 0) {
            wire.set(LOW);
            return null;
        }
        if (nowNanos - fellNanos > STUCK_NANOS && !lost) {
            // The port stays: letting go of it would drop the byte that takes the line low, and it may leave yet.
            lost = true;
            alarm.raise(StopReason.DEVICE_FAULT, where + awaiting + " bytes have not left for 100 ms");
        }
        LockSupport.parkNanos(lost ? STUCK_NANOS / 10 : DRAIN_LOOK_NANOS);
        return null;
    }

    /** The orderly end: claims the wire for good, so that nobody writes to a port that is gone. */
    private void end() {
        long startNanos = System.nanoTime();
        while (!wire.compareAndSet(LOW, ENDED)
                && !wire.compareAndSet(HIGH, ENDED)
                && !wire.compareAndSet(FALLING, ENDED)) {
            if (System.nanoTime() - startNanos > STUCK_NANOS) {
                line.abandon();
                wire.set(ENDED);
                return;
            }
            Thread.onSpinWait();
        }
        line.close();
    }

    @Override
    public void close() {
        open = false;
        closing = true;
        Thread ending = thread;
        if (ending == null && claim != null) {
            claim.close(); // the port did not open
        }
        if (ending == null || ending == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(ending);
        boolean interrupted = false;
        long startNanos = System.nanoTime();
        while (ending.isAlive() && System.nanoTime() - startNanos < CLOSE_WAIT_MS * 1_000_000) {
            try {
                ending.join(CLOSE_WAIT_MS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (ending.isAlive()) {
            // It hangs in a write: nothing can be written any more.
            line.abandon();
        }
        claim.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
