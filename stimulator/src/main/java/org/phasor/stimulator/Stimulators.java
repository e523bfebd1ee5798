package org.phasor.stimulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.phasor.acquisition.NearestNames;
import org.phasor.acquisition.RigClock;
import org.phasor.lsl.Lsl;

/** The table of devices: each name once, with what it can do. */
final class Stimulators {

    static final String SIMULATED = "simulated";
    static final String UDP = "udp";
    static final String SERIAL_TTL = "serial-ttl";
    static final String LSL_MARKER = "lsl-marker";

    interface FiringFactory {
        Stimulator make(StimulatorSettings settings, RigClock clock);
    }

    interface MarkingFactory {
        MarkerOutput make(StimulatorSettings settings, Lsl lsl);
    }

    /** Devices that give the pulse. */
    static final Map<String, FiringFactory> FIRING = new LinkedHashMap<>();

    /** Devices that tell others. */
    static final Map<String, MarkingFactory> MARKING = new LinkedHashMap<>();

    /** Devices without a driver yet: known, and refused. */
    static final List<String> UNSUPPORTED =
            List.of("magpro", "magstim", "duomag", "parallel-port", "labjack", "triggerbox");

    private static final Set<String> BENCH = Set.of(SIMULATED, UDP);

    static {
        FIRING.put(SIMULATED, (settings, clock) -> new SimulatedStimulator(clock));
        FIRING.put(UDP, (settings, clock) -> new UdpStimulator(settings.udpHost(), settings.udpPort()));
        FIRING.put(
                SERIAL_TTL,
                (settings, clock) -> new SerialTtlStimulator(settings.serial().orElseThrow(), clock));
        MARKING.put(LSL_MARKER, LslMarkerOutput::new);
    }

    private static final String NO_DRIVER = "there is no driver for it yet";

    private Stimulators() {}

    /** Everything that is not known to be a bench device could reach a subject. */
    static boolean isLive(String name) {
        return !BENCH.contains(name);
    }

    static Stimulator firing(StimulatorSettings settings, RigClock clock) {
        requireFiring(settings.fire());
        return FIRING.get(settings.fire()).make(settings, clock);
    }

    static List<MarkerOutput> marking(StimulatorSettings settings, Lsl lsl) {
        List<MarkerOutput> made = new ArrayList<>();
        for (String name : settings.markers()) {
            requireMarking(name);
            made.add(MARKING.get(name).make(settings, lsl));
        }
        return made;
    }

    static void requireFiring(String name) {
        if (FIRING.containsKey(name)) {
            return;
        }
        if (MARKING.containsKey(name)) {
            throw new IllegalArgumentException("fire = \"" + name + "\": marks only (put it under markers); must be "
                    + String.join(" or ", FIRING.keySet()));
        }
        throw refused("fire", name, new ArrayList<>(FIRING.keySet()));
    }

    static void requireMarking(String name) {
        if (MARKING.containsKey(name)) {
            return;
        }
        if (FIRING.containsKey(name)) {
            throw new IllegalArgumentException("markers = \"" + name + "\": does not mark (put it under fire); must be "
                    + String.join(" or ", MARKING.keySet()));
        }
        throw refused("markers", name, new ArrayList<>(MARKING.keySet()));
    }

    static void refuseSupervising(String name) {
        throw new IllegalArgumentException("supervise = \"" + name + "\": no device can supervise yet: leave it out");
    }

    private static IllegalArgumentException refused(String key, String name, List<String> accepted) {
        if (UNSUPPORTED.contains(name)) {
            return new IllegalArgumentException(
                    key + " = \"" + name + "\": " + NO_DRIVER + "; must be " + String.join(" or ", accepted));
        }
        List<String> known = new ArrayList<>(accepted);
        known.addAll(UNSUPPORTED);
        return new IllegalArgumentException(key + " = \"" + name + "\": no such device; known, nearest first: "
                + String.join(", ", NearestNames.first(name, known)));
    }
}
