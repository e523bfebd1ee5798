package org.phasor.rig;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.phasor.recordings.LoopDelay;
import org.phasor.rig.RigSettings.Condition;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.stimulator.LiveDeclaration;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SerialTtlSettings;
import org.phasor.stimulator.StimulatorSettings;

/** The section {@code [stimulator]} of a rig file, but for its limits. */
final class RigStimulatorReader {

    private static final double NANOS_PER_MS = 1e6;
    private static final String SERIAL_TTL = "serial-ttl";
    private static final List<String> SERIAL_KEYS =
            List.of("serial-port", "serial-baud", "serial-on", "serial-off", "serial-width-ms");

    /** What a settings type says of a value: {@code udpHost = "x": must be ...}. */
    private static final Pattern NAMED_FAULT = Pattern.compile("(\\w+) = .*?: (.*)", Pattern.DOTALL);

    private final RigSection section;
    private final List<RigFault> faults;
    private final String fire;

    RigStimulatorReader(RigSection section, List<RigFault> faults) {
        this.section = section;
        this.faults = faults;
        fire = section.text("fire", "simulated");
    }

    /** Whether the device that is named could reach a subject; false for a name that is refused. */
    boolean live() {
        return StimulatorSettings.isLive(fire);
    }

    /** @param loopDelay whose mean is the output delay, when there is one */
    StimulatorSettings read(Trigger trigger, RigLimitsReader limits, Optional<LoopDelay> loopDelay) {
        Optional<String> supervise = Optional.of(section.text("supervise", "")).filter(t -> !t.isEmpty());
        List<String> markers = section.texts("markers");
        double given = section.number("output-delay-ms", 0, Bound.between(0, 1000));
        double outputDelay = loopDelay.map(d -> d.delays().meanMs()).orElse(given);
        String host = section.text("udp-host", StimulatorSettings.DEFAULT_UDP_HOST);
        int port = (int) section.whole("udp-port", 16700, Bound.between(1, 65535));
        List<String> conditions = trigger.phasePolicy()
                ? trigger.conditions().stream().map(Condition::name).toList()
                : List.of("threshold");
        if (conditions.contains("")) {
            conditions = List.of(); // a name that is missing is a fault already
        }
        Optional<SerialTtlSettings> serial = serial();
        RigSection patternSection = section.section("pattern");
        PulsePattern pattern = pattern(patternSection);
        limits.checkPattern(patternSection, pattern, trigger.minIntervalMs());
        LiveDeclaration declared = new RigLiveReader(section, faults).read(live(), pattern, limits);
        // Tried one by one, so that each mistake is reported at its own key.
        boolean serialMissing = fire.equals(SERIAL_TTL) && serial.isEmpty();
        boolean good = serialMissing || tried(section, () -> settings(fire, serial, pattern, host, port)) != null;
        good &= supervise.isEmpty() || tried(section, () -> settings(supervise, List.of())) != null;
        good &= tried(section, () -> settings(Optional.empty(), markers)) != null;
        section.finish();
        return good && !serialMissing
                ? new StimulatorSettings(
                        fire,
                        supervise,
                        markers,
                        Math.round(outputDelay * NANOS_PER_MS),
                        host,
                        port,
                        conditions,
                        pattern,
                        serial,
                        declared)
                : StimulatorSettings.simulated(conditions);
    }

    private static StimulatorSettings settings(
            String fire, Optional<SerialTtlSettings> serial, PulsePattern pattern, String host, int port) {
        return new StimulatorSettings(fire, Optional.empty(), List.of(), 0, host, port, List.of(), pattern, serial);
    }

    private static StimulatorSettings settings(Optional<String> supervise, List<String> markers) {
        return new StimulatorSettings(
                "simulated",
                supervise,
                markers,
                0,
                StimulatorSettings.DEFAULT_UDP_HOST,
                0,
                List.of(),
                PulsePattern.SINGLE,
                Optional.empty());
    }

    /** Empty when it is not needed, or not as it must be. */
    private Optional<SerialTtlSettings> serial() {
        boolean needed = fire.equals(SERIAL_TTL);
        String port = needed
                ? section.requiredText("serial-port", "the line's name, as \"/dev/ttyUSB0\" or \"COM3\"")
                : section.text("serial-port", "");
        int baud = (int) section.whole("serial-baud", SerialTtlSettings.DEFAULT_BAUD, Bound.between(300, 4_000_000));
        int on = (int) section.whole("serial-on", SerialTtlSettings.DEFAULT_ON, Bound.between(0, 255));
        int off = (int) section.whole("serial-off", SerialTtlSettings.DEFAULT_OFF, Bound.between(0, 255));
        double widthMs = section.number(
                "serial-width-ms", SerialTtlSettings.DEFAULT_WIDTH_NANOS / NANOS_PER_MS, Bound.between(0.1, 100));
        if (!needed) {
            // A rehearsal with another device may leave them in: what they say must mean something all the same.
            if (SERIAL_KEYS.stream().noneMatch(section::has)) {
                return Optional.empty();
            }
            port = port.isEmpty() ? "none" : port;
        }
        if (port.isEmpty()) {
            return Optional.empty();
        }
        String name = port;
        return Optional.ofNullable(
                tried(section, () -> new SerialTtlSettings(name, baud, on, off, Math.round(widthMs * NANOS_PER_MS))));
    }

    private PulsePattern pattern(RigSection pattern) {
        int pulses = (int) pattern.whole("pulses", 1, Bound.between(1, 1000));
        boolean byDevice = pattern.choice("timed-by", "interlock", List.of("interlock", "device"))
                .equals("device");
        Bound gap = Bound.between(1, 10_000);
        double gapMs = pulses > 1 ? pattern.requiredNumber("gap-ms", gap) : pattern.number("gap-ms", 0, gap);
        pattern.finish();
        if (pulses == 1) {
            for (String key : List.of("gap-ms", "timed-by")) {
                if (pattern.has(key)) {
                    pattern.fault(key, "is only for pulses > 1");
                }
            }
            return PulsePattern.SINGLE;
        }
        return new PulsePattern(pulses, Math.round(gapMs * NANOS_PER_MS), byDevice);
    }

    private <T> T tried(RigSection at, Supplier<T> make) {
        return tried(at, make, faults);
    }

    /** What a settings type makes; null, and the fault at its own key, when it refuses. */
    static <T> T tried(RigSection at, Supplier<T> make, List<RigFault> faults) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            Matcher named = NAMED_FAULT.matcher(e.getMessage());
            if (named.matches()) {
                at.fault(kebab(named.group(1)), named.group(2));
            } else {
                faults.add(new RigFault(at.place(), "stimulator", "", e.getMessage()));
            }
            return null;
        }
    }

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
