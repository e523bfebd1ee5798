package org.phasor.rig.machine;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;

/**
 * The system calls of Linux that Java has not. A thread's number 0 is the calling thread. Each throws with the system's
 * error number when it is refused.
 */
final class LinuxCalls {

    static final int SCHED_FIFO = 1;

    /** Threads that this one starts do not become real-time threads, too. */
    static final int SCHED_RESET_ON_FORK = 0x40000000;

    static final int PRIO_PROCESS = 0;
    static final int MCL_CURRENT = 1;
    static final int MCL_FUTURE = 2;

    /** Pages are locked when they are first used: what is only reserved is not filled with memory. */
    static final int MCL_ONFAULT = 4;

    private static final boolean BOUND = bind();

    private LinuxCalls() {}

    private static boolean bind() {
        // The numbers above are those of nearly every processor, but not of POWER.
        if (!Platform.isLinux() || Platform.isPPC()) {
            return false;
        }
        try {
            Native.register(LinuxCalls.class, Platform.C_LIBRARY_NAME);
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }

    /** Whether there is anything to call. */
    static boolean available() {
        return BOUND;
    }

    /** @param priority one int: the structure sched_param */
    static native int sched_setscheduler(int thread, int policy, int[] priority) throws LastErrorException;

    static native int sched_getscheduler(int thread) throws LastErrorException;

    static native int sched_setaffinity(int thread, NativeLong bytes, byte[] cores) throws LastErrorException;

    static native int sched_getaffinity(int thread, NativeLong bytes, byte[] cores) throws LastErrorException;

    static native int setpriority(int which, int thread, int nice) throws LastErrorException;

    static native int getpriority(int which, int thread) throws LastErrorException;

    static native int mlockall(int flags) throws LastErrorException;

    static native int munlockall() throws LastErrorException;
}
