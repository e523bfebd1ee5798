package org.phasor.stimulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.locks.LockSupport;
import org.phasor.acquisition.RigClock;

/**
 * What a rig fires before its first pulse, so that compilers have seen the way to a device when it counts. Nothing of it
 * leaves the program: drivers are given far ends of our own, and the port in the settings is not touched.
 */
final class Rehearsal {

    private static final int DRIVER_PULSES = 3000;
    private static final int SERIAL_PULSES = 300;
    private static final long LONGEST_NANOS = 500_000_000L;
    private static final SerialTtlSettings NOWHERE =
            new SerialTtlSettings("phasor-rehearsal", 115_200, 1, 0, SerialTtlSettings.SHORTEST_NANOS);

    /** As fast as a limit can be: nobody is at the far end. */
    static final SafetyLimits LIMITS = SafetyLimits.BENCH_DEFAULTS
            .with(Limit.MIN_ONSET_INTERVAL, 1_000)
            .with(Limit.MIN_PULSE_GAP, 1_000)
            .with(Limit.MAX_PULSES_PER_MINUTE, 6_000)
            .with(Limit.MAX_PULSES_PER_SESSION, 1_000_000)
            .with(Limit.LATE_TOLERANCE, 100_000_000)
            .with(Limit.MAX_AGE, 100_000_000);

    private Rehearsal() {}

    /**
     * A device that does nothing, of one of three kinds. The compiler then expects no particular one where the gate calls
     * a device, and the real one, which it has not seen there, is no surprise to it.
     */
    static Stimulator nothing(int kind) {
        return switch (Math.floorMod(kind, 3)) {
            case 0 -> new Nothing() {};
            case 1 -> new Nothing() {};
            default -> new Nothing() {};
        };
    }

    /** Runs the named driver's own code, within half a second. */
    static void drive(StimulatorSettings settings, RigClock clock) {
        try {
            switch (settings.fire()) {
                case Stimulators.UDP -> udp();
                case Stimulators.SERIAL_TTL ->
                    fire(new SerialTtlStimulator(NOWHERE, clock, port -> new SilentLine()), SERIAL_PULSES);
                default -> fire(new SimulatedStimulator(clock), DRIVER_PULSES);
            }
        } catch (IOException | DeviceFailure e) {
            // Another rig rehearses at the same moment, or the machine has no socket left: this one starts cold.
        }
    }

    private static void udp() throws IOException {
        try (DatagramChannel ears = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            int port = ((InetSocketAddress) ears.getLocalAddress()).getPort();
            fire(new UdpStimulator("127.0.0.1", port), DRIVER_PULSES);
        }
    }

    private static void fire(Stimulator device, int pulses) throws IOException {
        try (device) {
            device.open((reason, detail) -> {});
            device.armed();
            long begin = System.nanoTime();
            for (int i = 0; i < pulses && System.nanoTime() - begin < LONGEST_NANOS; i++) {
                if (device.ready()) {
                    device.fire(i, 0);
                } else {
                    LockSupport.parkNanos(10_000);
                }
            }
        }
    }

    private abstract static class Nothing implements Stimulator {
        @Override
        public String name() {
            return "rehearsal";
        }

        @Override
        public boolean live() {
            return false;
        }

        @Override
        public void open(Alarm alarm) {
            // There is nothing to open.
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void fire(long decisionId, int condition) {
            // That is all.
        }

        @Override
        public void makeSafe() {
            // Nothing here is ever high.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    /** Takes every byte, to nowhere. */
    private static final class SilentLine implements ByteLine {
        @Override
        public boolean send(int byteValue) {
            return true;
        }

        @Override
        public int bytesAwaiting() {
            return 0;
        }

        @Override
        public boolean gone() {
            return false;
        }

        @Override
        public void abandon() {
            // Nobody holds it.
        }

        @Override
        public void close() {
            // Nobody holds it.
        }
    }
}
