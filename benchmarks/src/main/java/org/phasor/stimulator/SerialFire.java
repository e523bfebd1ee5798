package org.phasor.stimulator;

import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long the call takes that gives a pulse over {@code serial-ttl}: the one write of the loop thread, and the waking
 * of the thread that ends the pulse. Pulse and bare write in turns, on the same line, so that both see the same
 * machine.
 *
 * <pre>
 *   this thread ──fire──▶ [ SerialTtlStimulator ]──write──▶ pseudo-terminal ──▶ a thread that reads
 *        t0, t1           FileOutputStream ────────write──▶
 * </pre>
 *
 * A pseudo-terminal has no baud rate: a byte on a wire takes 10 / baud more. It stands in the device's own package
 * because nothing else can make one, and fires at a pseudo-terminal that it has made itself and at nothing else: a real
 * port is reached through the interlock only. {@code --quick} for fewer pulses.
 */
public final class SerialFire {

    /** Shorter than usual, so that many fit in half a minute. */
    private static final long WIDTH_NANOS = 1_000_000;

    private static final long READY_WITHIN_NANOS = 2_000_000_000L;

    private SerialFire() {}

    public static void main(String[] arguments) {
        boolean quick = arguments.length == 1 && arguments[0].equals("--quick");
        if (arguments.length > 0 && !quick) {
            System.err.println(String.join(" ", arguments) + ": takes --quick or nothing: it fires at no real port");
            System.exit(2);
        }
        try (FarEnd farEnd = FarEnd.open()) {
            measure(farEnd.path(), quick ? 2_000 : 20_000);
        } catch (IOException | DeviceFailure e) {
            System.err.println(e.getMessage());
            System.exit(3);
        }
    }

    private static void measure(String port, int pulses) throws IOException {
        int warmUp = pulses / 10;
        long[] fires = new long[pulses];
        long[] writes = new long[pulses];
        SerialTtlSettings settings = new SerialTtlSettings(
                port,
                SerialTtlSettings.DEFAULT_BAUD,
                SerialTtlSettings.DEFAULT_ON,
                SerialTtlSettings.DEFAULT_OFF,
                WIDTH_NANOS);
        byte[] off = {(byte) settings.offByte()};
        try (SerialTtlStimulator device = new SerialTtlStimulator(settings, System::nanoTime)) {
            // First, since it refuses what is no line.
            device.open((reason, detail) -> System.err.println(reason + ": " + detail));
            try (FileOutputStream bare = new FileOutputStream(port)) {
                for (int i = -warmUp; i < pulses; i++) {
                    awaitReady(device, port);
                    long before = System.nanoTime();
                    bare.write(off);
                    long between = System.nanoTime();
                    device.fire(i, 0);
                    long after = System.nanoTime();
                    if (i >= 0) {
                        writes[i] = between - before;
                        fires[i] = after - between;
                    }
                }
            }
        }
        System.out.printf(Locale.ROOT, "%d pulses on %s, microseconds%n", pulses, port);
        print("fire", fires);
        print("bare write", writes);
    }

    private static void awaitReady(SerialTtlStimulator device, String port) throws IOException {
        long startNanos = System.nanoTime();
        while (!device.ready()) {
            if (System.nanoTime() - startNanos > READY_WITHIN_NANOS) {
                throw new IOException(port + ": was not ready within 2 s");
            }
            Thread.yield();
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-10s  p50 %6.1f   p99 %6.1f   p99.9 %6.1f   max %8.1f%n",
                what,
                nanos[nanos.length / 2] / 1e3,
                nanos[(int) (nanos.length * 0.99)] / 1e3,
                nanos[(int) (nanos.length * 0.999)] / 1e3,
                nanos[nanos.length - 1] / 1e3);
    }
}
