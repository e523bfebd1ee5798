package org.phasor.rig.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.phasor.rig.RigSettings;
import org.phasor.trigger.AmplitudeWindow;
import org.phasor.trigger.TrialDesign;
import org.phasor.trigger.TrialPlan;

/** What the section [trigger] of a rig means, in words. */
final class TriggerWords {

    private TriggerWords() {}

    /** As {@code mu-trough: at 180 deg of mu (trough), at least 2000 ms apart, decided 10 ms ahead}. */
    static String of(RigSettings.Trigger trigger, RigSettings.Condition condition) {
        StringBuilder words = new StringBuilder(condition.name()).append(": ").append(aim(condition));
        if (condition.sham()) {
            words.append(", sham: decided and not given");
        }
        condition.amplitude().ifPresent(w -> words.append(", amplitude ").append(w.words()));
        for (RigSettings.Also also : condition.also()) {
            words.append(", with ").append(also.signal());
            if (also.phaseDeg().isPresent()) {
                words.append(" within ")
                        .append(plain(also.toleranceDeg().getAsDouble()))
                        .append(" deg of ")
                        .append(plain(also.phaseDeg().getAsDouble()));
            }
            also.amplitude().ifPresent(w -> words.append(" at amplitude ").append(w.words()));
        }
        return words.append(String.format(
                        Locale.ROOT, ", %s apart, decided %s ms ahead", interval(trigger), plain(trigger.horizonMs())))
                .toString();
    }

    private static String aim(RigSettings.Condition condition) {
        String within = condition.toleranceDeg().isPresent()
                ? "within " + plain(condition.toleranceDeg().getAsDouble()) + " deg of "
                : "at ";
        return switch (condition.kind()) {
            case PHASE ->
                within + plain(condition.phaseDeg()) + " deg of " + condition.signal()
                        + PhaseWords.of(condition.phaseDeg());
            case RANDOM_PHASE -> within + "a phase of " + condition.signal() + " drawn for each trial";
            case NO_PHASE -> "at any phase of " + condition.signal();
        };
    }

    private static String interval(RigSettings.Trigger trigger) {
        String least = "at least " + plain(trigger.minIntervalMs());
        return trigger.jitterMs() > 0
                ? least + " (drawn to " + plain(trigger.minIntervalMs() + trigger.jitterMs()) + ") ms"
                : least + " ms";
    }

    /** What else a pulse needs; empty when there is nothing. */
    static Optional<String> gates(RigSettings.Trigger trigger) {
        List<String> gates = new ArrayList<>();
        trigger.amplitude()
                .ifPresent(w -> gates.add("the amplitude is at " + w.words()
                        + (w.unit() == AmplitudeWindow.Unit.PERCENTILE
                                ? " of the last "
                                        + plain(trigger.amplitudePast().windowMs() / 1000) + " s"
                                : "")));
        trigger.maxExpectedErrorDeg()
                .ifPresent(deg -> gates.add("the expected error is known and at most " + plain(deg) + " deg"));
        return gates.isEmpty() ? Optional.empty() : Optional.of(String.join(", and ", gates));
    }

    private static String stages(TrialDesign design) {
        long rests = design.stages().stream().filter(s -> s.trials() == 0).count();
        long stages = design.stages().size() - rests;
        return stages
                + (stages == 1 ? " stage" : " stages")
                + (rests == 0 ? "" : " with " + rests + (rests == 1 ? " rest" : " rests"));
    }

    /** How many trials, in how many stages, crossed with what; empty when there is nothing to say. */
    static String design(RigSettings.Trigger trigger, TrialPlan plan) {
        TrialDesign design = trigger.design();
        List<String> words = new ArrayList<>();
        OptionalLong trials = plan.trials();
        if (trials.isPresent()) {
            words.add(trials.getAsLong()
                    + (trials.getAsLong() == 1 ? " trial" : " trials")
                    + (design.stages().isEmpty() ? "" : " in " + stages(design)));
        }
        if (!design.amplitudes().isEmpty()) {
            words.add("amplitude "
                    + design.amplitudes().stream().map(w -> w.words()).collect(Collectors.joining(" and ")));
        }
        if (!design.intensitiesPercentRmt().isEmpty()) {
            words.add("intensity "
                    + design.intensitiesPercentRmt().stream()
                            .map(TriggerWords::plain)
                            .collect(Collectors.joining(" and "))
                    + " % of the resting motor threshold");
        }
        if (!design.intervalsNanos().isEmpty()) {
            words.add("intervals of "
                    + design.intervalsNanos().stream().map(n -> plain(n / 1e6)).collect(Collectors.joining(" and "))
                    + " ms");
        }
        if (design.virtualFraction() > 0) {
            words.add(plain(100 * design.virtualFraction()) + " % of the decisions extra and not given");
        }
        design.maxWaitNanos()
                .ifPresent(nanos -> words.add("after " + plain(nanos / 1e9) + " s of waiting: "
                        + design.afterWait().key()));
        return String.join(", ", words);
    }

    private static String plain(double value) {
        return Narrator.plain(value);
    }
}
