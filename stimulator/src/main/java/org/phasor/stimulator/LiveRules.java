package org.phasor.stimulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a live device may be opened with: no limit beyond its utmost, none beyond its floor without a signed override, an
 * intensity with its threshold, trains that a table calls inside or that are signed for; and no override that nothing
 * needs, because it hides what is meant. {@link Interlock#open} holds every session to it, whoever made the settings.
 */
public final class LiveRules {

    private LiveRules() {}

    /**
     * Everything that is wrong, in the order of the rig file. For a bench device only overrides that nothing needs: a
     * rehearsal with another device needs no other file.
     */
    public static List<LiveFault> faults(
            boolean live, PulsePattern pattern, SafetyLimits limits, LiveDeclaration declared) {
        List<LiveFault> faults = new ArrayList<>();
        List<String> needed = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            limit(limit, limits, pattern, needed, live ? faults : new ArrayList<>());
        }
        intensity(declared, needed, live ? faults : new ArrayList<>());
        Optional<TrainVerdict> trains = trains(pattern, limits, declared);
        trains.filter(verdict -> !verdict.inside()).ifPresent(verdict -> needed.add(LimitOverride.TRAIN));
        if (live) {
            for (String limit : needed) {
                LiveFault fault = unsigned(limit, limits, pattern, declared, trains);
                boolean refusedAnyway = faults.stream().anyMatch(f -> f.key().equals(fault.key()));
                if (!declared.overrides(limit) && !refusedAnyway) {
                    faults.add(fault);
                }
            }
        }
        for (LimitOverride override : declared.overrides()) {
            boolean unknown = declared.intensity().isEmpty() && !isLimit(override.limit());
            if (!needed.contains(override.limit()) && !unknown) {
                faults.add(new LiveFault(
                        "override." + override.limit(),
                        '"' + override.limit() + '"',
                        "must be left out: nothing goes beyond the floor of " + override.limit()));
            }
        }
        return faults;
    }

    /** What the chosen table says of the pattern; empty when no intensity is declared. */
    public static Optional<TrainVerdict> trains(PulsePattern pattern, SafetyLimits limits, LiveDeclaration declared) {
        return declared.intensity().map(i -> declared.trains().judge(pattern, limits, i.percentRmt()));
    }

    /** As far as a live device may go without a signature, in the limit's unit: so many a minute for each pulse of a pattern. */
    public static double floor(Limit limit, PulsePattern pattern) {
        return limit == Limit.MAX_PULSES_PER_MINUTE
                ? Math.min(limit.floor() * pattern.pulses(), limit.liveUtmost())
                : limit.floor();
    }

    /**
     * @throws IllegalArgumentException one line with every fault, when there is any
     */
    static void require(StimulatorSettings settings, SafetyLimits limits) {
        List<LiveFault> faults = faults(true, settings.pattern(), limits, settings.declared());
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("'" + settings.fire() + "' is a live device: "
                    + faults.stream().map(LiveFault::toString).collect(Collectors.joining("; ")));
        }
    }

    /**
     * What is asked again when a person arms: the threshold is of today, and each override has been read aloud.
     *
     * @throws IllegalStateException in one line, when it is not
     */
    static void requireConfirmed(LiveDeclaration declared, ArmingChecklist checklist, LocalDate today) {
        declared.intensity().flatMap(intensity -> intensity.staleRmt(today)).ifPresent(line -> {
            throw new IllegalStateException("arm: " + line);
        });
        List<String> open = declared.overrides().stream()
                .map(LimitOverride::limit)
                .filter(limit -> !checklist.overrides().contains(limit))
                .toList();
        if (!open.isEmpty()) {
            throw new IllegalStateException("arm: the override of " + String.join(", ", open) + " was not confirmed");
        }
    }

    private static void limit(
            Limit limit, SafetyLimits limits, PulsePattern pattern, List<String> needed, List<LiveFault> faults) {
        double value = limits.inUnit(limit);
        if (limit.isBeyond(value, limit.liveUtmost())) {
            faults.add(new LiveFault(
                    "limits." + limit.key(),
                    number(value),
                    must(limit, limit.liveUtmost()) + " for a live device, whatever is signed"));
        }
        if (limit.isBeyond(value, floor(limit, pattern))) {
            needed.add(limit.key());
        }
    }

    private static void intensity(LiveDeclaration declared, List<String> needed, List<LiveFault> faults) {
        if (declared.intensity().isEmpty()) {
            faults.add(new LiveFault(
                    "intensity", "", "is missing: a live device needs percent-rmt, rmt-percent-mso and rmt-date"));
            return;
        }
        double percent = declared.intensity().get().percentRmt();
        if (percent > Intensity.UTMOST_PERCENT_RMT) {
            faults.add(new LiveFault(
                    "intensity.percent-rmt",
                    number(percent),
                    "must be <= " + number(Intensity.UTMOST_PERCENT_RMT) + " for a live device, whatever is signed"));
        }
        if (percent > Intensity.FLOOR_PERCENT_RMT) {
            needed.add(LimitOverride.INTENSITY);
        }
    }

    private static LiveFault unsigned(
            String name,
            SafetyLimits limits,
            PulsePattern pattern,
            LiveDeclaration declared,
            Optional<TrainVerdict> trains) {
        String signature = ", or a signed [[stimulator.override]] with limit = \"" + name + '"';
        if (name.equals(LimitOverride.TRAIN)) {
            TrainVerdict verdict = trains.orElseThrow();
            return new LiveFault(
                    "limits.train-table",
                    '"' + declared.trains().key() + '"',
                    "the pattern is " + verdict.kind() + ": " + verdict.reason() + ": must be inside" + signature);
        }
        if (name.equals(LimitOverride.INTENSITY)) {
            return new LiveFault(
                    "intensity.percent-rmt",
                    number(declared.intensity().orElseThrow().percentRmt()),
                    "must be <= " + number(Intensity.FLOOR_PERCENT_RMT) + signature);
        }
        for (Limit limit : Limit.values()) {
            if (limit.key().equals(name)) {
                return new LiveFault(
                        "limits." + name,
                        number(limits.inUnit(limit)),
                        must(limit, floor(limit, pattern)) + " for a live device" + signature);
            }
        }
        throw new IllegalStateException(name);
    }

    private static boolean isLimit(String name) {
        return !name.equals(LimitOverride.TRAIN) && !name.equals(LimitOverride.INTENSITY);
    }

    private static String must(Limit limit, double bound) {
        return (limit.side() == Limit.Side.AT_LEAST ? "must be >= " : "must be <= ") + number(bound);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
