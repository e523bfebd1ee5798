package org.phasor.lsl.liblsl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Outlet;
import org.phasor.lsl.OutletOptions;
import org.phasor.lsl.Resolver;
import org.phasor.lsl.StreamInfo;

/**
 * Lab Streaming Layer by native liblsl 1.14 or newer, for comparing and for whoever must run just that library. Needs
 * JNA on the class path and the library on the machine. Safe for any thread.
 *
 * <p>What differs from {@link org.phasor.lsl.PureJavaLsl}: there is one library, and one configuration, per process; it
 * reads {@code lsl_api.cfg} by itself; samples pass through queues of liblsl and some allocation happens per chunk; every
 * sample counts as anchored; a stamp of exactly 0 is not seen; recovery is told of late ({@link Inlet} hears {@code
 * onLost} and {@code onRecovered} together, and only with time sync); {@link Outlet#awaitFlushed} and {@link
 * Outlet#droppedSamples} do not know; a stream without channels is refused.
 */
public final class NativeLsl implements Lsl {

    private static final String LOOPBACK_ONLY = "[multicast]\nResolveScope = machine\n"
            + "AddressesOverride = {239.255.172.215}\nInterfaces = {127.0.0.1}\nTTLOverride = 0\n";

    private final Set<NativeOutlet> outlets = ConcurrentHashMap.newKeySet();
    private final Set<NativeInlet> inlets = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private NativeLsl() {}

    /**
     * Loads the library, if it is not yet loaded: as named by the environment variable {@code PYLSL_LIB}, else found
     * on the system's library path.
     *
     * @throws LiblslMissing in one line that names what was tried
     */
    public static NativeLsl open() throws LiblslMissing {
        return open(null, null);
    }

    /**
     * As {@link #open()}, from this file only.
     *
     * @throws LiblslMissing when it is not there, is not liblsl or too old; or when another is loaded already
     */
    public static NativeLsl open(Path library) throws LiblslMissing {
        return open(library, null);
    }

    /**
     * As {@link #open()}, asking and answering on this machine only; as {@link
     * org.phasor.lsl.LslSettings#loopbackOnly()}. Must be the first use of liblsl in the process, which reads its
     * configuration once.
     *
     * @throws LiblslMissing also when the library is too old to be configured by a program
     */
    public static NativeLsl loopbackOnly() throws LiblslMissing {
        return open(null, LOOPBACK_ONLY);
    }

    private static NativeLsl open(Path library, String configuration) throws LiblslMissing {
        try {
            LiblslLoader.load(library, System.getenv(LiblslLoader.VARIABLE), configuration);
        } catch (NoClassDefFoundError e) {
            throw new LiblslMissing(
                    "native liblsl needs JNA on the class path (net.java.dev.jna:jna): " + e.getMessage()
                            + " is missing",
                    e);
        } catch (UnsatisfiedLinkError e) {
            throw new LiblslMissing(
                    "native liblsl needs JNA, which cannot load its own native part: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
        return new NativeLsl();
    }

    /** The library's file and version, for a person. */
    public String library() {
        return LiblslLoader.description();
    }

    @Override
    public Outlet outlet(StreamInfo info, OutletOptions options) throws IOException {
        requireOpen();
        NativeOutlet outlet = new NativeOutlet(info, options, outlets::remove);
        outlets.add(outlet);
        closeIfClosedMeanwhile();
        return outlet;
    }

    @Override
    public Inlet inlet(StreamInfo resolved, InletOptions options) throws IOException {
        requireOpen();
        NativeInlet inlet = new NativeInlet(resolved, options, inlets::remove);
        inlets.add(inlet);
        closeIfClosedMeanwhile();
        return inlet;
    }

    @Override
    public Resolver resolver() {
        requireOpen();
        return new NativeResolver();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this LSL is closed");
        }
    }

    private void closeIfClosedMeanwhile() {
        if (closed) {
            close();
            requireOpen();
        }
    }

    /** Inlets first, so that none of them sees an outlet of ours go. */
    @Override
    public void close() {
        closed = true;
        inlets.forEach(NativeInlet::close);
        outlets.forEach(NativeOutlet::close);
    }
}
