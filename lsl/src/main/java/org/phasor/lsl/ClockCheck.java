package org.phasor.lsl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a program on this machine, native or not, runs on the same LSL clock as we. One measurement; immutable.
 *
 * <p>Nothing in this library depends on the answer: stamps are brought to our clock by {@link Inlet#timeCorrection()},
 * also within one machine. It is for people who compare stamps by hand. On Linux and Windows the clocks are the same. On
 * macOS {@link System#nanoTime()} stands still while the machine sleeps and native liblsl's clock does not: after a sleep
 * they differ by its length. Containers of one machine share the clock unless they have a time namespace of their own.
 *
 * @param peer the stream whose sender was asked
 * @param offsetSeconds add to the sender's stamps to get our time
 * @param roundTripSeconds of the probe it was taken from: bounds the error
 */
public record ClockCheck(StreamInfo peer, double offsetSeconds, double roundTripSeconds) {

    /** Clocks that differ by less are one clock. */
    public static final double SAME_WITHIN_SECONDS = 0.001;

    private static final int PROBES = 8;
    private static final double PROBE_SECONDS = 0.02;

    /** Whether both run on one clock, as far as the round trip lets us know. */
    public boolean isSameClock() {
        return Math.abs(offsetSeconds) < SAME_WITHIN_SECONDS + roundTripSeconds / 2;
    }

    /** One line for a person. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "stream %s: its clock %s ours (offset %.6f s, round trip %.6f s)",
                peer,
                isSameClock() ? "is" : "is not",
                offsetSeconds,
                roundTripSeconds);
    }

    /**
     * Asks every sender on this machine.
     *
     * @param timeout for finding them; asking takes up to 0.2 s for each that does not answer
     * @return one per stream that answered; empty when none did, and nothing can be said
     * @throws IOException when no socket can be had
     */
    public static List<ClockCheck> withPeersOnThisMachine(Resolver resolver, Duration timeout)
            throws IOException, InterruptedException {
        List<ClockCheck> checks = new ArrayList<>();
        for (StreamInfo stream : resolver.resolve("", 0, timeout)) {
            ClockCheck check = isOnThisMachine(stream) ? with(stream) : null;
            if (check != null) {
                checks.add(check);
            }
        }
        return List.copyOf(checks);
    }

    private static boolean isOnThisMachine(StreamInfo stream) throws IOException {
        if (stream.v4Address().isEmpty() || stream.v4ServicePort() == 0) {
            return false;
        }
        InetAddress address = InetAddress.getByName(stream.v4Address());
        return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    }

    /** Asks one sender, wherever it is; null when it does not answer. */
    static ClockCheck with(StreamInfo stream) {
        LslSettings.Timing d = LslSettings.Timing.DEFAULTS;
        LslSettings.Timing once = new LslSettings.Timing(
                d.multicastWaveSeconds(),
                d.unicastWaveSeconds(),
                d.clockWaveSeconds(),
                PROBES,
                PROBE_SECONDS,
                PROBE_SECONDS,
                1,
                d.handshakeSeconds(),
                d.silenceSeconds());
        TimeCorrection measured = TimeSync.measureOnce(stream, once);
        return measured == null ? null : new ClockCheck(stream, measured.offsetSeconds(), measured.roundTripSeconds());
    }
}
