package org.phasor.benchmarks;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * Linux wakes a sleeping thread up to 50 µs late on purpose, to wake several at once. A sender that has to be on time
 * asks for none of that, in place of spinning on a core that those who are measured need.
 */
final class TimerSlack {

    private static final int PR_SET_TIMERSLACK = 29;

    private TimerSlack() {}

    private interface Libc extends Library {
        int prctl(int option, NativeLong value, NativeLong a, NativeLong b, NativeLong c);
    }

    /** For the calling thread; false where the system has no such thing: then its sleeps are less exact. */
    static boolean none() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        try {
            NativeLong zero = new NativeLong(0);
            return Native.load("c", Libc.class).prctl(PR_SET_TIMERSLACK, new NativeLong(1), zero, zero, zero) == 0;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }
}
