package org.phasor.stimulator;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.IOException;

/** A pseudo-terminal in place of a box: takes what is written, as a box that is plugged in does. */
final class FarEnd implements AutoCloseable {

    private static final int POLL_MS = 10;
    private static final short POLLIN = 1;

    private final int master;
    private final int slave;
    private final String path;
    private final Thread reader;
    private volatile boolean ended;

    private FarEnd(int master, int slave, String path) {
        this.master = master;
        this.slave = slave;
        this.path = path;
        reader = new Thread(this::read, "far-end");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @throws IOException where the system has none
     */
    static FarEnd open() throws IOException {
        Memory ends = new Memory(8);
        Memory name = new Memory(256);
        try {
            if (openpty().invokeInt(new Object[] {ends, ends.share(4), name, null, null}) != 0) {
                throw new IOException("the system gave no pseudo-terminal");
            }
        } catch (UnsatisfiedLinkError e) {
            throw new IOException("this system has no pseudo-terminals: there is nothing to measure at", e);
        }
        return new FarEnd(ends.getInt(0), ends.getInt(4), name.getString(0));
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
            waiting.setInt(0, master);
            waiting.setInt(4, POLLIN);
            if (call("poll", waiting, new NativeLong(1), POLL_MS) > 0) {
                call("read", master, bytes, new NativeLong(bytes.size()));
            }
        }
    }

    String path() {
        return path;
    }

    @Override
    public void close() {
        ended = true;
        try {
            reader.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call("close", master);
        call("close", slave);
    }
}
