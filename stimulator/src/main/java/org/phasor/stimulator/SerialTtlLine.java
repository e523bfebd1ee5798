package org.phasor.stimulator;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One open serial line to a box that takes its TTL lines high at one byte and low at another. 8N1 without flow
 * control, and not for us alone: the watchdog process holds the same port (a second opening in the same process is
 * refused by jSerialComm). One thread at a time may send; any other may look at the same time.
 *
 * <p>A write to a line that takes no more bytes does not return, in no mode of jSerialComm: whoever sends has to see
 * to it that what went before has left ({@link #bytesAwaiting}); {@link #abandon} from another thread ends it.
 */
final class SerialTtlLine implements ByteLine {

    private static final Pattern TASK =
            Pattern.compile("serial-ttl ([0-9]{1,7}) ([0-9]{1,3}) ([0-9]{1,3}) ([0-9]{1,9}) (\\P{Cntrl}+)");

    private static final int READ_TIMEOUT_MS = 100;
    private static final long CLOSING_WAIT_NANOS = 250_000_000L;

    private final SerialTtlSettings settings;
    private final SerialPort port;
    private final byte[] out = new byte[1];
    private final byte[] dropped = new byte[1024];

    private SerialTtlLine(SerialTtlSettings settings, SerialPort port) {
        this.settings = settings;
        this.port = port;
    }

    /**
     * Opens the port, forgets what waited there, and takes the line low.
     *
     * @param settings its port may be a symbolic link
     * @throws IOException in one line naming the port and what failed
     */
    static SerialTtlLine open(SerialTtlSettings settings) throws IOException {
        String where = Stimulators.SERIAL_TTL + " " + settings.port() + ": ";
        requireDevice(settings.port(), where);
        try {
            SerialPort port = SerialPort.getCommPort(settings.port());
            port.disableExclusiveLock();
            port.setComPortParameters(settings.baud(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            // A mode that does not block would burn a core in a write to a full buffer.
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_TIMEOUT_MS, 0);
            port.flushIOBuffers();
            // The last error is no measure: a pseudo-terminal leaves one behind although it is open.
            if (!port.openPort(0)) {
                throw new IOException(where + "could not be opened as a serial line (error " + port.getLastErrorCode()
                        + "); is it open here already?");
            }
            SerialTtlLine line = new SerialTtlLine(settings, port);
            if (!line.send(settings.offByte())) {
                line.abandon();
                throw new IOException(where + "is open, but did not take the byte that takes the line low");
            }
            return line;
        } catch (SerialPortInvalidPortException e) {
            throw new IOException(where + "there is no such port (stimulator.serial-port)", e);
        } catch (LinkageError e) {
            throw new IOException(where + "the serial library does not load: " + e.getMessage(), e);
        }
    }

    /** Says before the library what it would leave in the dark. Windows has no files for ports. */
    private static void requireDevice(String port, String where) throws IOException {
        if (port.chars().anyMatch(Character::isISOControl)) {
            throw new IOException(Stimulators.SERIAL_TTL + ": the port's name holds a control character");
        }
        if (File.separatorChar == '\\') {
            return;
        }
        File file = new File(port);
        if (!file.exists()) {
            throw new IOException(where + "there is no such port (stimulator.serial-port)");
        }
        if (file.isFile() || file.isDirectory()) {
            throw new IOException(where + "is a " + (file.isFile() ? "plain file" : "folder") + ", not a serial line");
        }
        if (!file.canRead() || !file.canWrite()) {
            throw new IOException(where + "no permission to read and write; on Linux join the group that owns it,"
                    + " often dialout");
        }
    }

    /**
     * Writes one byte. Allocates nothing. One thread at a time.
     *
     * @return false when it was not taken
     */
    @Override
    public boolean send(int byteValue) {
        out[0] = (byte) byteValue;
        return port.writeBytes(out, 1) == 1;
    }

    /** Bytes written that have not left yet; negative when the line is gone. A pseudo-terminal always says 0. */
    @Override
    public int bytesAwaiting() {
        return port.bytesAwaitingWrite();
    }

    /** Whether the link is lost. Drops what the box has sent, a few kilobytes a call. One thread at a time. */
    @Override
    public boolean gone() {
        for (int i = 0; i < 4; i++) {
            int available = port.bytesAvailable();
            if (available <= 0) {
                return available < 0;
            }
            if (port.readBytes(dropped, Math.min(available, dropped.length)) < 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes the line low and lets go of the port. Never throws; may be called twice. */
    @Override
    public void close() {
        if (port.isOpen() && send(settings.offByte())) {
            // Closing drops what has not left: wait for what is known to be on its way, and then for the last byte.
            long startNanos = System.nanoTime();
            long lastByteNanos = 10_000_000L + 20 * 1_000_000_000L / settings.baud();
            while (bytesAwaiting() > 0 && System.nanoTime() - startNanos < CLOSING_WAIT_NANOS) {
                LockSupport.parkNanos(1_000_000L);
            }
            startNanos = System.nanoTime();
            for (long left = lastByteNanos; left > 0; left = startNanos + lastByteNanos - System.nanoTime()) {
                // An interrupted thread does not park: then it sleeps not at all, and yields.
                LockSupport.parkNanos(left);
                Thread.yield();
            }
        }
        abandon();
    }

    /** Lets go of the port as it is. Any thread; ends a write that does not return. Never throws. */
    @Override
    public void abandon() {
        port.closePort();
    }

    /** The settings as one line, for {@link Stimulator#watchdogTask}. The port comes last: it may hold spaces. */
    static String task(SerialTtlSettings settings) {
        return Stimulators.SERIAL_TTL + " " + settings.baud() + " " + settings.onByte() + " " + settings.offByte() + " "
                + settings.widthNanos() + " " + settings.port();
    }

    /**
     * Reads what {@link #task} wrote.
     *
     * @throws IllegalArgumentException in one line, for anything else
     */
    static SerialTtlSettings ofTask(String task) {
        Matcher parts = TASK.matcher(task);
        if (!parts.matches()) {
            throw new IllegalArgumentException("task = \"" + task.replaceAll("\\p{Cntrl}", "?")
                    + "\": must be serial-ttl, baud, on, off, width in ns and port");
        }
        return new SerialTtlSettings(
                parts.group(5),
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Long.parseLong(parts.group(4)));
    }
}
