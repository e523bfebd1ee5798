package org.phasor.stimulator;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A serial TTL line as the watchdog process holds it, beside the rig. */
final class SerialSafeLine implements SafeLine {

    /** So many bytes that wait say that the line takes none, long before a write would hang. */
    private static final int MOST_AWAITING = 64;

    private static final long LOOK_NANOS = 1_000_000L;
    private static final long LONGEST_LEAVING_NANOS = 250_000_000L;

    private final SerialTtlSettings settings;
    private final SerialTtlLine line;

    private SerialSafeLine(SerialTtlSettings settings, SerialTtlLine line) {
        this.settings = settings;
        this.line = line;
    }

    /** As {@link SafeLines.Opener#open}. */
    static SafeLine open(String task) throws IOException {
        SerialTtlSettings settings;
        try {
            settings = SerialTtlLine.ofTask(task);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new SerialSafeLine(settings, SerialTtlLine.open(settings));
    }

    /** Two threads at once do no harm: they send the same byte. */
    @Override
    public void makeSafe() throws IOException {
        int awaiting = line.bytesAwaiting();
        if (awaiting > MOST_AWAITING) {
            throw failure(awaiting + " bytes have not left");
        }
        if (awaiting < 0 || !line.send(settings.offByte())) {
            throw failure("did not take the byte that takes the line low");
        }
    }

    /** The library lets go of all of its lines in a shutdown hook of its own, which no other comes before. */
    @Override
    public void beforeShutdown(Thread hook) {
        SerialPort.addShutdownHook(hook);
    }

    private IOException failure(String what) {
        return new IOException(Stimulators.SERIAL_TTL + " " + settings.port() + ": " + what);
    }

    @Override
    public void awaitLeft() {
        long fromNanos = System.nanoTime();
        do {
            LockSupport.parkNanos(LOOK_NANOS);
        } while (line.bytesAwaiting() > 0 && System.nanoTime() - fromNanos < LONGEST_LEAVING_NANOS);
    }
}
