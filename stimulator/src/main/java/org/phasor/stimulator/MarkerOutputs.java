package org.phasor.stimulator;

import java.io.IOException;
import java.util.List;

/** All devices that tell others what became of a decision. */
final class MarkerOutputs implements AutoCloseable {

    private final List<MarkerOutput> outputs;

    MarkerOutputs(List<MarkerOutput> outputs) {
        this.outputs = List.copyOf(outputs);
    }

    /**
     * @throws IOException naming the one that could not be opened
     */
    void open() throws IOException {
        for (MarkerOutput output : outputs) {
            output.open();
        }
    }

    /**
     * Tells each; the thread that drains the deliveries.
     *
     * @param alarm raised for each that fails
     */
    void mark(Delivery delivery, String condition, Alarm alarm) {
        for (MarkerOutput output : outputs) {
            try {
                output.mark(delivery, condition);
            } catch (RuntimeException e) {
                alarm.raise(StopReason.DEVICE_FAULT, output.name() + ": " + e.getMessage());
            }
        }
    }

    /** Closes each, whatever the others do; throws what the last of them threw. */
    @Override
    public void close() {
        RuntimeException failed = null;
        for (MarkerOutput output : outputs) {
            try {
                output.close();
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
