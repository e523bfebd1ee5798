package org.phasor.rig;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigSettings.Condition;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.StimulatorSettings;

/** The section {@code [stimulator]} of a rig file, with its limits. */
final class RigStimulatorReader {

    private static final double NANOS_PER_MS = 1e6;

    /** The newest sample says something about now for so long, and no longer. */
    private static final double LONGEST_FRESH_MS = 100;

    private final List<RigFault> faults;

    RigStimulatorReader(List<RigFault> faults) {
        this.faults = faults;
    }

    StimulatorSettings read(RigSection section, Trigger trigger) {
        String fire = section.text("fire", "simulated");
        Optional<String> supervise = Optional.of(section.text("supervise", "")).filter(t -> !t.isEmpty());
        List<String> markers = section.texts("markers");
        double outputDelay = section.number("output-delay-ms", 0, Bound.between(0, 1000));
        String host = section.text("udp-host", StimulatorSettings.DEFAULT_UDP_HOST);
        int port = (int) section.whole("udp-port", 16700, Bound.between(1, 65535));
        List<String> conditions = trigger.phasePolicy()
                ? trigger.conditions().stream().map(Condition::name).toList()
                : List.of("threshold");
        // Tried one by one, so that each mistake is reported at its own key.
        boolean good = tried(section, fire, Optional.empty(), List.of(), host, port);
        good &= supervise.isEmpty() || tried(section, "simulated", supervise, List.of(), host, port);
        good &= tried(section, "simulated", Optional.empty(), markers, host, port);
        section.finish();
        return good
                ? new StimulatorSettings(
                        fire, supervise, markers, Math.round(outputDelay * NANOS_PER_MS), host, port, conditions)
                : StimulatorSettings.simulated(conditions);
    }

    private boolean tried(
            RigSection section, String fire, Optional<String> supervise, List<String> markers, String host, int port) {
        try {
            new StimulatorSettings(fire, supervise, markers, 0, host, port, List.of());
            return true;
        } catch (IllegalArgumentException e) {
            Matcher named = NAMED_FAULT.matcher(e.getMessage());
            if (named.matches()) {
                section.fault(kebab(named.group(1)), named.group(2));
            } else {
                faults.add(new RigFault(section.place(), "stimulator", "", e.getMessage()));
            }
            return false;
        }
    }

    /** What a settings type says of a value: {@code udpHost = "x": must be ...}. */
    private static final Pattern NAMED_FAULT = Pattern.compile("(\\w+) = .*?: (.*)");

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    static SafetyLimits limits(RigSection section, Trigger trigger, List<SignalSettings> signals) {
        // Never taken from the policy's interval: that is for the experiment, this for the subject.
        double defaultOnset = SafetyLimits.BENCH_DEFAULTS.minOnsetIntervalNanos() / NANOS_PER_MS;
        double onset = section.number("min-onset-interval-ms", defaultOnset, Bound.between(0.001, 3_600_000));
        long perMinute = section.whole("max-pulses-per-minute", 60, Bound.between(1, 6000));
        long perSession = section.whole("max-pulses-per-session", 1500, Bound.between(1, 1_000_000));
        double tolerance = section.number("late-tolerance-ms", 2, Bound.between(0, 100));
        for (SignalSettings signal : trigger.phasePolicy() ? signals : List.<SignalSettings>of()) {
            double quarterCycleMs = 250 / signal.bandHighHz();
            if (tolerance > quarterCycleMs) {
                section.fault(
                        "late-tolerance-ms",
                        "must be <= a quarter cycle of '" + signal.name() + "' = " + quarterCycleMs
                                + ": later, a pulse meets another phase");
            }
        }
        double youngest = trigger.horizonMs() + tolerance;
        double maxAge = section.number("max-age-ms", youngest + 5, Bound.between(0.001, 10_000));
        if (maxAge < youngest) {
            section.fault("max-age-ms", "must be >= trigger.horizon-ms + late-tolerance-ms = " + youngest);
        }
        double oldest = youngest + LONGEST_FRESH_MS;
        if (maxAge > oldest) {
            section.fault(
                    "max-age-ms",
                    "must be <= trigger.horizon-ms + late-tolerance-ms + " + LONGEST_FRESH_MS + " = " + oldest);
        }
        section.finish();
        return new SafetyLimits(
                Math.round(onset * NANOS_PER_MS),
                (int) perMinute,
                (int) perSession,
                Math.round(maxAge * NANOS_PER_MS),
                Math.round(tolerance * NANOS_PER_MS));
    }
}
