package org.phasor.lsl.liblsl;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The functions of liblsl's C header {@code lsl_c.h} that are used here, as declared there since 1.14 ({@code unsigned
 * long} is {@link NativeLong}: 4 bytes on Windows). Bound once per process by {@link LiblslLoader}; texts go in as
 * UTF-8 with a closing zero. An {@code errorCode} array takes one {@code int32_t}; null where nobody asks.
 */
final class LiblslFunctions {

    static final int TIMEOUT = -1;
    static final int LOST = -2;
    static final int ARGUMENT = -3;

    private LiblslFunctions() {}

    static native int lsl_library_version();

    static native Pointer lsl_library_info();

    static native Pointer lsl_last_error();

    static native void lsl_destroy_string(Pointer text);

    static native Pointer lsl_streaminfo_from_xml(byte[] xml);

    /** Stays liblsl's. */
    static native Pointer lsl_get_name(Pointer info);

    static native Pointer lsl_get_xml(Pointer info);

    static native void lsl_destroy_streaminfo(Pointer info);

    static native int lsl_resolve_bypred(Pointer results, int most, byte[] predicate, int minimum, double timeout);

    static native Pointer lsl_create_outlet(Pointer info, int chunkSize, int maxBufferedSeconds);

    static native void lsl_destroy_outlet(Pointer outlet);

    /** Of an outlet; to be destroyed by the caller. */
    static native Pointer lsl_get_info(Pointer outlet);

    static native int lsl_push_sample_dtp(Pointer outlet, Pointer values, double stamp, int pushThrough);

    static native int lsl_push_sample_ltp(Pointer outlet, Pointer values, double stamp, int pushThrough);

    static native int lsl_push_sample_buftp(
            Pointer outlet, Pointer texts, Pointer lengths, double stamp, int pushThrough);

    static native int lsl_push_chunk_dtp(
            Pointer outlet, Pointer values, NativeLong elements, double stamp, int pushThrough);

    static native int lsl_push_chunk_ltp(
            Pointer outlet, Pointer values, NativeLong elements, double stamp, int pushThrough);

    static native int lsl_have_consumers(Pointer outlet);

    static native int lsl_wait_for_consumers(Pointer outlet, double timeout);

    static native Pointer lsl_create_inlet(Pointer info, int maxBufferedSeconds, int maxChunk, int recover);

    static native void lsl_destroy_inlet(Pointer inlet);

    /** Of an inlet; to be destroyed by the caller. */
    static native Pointer lsl_get_fullinfo(Pointer inlet, double timeout, int[] errorCode);

    static native void lsl_open_stream(Pointer inlet, double timeout, int[] errorCode);

    static native double lsl_time_correction_ex(
            Pointer inlet, double[] remoteSeconds, double[] uncertainty, double timeout, int[] errorCode);

    static native int lsl_was_clock_reset(Pointer inlet);

    /** Returns the count of values written, not of samples. */
    static native NativeLong lsl_pull_chunk_d(
            Pointer inlet,
            Pointer values,
            Pointer stamps,
            NativeLong valueCapacity,
            NativeLong stampCapacity,
            double timeout,
            int[] errorCode);

    static native double lsl_pull_sample_buf(
            Pointer inlet, Pointer texts, Pointer lengths, int capacity, double timeout, int[] errorCode);
}
