package org.phasor.stimulator;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/** Signals to another process, at once. */
final class Signals {

    static final int NONE = 0;
    static final int INTERRUPT = 2;
    static final int HANG_UP = 1;
    static final int KILL = 9;
    static final int TERMINATE = 15;
    static final int STOP = Platform.isMac() ? 17 : 19;
    static final int CONTINUE = Platform.isMac() ? 19 : 18;
    static final int CONSOLE_SUSPEND = Platform.isMac() ? 18 : 20;

    private Signals() {}

    static void send(long pid, int signal) {
        int result = NativeLibrary.getInstance("c").getFunction("kill").invokeInt(new Object[] {(int) pid, signal});
        if (result != 0) {
            throw new AssertionError("kill(" + pid + ", " + signal + ") failed");
        }
    }
}
