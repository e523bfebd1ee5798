package org.phasor.rig;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigSettings.Condition;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.trigger.AmplitudePast;
import org.phasor.trigger.AmplitudeWindow;
import org.phasor.trigger.TrialDesign;

/** The section {@code [trigger]} of a rig file. */
final class RigTriggerReader {

    private RigTriggerReader() {}

    static Trigger read(RigSection section, List<SignalSettings> signals) {
        boolean phase =
                section.choice("policy", "phase", List.of("phase", "threshold")).equals("phase");
        double minInterval = section.requiredNumber("min-interval-ms", INTERVAL_MS);
        OptionalLong seed = seed(section);
        return phase ? phase(section, signals, minInterval, seed) : threshold(section, minInterval, seed);
    }

    static OptionalLong seed(RigSection section) {
        return section.has("seed") ? OptionalLong.of(section.whole("seed", 1, Bound.atLeast(0))) : OptionalLong.empty();
    }

    private static Trigger threshold(RigSection section, double minInterval, OptionalLong seed) {
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
                AmplitudePast.DEFAULTS,
                Optional.empty(),
                OptionalDouble.empty(),
                TrialDesign.ENDLESS,
                seed,
                channel,
                level,
                rising);
    }

    private static Trigger phase(
            RigSection section, List<SignalSettings> signals, double minInterval, OptionalLong seed) {
        double horizon = section.number("horizon-ms", 10, Bound.between(0.1, 500));
        double spread = spread(section, minInterval);
        AmplitudePast past = past(section);
        Optional<AmplitudeWindow> amplitude = RigConditionReader.window(section);
        OptionalDouble maxError = section.number("max-expected-error-deg", Bound.between(1, 180));
        List<Condition> conditions = new RigConditionReader(section, signals).read();
        TrialDesign design = new RigTrialsReader(section, conditions).read(minInterval);
        section.finish();
        return new Trigger(
                true, conditions, horizon, minInterval, spread, past, amplitude, maxError, design, seed, "", 0, true);
    }

    /** How much longer than the shortest an interval may be drawn. */
    private static double spread(RigSection section, double minInterval) {
        double jitter = section.number("jitter-ms", 0, INTERVAL_MS);
        OptionalDouble longest = section.number("max-interval-ms", INTERVAL_MS);
        if (longest.isEmpty()) {
            return jitter;
        }
        if (section.has("jitter-ms")) {
            section.fault("max-interval-ms", "is given beside jitter-ms: must be one of them");
        }
        if (longest.getAsDouble() < minInterval) {
            section.fault("max-interval-ms", "must be >= min-interval-ms = " + Bound.show(minInterval));
            return 0;
        }
        return longest.getAsDouble() - minInterval;
    }

    private static AmplitudePast past(RigSection section) {
        double hysteresis = section.number("amplitude-hysteresis", 1, Bound.between(0.5, 1));
        double windowMs = section.number("percentile-window-s", 60, Bound.between(1, 600)) * 1000;
        double minimumMs =
                section.number("percentile-minimum-s", Math.min(5, windowMs / 1000), Bound.between(0.5, 3600)) * 1000;
        if (minimumMs > windowMs) {
            section.fault("percentile-minimum-s", "must be <= percentile-window-s");
            minimumMs = windowMs;
        }
        return new AmplitudePast(hysteresis, windowMs, minimumMs);
    }

    static final Bound INTERVAL_MS = Bound.between(0, 3_600_000);
}
