package org.phasor.stimulator;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which devices a session uses, by name, and what they need to know. Immutable; checked when made, so that a name
 * that is refused is refused before anything is opened.
 *
 * @param fire the device that gives the pulse: {@code simulated} or {@code udp}
 * @param supervise a device that watches the stimulator; none can yet
 * @param markers devices that tell others what happened: {@code lsl-marker}
 * @param outputDelayNanos from the command to the pulse, 0 to 1 s; told to consumers of markers
 * @param udpHost where {@code udp} sends: {@code localhost}, {@code ::1} or an address 127.x.x.x
 * @param udpPort 1 to 65535; looked at for {@code udp} only
 * @param conditionNames by index, as the policy numbers them; none blank
 */
public record StimulatorSettings(
        String fire,
        Optional<String> supervise,
        List<String> markers,
        long outputDelayNanos,
        String udpHost,
        int udpPort,
        List<String> conditionNames) {

    public static final String DEFAULT_UDP_HOST = "127.0.0.1";

    private static final long SECOND_NANOS = 1_000_000_000L;

    /**
     * @throws IllegalArgumentException one line naming the key, its value and what was expected
     */
    public StimulatorSettings {
        Objects.requireNonNull(fire, "fire");
        Objects.requireNonNull(udpHost, "udpHost");
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
        for (String name : conditionNames) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("conditionNames = " + conditionNames + ": none must be blank");
            }
        }
    }

    /** The simulated device without markers. */
    public static StimulatorSettings simulated(List<String> conditionNames) {
        return new StimulatorSettings(
                Stimulators.SIMULATED, Optional.empty(), List.of(), 0, DEFAULT_UDP_HOST, 0, conditionNames);
    }

    /** The name of a condition; empty for none. */
    String conditionName(int condition) {
        return condition >= 0 && condition < conditionNames.size() ? conditionNames.get(condition) : "";
    }
}
