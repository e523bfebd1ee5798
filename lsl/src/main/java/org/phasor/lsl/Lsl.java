package org.phasor.lsl;

import java.io.IOException;

/**
 * One way to speak Lab Streaming Layer: makes outlets, inlets and resolvers. Safe for any thread.
 *
 * <p>Everything made by one {@code Lsl} shares its settings and its discovery socket; close it last.
 */
public interface Lsl extends AutoCloseable {

    /**
     * Serves a new stream: discoverable when this returns.
     *
     * @throws IOException when no port can be had
     */
    Outlet outlet(StreamInfo info, OutletOptions options) throws IOException;

    /**
     * Connects to a stream that a resolver found, fetches its full description and agrees on the data format; samples
     * flow after {@link Inlet#start}.
     *
     * @throws IOException naming the stream and what failed
     */
    Inlet inlet(StreamInfo resolved, InletOptions options) throws IOException;

    Resolver resolver();

    /** Closes everything made here. */
    @Override
    void close();
}
