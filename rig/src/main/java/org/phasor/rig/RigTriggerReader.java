package org.phasor.rig;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigSettings.Condition;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.trigger.AmplitudeBounds;

/** The section {@code [trigger]} of a rig file. */
final class RigTriggerReader {

    private static final int MOST_CONDITIONS = 64;

    private RigTriggerReader() {}

    static Trigger read(RigSection section, List<SignalSettings> signals) {
        boolean phase =
                section.choice("policy", "phase", List.of("phase", "threshold")).equals("phase");
        double minInterval = section.requiredNumber("min-interval-ms", INTERVAL_MS);
        long seed = section.whole("seed", 1, Bound.atLeast(0));
        if (!phase) {
            String channel = section.text("channel", "");
            double level = section.requiredNumber("level", Bound.finite("must be in the channel's unit"));
            boolean rising = section.choice("direction", "rising", List.of("rising", "falling"))
                    .equals("rising");
            section.finish();
            return new Trigger(
                    false,
                    List.of(),
                    0,
                    minInterval,
                    0,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    seed,
                    channel,
                    level,
                    rising);
        }
        double horizon = section.number("horizon-ms", 10, Bound.between(0.1, 500));
        double jitter = section.number("jitter-ms", 0, INTERVAL_MS);
        Optional<AmplitudeBounds> amplitude = amplitude(section);
        OptionalDouble maxError = section.number("max-expected-error-deg", Bound.between(1, 180));
        List<Condition> conditions = conditions(section, signals);
        section.finish();
        return new Trigger(true, conditions, horizon, minInterval, jitter, amplitude, maxError, seed, "", 0, true);
    }

    private static Optional<AmplitudeBounds> amplitude(RigSection section) {
        OptionalDouble low = section.number("amplitude-percentile", Bound.between(0, 100));
        OptionalDouble high = section.number("amplitude-percentile-max", Bound.between(0, 100));
        for (String key : List.of("amplitude-percentile", "amplitude-percentile-max")) {
            OptionalDouble given = key.endsWith("max") ? high : low;
            if (given.isPresent() && given.getAsDouble() > 0 && given.getAsDouble() < 1) {
                section.fault(key, "must be 0, or 1 to 100: a percentile, not a fraction");
            }
        }
        double hysteresis = section.number("amplitude-hysteresis", 1, Bound.between(0.5, 1));
        double windowMs = section.number("percentile-window-s", 60, Bound.between(1, 600)) * 1000;
        double minimumMs =
                section.number("percentile-minimum-s", Math.min(5, windowMs / 1000), Bound.between(0.5, 3600)) * 1000;
        if (minimumMs > windowMs) {
            section.fault("percentile-minimum-s", "must be <= percentile-window-s");
            minimumMs = windowMs;
        }
        if (low.isEmpty() && high.isEmpty()) {
            return Optional.empty();
        }
        if (high.orElse(100) < low.orElse(0)) {
            section.fault("amplitude-percentile-max", "must be >= amplitude-percentile");
            return Optional.empty();
        }
        return Optional.of(new AmplitudeBounds(low.orElse(0), high.orElse(100), hysteresis, windowMs, minimumMs));
    }

    private static List<Condition> conditions(RigSection section, List<SignalSettings> signals) {
        List<String> names = signals.stream().map(SignalSettings::name).toList();
        if (signals.isEmpty()) {
            section.fault("signal", "needs a [[dsp.signal]] to look at");
        }
        Set<String> used = new LinkedHashSet<>();
        String first = names.isEmpty() ? "" : names.get(0);
        List<Condition> conditions = new ArrayList<>();
        if (section.has("condition")) {
            for (RigSection each : section.sections("condition")) {
                String name = each.requiredText("name", "a name for the condition");
                String signal = names.isEmpty() ? each.text("signal", "") : each.choice("signal", first, names);
                if (!used.add(name)) {
                    each.fault("name", "is used twice");
                }
                conditions.add(new Condition(name, signal, each.requiredNumber("phase-deg", PHASE)));
                each.finish();
            }
            if (conditions.size() > MOST_CONDITIONS) {
                section.fault("condition", "must be 1 to " + MOST_CONDITIONS + " tables");
            }
            if (section.has("phase-deg")) {
                section.fault("phase-deg", "is given beside [[trigger.condition]]: must be one of them");
            }
            if (section.has("signal")) {
                section.fault("signal", "is given beside [[trigger.condition]]: each condition names its signal");
            }
        } else {
            String signal = names.isEmpty() ? section.text("signal", "") : section.choice("signal", first, names);
            double phaseDeg = section.requiredNumber("phase-deg", PHASE);
            conditions.add(new Condition("main", signal, phaseDeg));
        }
        return conditions;
    }

    private static final Bound INTERVAL_MS = Bound.between(0, 3_600_000);
    private static final Bound PHASE = Bound.between(-360, 360);
}
