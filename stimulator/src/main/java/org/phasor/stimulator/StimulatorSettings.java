package org.phasor.stimulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which devices a session uses, by name, and what they need to know. Immutable; checked when made, so that a name
 * that is refused is refused before anything is opened.
 *
 * @param fire the device that gives the pulse: {@code simulated}, {@code udp} or {@code serial-ttl}
 * @param supervise a device that watches the stimulator; none can yet
 * @param markers devices that tell others what happened: {@code lsl-marker}
 * @param outputDelayNanos from the command to the pulse, 0 to 1 s; told to consumers of markers
 * @param udpHost where {@code udp} sends: {@code localhost}, {@code ::1} or an address 127.x.x.x
 * @param udpPort 1 to 65535; looked at for {@code udp} only
 * @param conditionNames by index, as the policy numbers them; none blank
 * @param pattern what one decision gives
 * @param serial looked at, and needed, for {@code serial-ttl} only
 * @param declared what people have declared for a live device; {@link LiveRules} say whether it is enough
 */
public record StimulatorSettings(
        String fire,
        Optional<String> supervise,
        List<String> markers,
        long outputDelayNanos,
        String udpHost,
        int udpPort,
        List<String> conditionNames,
        PulsePattern pattern,
        Optional<SerialTtlSettings> serial,
        LiveDeclaration declared) {

    public static final String DEFAULT_UDP_HOST = "127.0.0.1";

    private static final long SECOND_NANOS = 1_000_000_000L;

    /**
     * @throws IllegalArgumentException one line naming the key, its value and what was expected
     */
    public StimulatorSettings {
        Objects.requireNonNull(fire, "fire");
        Objects.requireNonNull(udpHost, "udpHost");
        Objects.requireNonNull(declared, "declared");
        markers = List.copyOf(markers);
        conditionNames = List.copyOf(conditionNames);
        Stimulators.requireFiring(fire);
        if (supervise.isPresent()) {
            Stimulators.refuseSupervising(supervise.get());
        }
        for (String marker : markers) {
            Stimulators.requireMarking(marker);
        }
        if (new HashSet<>(markers).size() < markers.size()) {
            throw new IllegalArgumentException("markers = " + markers + ": one stands twice");
        }
        if (outputDelayNanos < 0 || outputDelayNanos > SECOND_NANOS) {
            throw new IllegalArgumentException(
                    "outputDelayNanos = " + outputDelayNanos + ": must be 0 to " + SECOND_NANOS);
        }
        if (fire.equals(Stimulators.UDP)) {
            UdpStimulator.loopback(udpHost);
            if (udpPort < 1 || udpPort > 65535) {
                throw new IllegalArgumentException("udpPort = " + udpPort + ": must be 1 to 65535");
            }
        }
        if (fire.equals(Stimulators.SERIAL_TTL)) {
            requireSerial(pattern, serial);
        }
        for (String name : conditionNames) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("conditionNames = " + conditionNames + ": none must be blank");
            }
        }
    }

    /** The same with nothing declared: enough for a bench device only. */
    public StimulatorSettings(
            String fire,
            Optional<String> supervise,
            List<String> markers,
            long outputDelayNanos,
            String udpHost,
            int udpPort,
            List<String> conditionNames,
            PulsePattern pattern,
            Optional<SerialTtlSettings> serial) {
        this(
                fire,
                supervise,
                markers,
                outputDelayNanos,
                udpHost,
                udpPort,
                conditionNames,
                pattern,
                serial,
                LiveDeclaration.NONE);
    }

    private static void requireSerial(PulsePattern pattern, Optional<SerialTtlSettings> serial) {
        if (serial.isEmpty()) {
            throw new IllegalArgumentException("serialPort = \"\": must be given for " + Stimulators.SERIAL_TTL);
        }
        if (pattern.pulsesPerCall() < pattern.pulses()) {
            requireFreeLine(pattern, serial.get());
        }
    }

    /** The line is free for the next pulse only when the byte that ends the last one has left. */
    private static void requireFreeLine(PulsePattern pattern, SerialTtlSettings serial) {
        long widestNanos = pattern.gapNanos() - serial.freeingNanos();
        if (serial.widthNanos() <= widestNanos) {
            return;
        }
        String shorter = widestNanos < SerialTtlSettings.SHORTEST_NANOS
                ? ""
                : "must be <= " + ms(widestNanos, RoundingMode.FLOOR) + ", or ";
        throw new IllegalArgumentException("serialWidthMs = " + serial.widthNanos() / 1e6 + ": " + shorter
                + "the pattern's gap-ms must be >= "
                + ms(serial.widthNanos() + serial.freeingNanos(), RoundingMode.CEILING) + " instead of "
                + pattern.gapNanos() / 1e6 + ": at " + serial.baud() + " baud the line is not free sooner");
    }

    /** Rounded so that what is said would do. */
    private static String ms(long nanos, RoundingMode rounding) {
        return BigDecimal.valueOf(nanos, 6)
                .setScale(3, rounding)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The simulated device without markers, giving single pulses. */
    public static StimulatorSettings simulated(List<String> conditionNames) {
        return bench(Stimulators.SIMULATED, DEFAULT_UDP_HOST, 0, conditionNames);
    }

    /** A bench device without markers, giving single pulses. */
    static StimulatorSettings bench(String fire, String udpHost, int udpPort, List<String> conditionNames) {
        return new StimulatorSettings(
                fire,
                Optional.empty(),
                List.of(),
                0,
                udpHost,
                udpPort,
                conditionNames,
                PulsePattern.SINGLE,
                Optional.empty());
    }

    /** A box on a serial line without markers, giving single pulses. */
    static StimulatorSettings serial(SerialTtlSettings serial) {
        return new StimulatorSettings(
                Stimulators.SERIAL_TTL,
                Optional.empty(),
                List.of(),
                0,
                DEFAULT_UDP_HOST,
                0,
                List.of(),
                PulsePattern.SINGLE,
                Optional.of(serial));
    }

    /** The same, giving another pattern. */
    public StimulatorSettings withPattern(PulsePattern other) {
        return new StimulatorSettings(
                fire, supervise, markers, outputDelayNanos, udpHost, udpPort, conditionNames, other, serial, declared);
    }

    /** The same with something else declared. */
    public StimulatorSettings withDeclared(LiveDeclaration other) {
        return new StimulatorSettings(
                fire, supervise, markers, outputDelayNanos, udpHost, udpPort, conditionNames, pattern, serial, other);
    }

    /** Whether a rig file that names this device speaks of a live one; false for a name that is refused. */
    public static boolean isLive(String fire) {
        return Stimulators.FIRING.containsKey(fire) && Stimulators.isLive(fire);
    }

    /** Whether the device that gives the pulse could reach a subject. */
    public boolean live() {
        return Stimulators.isLive(fire);
    }

    /** The name of a condition; empty for none. */
    String conditionName(int condition) {
        return condition >= 0 && condition < conditionNames.size() ? conditionNames.get(condition) : "";
    }
}
