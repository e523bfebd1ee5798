package org.phasor.stimulator;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/**
 * A serial line whose far end is this test: what the rig writes is noted with the time at which it came out. Keeps
 * the rig's end open as well, as a box that is plugged in does.
 */
public final class PseudoTerminal implements AutoCloseable {

    /** A byte that came out, 0 to 255, and when. */
    public record Written(int value, long nanos) {}

    private static final int POLL_MS = 10;
    private static final short POLLIN = 1;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK_OF_LINUX = 0x800;
    private static final int O_NONBLOCK_OF_MAC = 0x4;

    private final int master;
    private final int slave;
    private final String path;
    private final List<Written> written = new ArrayList<>();
    private final Thread reader;
    private volatile boolean reading;
    private volatile boolean ended;
    private boolean slaveOpen = true;

    private PseudoTerminal(boolean reading) {
        Memory ends = new Memory(8);
        Memory name = new Memory(256);
        int result = (int) openpty().invoke(Integer.class, new Object[] {ends, ends.share(4), name, null, null});
        if (result != 0) {
            throw new IllegalStateException("openpty failed: errno " + Native.getLastError());
        }
        master = ends.getInt(0);
        slave = ends.getInt(4);
        path = name.getString(0);
        Memory terminal = new Memory(512);
        terminal.clear();
        call("tcgetattr", slave, terminal);
        call("cfmakeraw", terminal);
        call("tcsetattr", slave, 0, terminal);
        neverBlock(master);
        this.reading = reading;
        reader = new Thread(this::read, "pseudo-terminal");
        reader.setDaemon(true);
        reader.setPriority(Thread.MAX_PRIORITY);
        reader.start();
    }

    /** Skips the test where the system has none. */
    public static PseudoTerminal open() {
        Assumptions.assumeFalse(Platform.isWindows(), "Windows has no pseudo-terminals of this kind");
        return new PseudoTerminal(true);
    }

    /** One whose far end takes nothing until {@link #resume}. */
    static PseudoTerminal openUnread() {
        Assumptions.assumeFalse(Platform.isWindows(), "Windows has no pseudo-terminals of this kind");
        return new PseudoTerminal(false);
    }

    private static Function openpty() {
        try {
            return Function.getFunction("c", "openpty");
        } catch (UnsatisfiedLinkError older) {
            return Function.getFunction("util", "openpty");
        }
    }

    private static int call(String function, Object... arguments) {
        return NativeLibrary.getInstance("c").getFunction(function).invokeInt(arguments);
    }

    private void read() {
        Memory waiting = new Memory(8);
        Memory bytes = new Memory(4096);
        while (!ended) {
            if (!reading) {
                call("usleep", 1_000);
                continue;
            }
            waiting.setInt(0, master);
            waiting.setShort(4, POLLIN);
            waiting.setShort(6, (short) 0);
            if (call("poll", waiting, new NativeLong(1), POLL_MS) <= 0) {
                continue;
            }
            int count = readInto(bytes);
            long nanos = System.nanoTime();
            synchronized (written) {
                for (int i = 0; i < count; i++) {
                    written.add(new Written(bytes.getByte(i) & 0xff, nanos));
                }
                written.notifyAll();
            }
        }
    }

    private int readInto(Pointer bytes) {
        return call("read", master, bytes, new NativeLong(4096));
    }

    /** What the rig opens. */
    public String path() {
        return path;
    }

    /** Lines on 1, low on 0, and so long high. */
    SerialTtlSettings settings(long widthNanos) {
        return new SerialTtlSettings(path, 115_200, 1, 0, widthNanos);
    }

    /** All that came out so far, in order. */
    public List<Written> written() {
        synchronized (written) {
            return List.copyOf(written);
        }
    }

    /** The values of {@link #written}. */
    public List<Integer> values() {
        return written().stream().map(Written::value).toList();
    }

    /**
     * Waits until so many bytes came out.
     *
     * @throws AssertionError when they do not within five seconds
     */
    public List<Written> await(int count) {
        long endNanos = System.nanoTime() + 5_000_000_000L;
        synchronized (written) {
            while (written.size() < count) {
                long leftMs = (endNanos - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    throw new AssertionError(written.size() + " bytes came out, not " + count + ": " + values());
                }
                try {
                    written.wait(leftMs);
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted", e);
                }
            }
            return List.copyOf(written);
        }
    }

    /** Waits for the bytes that are still under way, and says how the line stands now. */
    public boolean high(int on) {
        long startNanos = System.nanoTime();
        int before = -1;
        List<Integer> now = values();
        while (now.size() != before || System.nanoTime() - startNanos < 50_000_000L) {
            before = now.size();
            call("usleep", 20_000);
            now = values();
        }
        return !now.isEmpty() && now.get(now.size() - 1) == on;
    }

    /**
     * Sends to the rig.
     *
     * @return how many bytes there was room for
     */
    int write(byte... bytes) {
        Memory text = new Memory(Math.max(bytes.length, 1));
        text.write(0, bytes, 0, bytes.length);
        return Math.max(0, call("write", master, text, new NativeLong(bytes.length)));
    }

    /** Fills the way out until it takes not one byte more. Only when unread. */
    int clog() {
        neverBlock(slave);
        int taken = 0;
        // The system may move what it took a moment later, and then has room again.
        for (int more = fill(); more > 0; more = fill()) {
            taken += more;
            LockSupport.parkNanos(20_000_000L);
        }
        return taken;
    }

    private int fill() {
        Memory some = new Memory(64);
        some.clear();
        int taken = 0;
        for (int size = 64; size > 0; ) {
            int count = call("write", slave, some, new NativeLong(size));
            taken += Math.max(0, count);
            size = count > 0 ? size : size / 2;
        }
        return taken;
    }

    private static void neverBlock(int end) {
        int flags = call("fcntl", end, F_GETFL, 0);
        call("fcntl", end, F_SETFL, flags | (Platform.isMac() ? O_NONBLOCK_OF_MAC : O_NONBLOCK_OF_LINUX));
    }

    /** The far end takes what comes, from now on. */
    void resume() {
        reading = true;
    }

    /** The cable is pulled. */
    public void hangUp() {
        if (!ended) {
            ended = true;
            try {
                reader.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            call("close", master);
        }
    }

    @Override
    public void close() {
        hangUp();
        if (slaveOpen) {
            slaveOpen = false;
            call("close", slave);
        }
    }
}
