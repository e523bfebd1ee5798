package org.phasor.lsl;

/** Receives one stream. Its listener is called on the inlet's own reader thread; other methods are safe for any thread. */
public interface Inlet extends AutoCloseable {

    /** The full description, {@code desc} included. */
    StreamInfo info();

    /** Starts the reader thread. Called once. */
    void start(InletListener listener);

    /**
     * The newest clock offset to the sender, null until the first is known (under a second after {@link #start}), and
     * again for up to three seconds after the sender was lost or this machine has slept.
     */
    TimeCorrection timeCorrection();

    /** Samples received so far. */
    long receivedSamples();

    /** Stops receiving and waits until the reader thread has ended; the listener hears nothing more afterwards. */
    @Override
    void close();
}
