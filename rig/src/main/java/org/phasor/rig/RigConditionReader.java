package org.phasor.rig;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigSettings.Also;
import org.phasor.rig.RigSettings.Condition;
import org.phasor.trigger.AmplitudeWindow;
import org.phasor.trigger.ConditionKind;

/** The tables {@code [[trigger.condition]]} of a rig file, or the one condition that the section itself is. */
final class RigConditionReader {

    private static final int MOST_CONDITIONS = 64;
    private static final int MOST_DEMANDS = 16;
    private static final Bound PHASE = Bound.between(-360, 360);
    private static final Bound TOLERANCE = Bound.between(0.1, 180);
    private static final Bound PERCENTILE = Bound.between(0, 100);
    private static final Bound MICROVOLTS = Bound.between(0, 1_000_000);

    private final RigSection trigger;
    private final List<String> signals;

    RigConditionReader(RigSection trigger, List<SignalSettings> signals) {
        this.trigger = trigger;
        this.signals = RigTrials.names(signals);
    }

    List<Condition> read() {
        if (signals.isEmpty()) {
            trigger.fault("signal", "needs a [[dsp.signal]] to look at");
        }
        // Asked for in any case: a name that is nearly this one is then told so.
        List<RigSection> tables = trigger.sections("condition");
        if (!trigger.has("condition")) {
            double phaseDeg = trigger.requiredNumber("phase-deg", PHASE);
            return List.of(new Condition(
                    "main",
                    signal(trigger),
                    ConditionKind.PHASE,
                    phaseDeg,
                    trigger.number("tolerance-deg", TOLERANCE),
                    false,
                    1,
                    Optional.empty(),
                    List.of()));
        }
        Set<String> used = new LinkedHashSet<>();
        List<Condition> conditions = new ArrayList<>();
        for (RigSection each : tables) {
            Condition condition = condition(each);
            if (!used.add(condition.name())) {
                each.fault("name", "is used twice");
            }
            conditions.add(condition);
        }
        if (conditions.size() > MOST_CONDITIONS) {
            trigger.fault("condition", "must be 1 to " + MOST_CONDITIONS + " tables");
        }
        for (String key : List.of("phase-deg", "tolerance-deg")) {
            if (trigger.has(key)) {
                trigger.fault(key, "is given beside [[trigger.condition]]: must be one of them");
            }
        }
        if (trigger.has("signal")) {
            trigger.fault("signal", "is given beside [[trigger.condition]]: each condition names its signal");
        }
        return conditions;
    }

    private Condition condition(RigSection each) {
        String name = each.requiredText("name", "a name for the condition");
        String signal = signal(each);
        List<String> kinds =
                Stream.of(ConditionKind.values()).map(ConditionKind::key).toList();
        ConditionKind kind = ConditionKind.values()[kinds.indexOf(each.choice("kind", kinds.get(0), kinds))];
        double phaseDeg = Double.NaN;
        if (kind == ConditionKind.PHASE) {
            phaseDeg = each.requiredNumber("phase-deg", PHASE);
        } else if (each.has("phase-deg")) {
            each.fault("phase-deg", "is only for kind = \"phase\"");
        }
        OptionalDouble tolerance = each.number("tolerance-deg", TOLERANCE);
        if (kind == ConditionKind.NO_PHASE && tolerance.isPresent()) {
            each.fault("tolerance-deg", "is only for kind = \"phase\" and \"random-phase\"");
            tolerance = OptionalDouble.empty();
        }
        boolean sham = each.flag("sham", false);
        int perBlock = (int) each.whole("per-block", 1, Bound.between(1, 1000));
        Optional<AmplitudeWindow> amplitude = window(each);
        List<Also> also = also(each);
        each.finish();
        return new Condition(name, signal, kind, phaseDeg, tolerance, sham, perBlock, amplitude, also);
    }

    private List<Also> also(RigSection condition) {
        List<Also> all = new ArrayList<>();
        for (RigSection each : condition.sections("also")) {
            if (!each.has("signal")) {
                each.fault("signal", "is missing: must be one of the signals");
            }
            String signal = signal(each);
            OptionalDouble phase = each.number("phase-deg", PHASE);
            OptionalDouble tolerance = each.number("tolerance-deg", TOLERANCE);
            Optional<AmplitudeWindow> amplitude = window(each);
            each.finish();
            if (each.has("phase-deg") != each.has("tolerance-deg")) {
                each.fault("phase-deg", "needs a tolerance-deg, and that a phase-deg");
            } else if (!Stream.of("phase-deg", "amplitude-percentile", "amplitude-percentile-max", "amplitude-uv")
                    .anyMatch(each::has)) {
                each.fault("signal", "is asked for nothing: needs phase-deg and tolerance-deg, or an amplitude");
            } else if (phase.isPresent() == tolerance.isPresent() && (phase.isPresent() || amplitude.isPresent())) {
                all.add(new Also(signal, phase, tolerance, amplitude));
            }
        }
        if (all.size() > MOST_DEMANDS) {
            condition.fault("also", "must be 1 to " + MOST_DEMANDS + " tables");
            return List.of();
        }
        return all;
    }

    private String signal(RigSection section) {
        return signals.isEmpty() ? section.text("signal", "") : section.choice("signal", signals.get(0), signals);
    }

    /** The one amplitude window that a table may have. */
    static Optional<AmplitudeWindow> window(RigSection section) {
        List<Double> percentiles = section.numbers("amplitude-percentile", PERCENTILE);
        OptionalDouble highest = section.number("amplitude-percentile-max", PERCENTILE);
        List<Double> microvolts = section.numbers("amplitude-uv", MICROVOLTS);
        boolean good = true;
        for (double given : percentiles) {
            good &= isNoFraction(section, "amplitude-percentile", given);
        }
        if (highest.isPresent()) {
            good &= isNoFraction(section, "amplitude-percentile-max", highest.getAsDouble());
        }
        if (percentiles.size() > 2 || percentiles.size() == 2 && highest.isPresent()) {
            section.fault("amplitude-percentile", "must be a lower bound, or [low, high] without a -max beside it");
            good = false;
        }
        if (section.has("amplitude-uv")) {
            if (section.has("amplitude-percentile") || section.has("amplitude-percentile-max")) {
                section.fault("amplitude-uv", "is given beside amplitude-percentile: must be one of them");
                good = false;
            } else if (microvolts.size() != 2 || microvolts.get(0) > microvolts.get(1)) {
                section.fault("amplitude-uv", "must be [low, high] in microvolts");
                good = false;
            } else {
                return Optional.of(AmplitudeWindow.microvolts(microvolts.get(0), microvolts.get(1)));
            }
        }
        if (!good || percentiles.isEmpty() && highest.isEmpty()) {
            return Optional.empty();
        }
        double low = percentiles.isEmpty() ? 0 : percentiles.get(0);
        double high = percentiles.size() == 2 ? percentiles.get(1) : highest.orElse(100);
        if (high < low) {
            section.fault(
                    highest.isPresent() ? "amplitude-percentile-max" : "amplitude-percentile",
                    highest.isPresent() ? "must be >= amplitude-percentile" : "must be [low, high], low <= high");
            return Optional.empty();
        }
        return Optional.of(AmplitudeWindow.percentiles(low, high));
    }

    static boolean isNoFraction(RigSection section, String key, double percentile) {
        if (percentile > 0 && percentile < 1) {
            section.fault(key, "must be 0, or 1 to 100: a percentile, not a fraction");
            return false;
        }
        return true;
    }
}
