package org.phasor.lsl;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lab Streaming Layer without native code: protocol 1.10 over IPv4 and IPv6. Interoperates with native liblsl 1.10 and newer.
 * Safe for any thread.
 */
public final class PureJavaLsl implements Lsl {

    private final LslSettings settings;
    private final UdpResolver resolver;
    private final DiscoveryResponder responder;
    private final Watchdog watchdog;
    private final Set<AutoCloseable> made = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** With the settings that native liblsl has without a configuration file. */
    public PureJavaLsl() {
        this(LslSettings.DEFAULTS);
    }

    public PureJavaLsl(LslSettings settings) {
        this.settings = settings;
        this.resolver = new UdpResolver(settings);
        this.responder = new DiscoveryResponder(settings);
        this.watchdog = new Watchdog(settings.timing(), settings.tuning().watchdogCheckSeconds());
    }

    @Override
    public Outlet outlet(StreamInfo info, OutletOptions options) throws IOException {
        requireOpen();
        AutoCloseable[] self = new AutoCloseable[1];
        StreamOutlet outlet = new StreamOutlet(info, options, settings, responder, () -> forget(self[0]));
        self[0] = outlet;
        return keep(outlet);
    }

    @Override
    public Inlet inlet(StreamInfo resolved, InletOptions options) throws IOException {
        requireOpen();
        AutoCloseable[] self = new AutoCloseable[1];
        StreamInfo allowed = SenderAddress.keepAllowed(resolved, settings.ipv6());
        StreamInlet inlet = new StreamInlet(allowed, options, settings, resolver, watchdog, () -> forget(self[0]));
        self[0] = inlet;
        return keep(inlet);
    }

    @Override
    public Resolver resolver() {
        requireOpen();
        return resolver;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this LSL is closed");
        }
    }

    /** What was made while another thread closed is closed, too. */
    private <T extends AutoCloseable> T keep(T one) {
        made.add(one);
        if (closed) {
            closeAll();
            requireOpen();
        }
        return one;
    }

    private void forget(AutoCloseable one) {
        if (one != null) {
            made.remove(one);
        }
    }

    /** Inlets first, so that none of them sees an outlet of ours go. */
    private void closeAll() {
        for (Object one : made.toArray()) {
            if (one instanceof Inlet inlet) {
                inlet.close();
            }
        }
        for (Object one : made.toArray()) {
            if (one instanceof Outlet outlet) {
                outlet.close();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        closeAll();
        resolver.close();
        responder.close();
        watchdog.close();
    }
}
