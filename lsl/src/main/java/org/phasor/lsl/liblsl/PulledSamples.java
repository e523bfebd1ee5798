package org.phasor.lsl.liblsl;

import com.sun.jna.Pointer;
import org.phasor.lsl.InletListener;

/** Takes samples out of an inlet of liblsl. For its reader thread only. */
interface PulledSamples extends AutoCloseable {

    /**
     * Waits for a first sample, then takes what else is there: latency is that of one sample, whatever the chunk.
     *
     * @return how many; 0 when the time ran out
     * @throws StreamLost when liblsl has lost the stream for good
     */
    int pull(Pointer inlet, double timeoutSeconds) throws StreamLost;

    /** Hands sample {@code index} of those taken last to the listener. */
    void deliver(int index, long arrivalNanos, InletListener listener);

    @Override
    void close();

    /** The stream is gone; one line says why. */
    final class StreamLost extends Exception {
        private static final long serialVersionUID = 1;

        private StreamLost(String why) {
            super(why);
        }

        static void check(int errorCode) throws StreamLost {
            if (errorCode == LiblslFunctions.LOST) {
                throw new StreamLost("liblsl has lost its sender");
            }
            if (errorCode != 0 && errorCode != LiblslFunctions.TIMEOUT) {
                throw new StreamLost("liblsl failed: error " + errorCode + ", " + NativeInfo.lastError());
            }
        }
    }
}
