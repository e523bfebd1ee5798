package org.phasor.rig.machine;

import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import java.util.BitSet;

/** Which cores a thread may run on, as the system keeps it: a bit for each. */
final class CoreMask {

    /** 8192 cores: the system wants room for all that it could have. */
    private static final int BYTES = 1024;

    private CoreMask() {}

    /** Those of the calling thread. */
    static BitSet own() throws LastErrorException {
        byte[] mask = new byte[BYTES];
        LinuxCalls.sched_getaffinity(0, new NativeLong(BYTES), mask);
        return BitSet.valueOf(mask);
    }

    /** Binds the calling thread to these cores. */
    static void bind(BitSet cores) throws LastErrorException {
        byte[] mask = new byte[BYTES];
        byte[] bits = cores.toByteArray();
        System.arraycopy(bits, 0, mask, 0, Math.min(bits.length, BYTES));
        LinuxCalls.sched_setaffinity(0, new NativeLong(BYTES), mask);
    }
}
