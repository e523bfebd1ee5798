package org.phasor.rig;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.phasor.acquisition.NearestNames;
import org.phasor.rig.RigSettings.Condition;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.trigger.AfterWait;
import org.phasor.trigger.AmplitudeWindow;
import org.phasor.trigger.PhaseTargetSettings;
import org.phasor.trigger.TrialDesign;
import org.phasor.trigger.TrialStage;

/** How many trials, in which stages, crossed with what: the keys of {@code [trigger]} that say so, and its tables cross and stage. */
final class RigTrialsReader {

    private static final int MOST_LEVELS = 16;
    private static final int MOST_STAGES = 64;
    private static final Bound COUNT = Bound.between(1, 1_000_000);

    private final RigSection trigger;
    private final List<Condition> conditions;

    RigTrialsReader(RigSection trigger, List<Condition> conditions) {
        this.trigger = trigger;
        this.conditions = conditions;
    }

    /** @param minIntervalMs which no crossed interval may go under */
    TrialDesign read(double minIntervalMs) {
        TrialDesign design = crossed(trigger.section("cross"), minIntervalMs);
        design = design.withVirtualFraction(trigger.number("virtual-fraction", 0, Bound.between(0, 0.9)));
        design = waiting(design);
        if (blockSize(design, List.of()) > PhaseTargetSettings.MAX_BLOCK) {
            trigger.fault(
                    trigger.has("cross") ? "cross" : "condition",
                    "makes a block of " + blockSize(design, List.of()) + " trials: must be <= "
                            + PhaseTargetSettings.MAX_BLOCK);
            return TrialDesign.ENDLESS;
        }
        OptionalLong trials = count(trigger, design, List.of());
        List<TrialStage> stages = stages(design);
        if (trigger.has("stage")) {
            for (String key : List.of("trials", "blocks")) {
                if (trigger.has(key)) {
                    trigger.fault(key, "is given beside [[trigger.stage]]: each stage says how many");
                }
            }
            return stages.isEmpty() ? design : design.withStages(stages);
        }
        return trials.isPresent() ? design.withTrials(trials.getAsLong()) : design;
    }

    private TrialDesign crossed(RigSection cross, double minIntervalMs) {
        List<AmplitudeWindow> windows = windows(cross);
        if (!windows.isEmpty()) {
            for (String key : List.of("amplitude-percentile", "amplitude-percentile-max", "amplitude-uv")) {
                if (trigger.has(key)) {
                    trigger.fault(key, "is given beside the windows of [trigger.cross]: must be one of them");
                }
            }
            for (Condition condition : conditions) {
                if (condition.amplitude().isPresent()) {
                    trigger.fault(
                            "condition",
                            "'" + condition.name() + "' has an amplitude of its own beside the windows of"
                                    + " [trigger.cross]: must be one of them");
                    windows = List.of();
                }
            }
        }
        List<Double> intensities = levels(cross, "intensity-percent-rmt", Bound.between(1, 200));
        List<Double> intervals = levels(cross, "interval-ms", Bound.between(0, 3_600_000));
        if (cross.has("interval-ms") && trigger.has("max-interval-ms")) {
            trigger.fault("max-interval-ms", "is given beside trigger.cross.interval-ms: must be one of them");
        }
        for (double interval : intervals) {
            if (interval < minIntervalMs) {
                cross.fault("interval-ms", "must each be >= trigger.min-interval-ms = " + Bound.show(minIntervalMs));
                intervals = List.of();
                break;
            }
        }
        cross.finish();
        return TrialDesign.ENDLESS.crossedWith(
                windows,
                intensities,
                intervals.stream().map(RigTrials::nanos).distinct().toList());
    }

    private static List<Double> levels(RigSection cross, String key, Bound bound) {
        List<Double> levels = key.equals("interval-ms")
                ? cross.numbers("interval-ms", bound)
                : cross.numbers("intensity-percent-rmt", bound);
        if (levels.size() > MOST_LEVELS || levels.stream().distinct().count() != levels.size()) {
            cross.fault(key, "must be at most " + MOST_LEVELS + " numbers, all different");
            return List.of();
        }
        return levels;
    }

    private static List<AmplitudeWindow> windows(RigSection cross) {
        Object percentiles = cross.value("amplitude-percentile");
        Object microvolts = cross.value("amplitude-uv");
        if (percentiles != null && microvolts != null) {
            cross.fault("amplitude-uv", "is given beside amplitude-percentile: must be one of them");
            return List.of();
        }
        String key = percentiles != null ? "amplitude-percentile" : "amplitude-uv";
        Object given = percentiles != null ? percentiles : microvolts;
        if (given == null) {
            return List.of();
        }
        List<AmplitudeWindow> windows = new ArrayList<>();
        boolean good = given instanceof List<?>;
        for (Object each : given instanceof List<?> list ? list : List.of()) {
            AmplitudeWindow window = window(each, percentiles != null);
            good &= window != null && !windows.contains(window);
            windows.add(window);
        }
        if (!good || windows.isEmpty() || windows.size() > MOST_LEVELS) {
            cross.fault(
                    key,
                    "must be 1 to " + MOST_LEVELS + " different windows "
                            + (percentiles != null
                                    ? "as [[0, 50], [50, 100]], in percentiles"
                                    : "as [[2, 5], [5, 20]]"));
            return List.of();
        }
        for (AmplitudeWindow window : windows) {
            if (percentiles != null
                    && !(RigConditionReader.isNoFraction(cross, key, window.low())
                            && RigConditionReader.isNoFraction(cross, key, window.high()))) {
                return List.of();
            }
        }
        return windows;
    }

    /** Null when it is none. */
    private static AmplitudeWindow window(Object pair, boolean percentiles) {
        if (!(pair instanceof List<?> list)
                || list.size() != 2
                || !(list.get(0) instanceof Number low)
                || !(list.get(1) instanceof Number high)) {
            return null;
        }
        Bound bound = Bound.between(0, percentiles ? 100 : 1_000_000);
        if (!bound.holds(low.doubleValue())
                || !bound.holds(high.doubleValue())
                || !(low.doubleValue() < high.doubleValue())) {
            return null;
        }
        return percentiles
                ? AmplitudeWindow.percentiles(low.doubleValue(), high.doubleValue())
                : AmplitudeWindow.microvolts(low.doubleValue(), high.doubleValue());
    }

    private TrialDesign waiting(TrialDesign design) {
        OptionalDouble seconds = trigger.number("max-wait-s", Bound.between(0.1, 3600));
        List<String> keys = Stream.of(AfterWait.values()).map(AfterWait::key).toList();
        AfterWait then = AfterWait.values()[keys.indexOf(trigger.choice("after-wait", keys.get(0), keys))];
        if (trigger.has("after-wait") && !trigger.has("max-wait-s")) {
            trigger.fault("after-wait", "needs a max-wait-s");
        }
        return seconds.isPresent() ? design.withMaxWait(RigTrials.nanos(seconds.getAsDouble() * 1000), then) : design;
    }

    private long blockSize(TrialDesign design, List<Integer> ofThese) {
        long places = 0;
        for (int c = 0; c < conditions.size(); c++) {
            places +=
                    ofThese.isEmpty() || ofThese.contains(c) ? conditions.get(c).perBlock() : 0;
        }
        return places * design.combinations();
    }

    /** What {@code trials} or {@code blocks} of a table say; empty when neither does. */
    private OptionalLong count(RigSection section, TrialDesign design, List<Integer> ofThese) {
        long trials = section.whole("trials", 0, COUNT);
        long blocks = section.whole("blocks", 0, COUNT);
        if (section.has("trials") && section.has("blocks")) {
            section.fault("blocks", "is given beside trials: must be one of them");
        }
        long size = blockSize(design, ofThese);
        if (!COUNT.holds(Math.max(1, blocks) * (double) Math.max(1, size))) {
            section.fault("blocks", "makes " + blocks + " times " + size + " trials: " + COUNT.text());
            return OptionalLong.empty();
        }
        long all = trials > 0 ? trials : blocks * size;
        return all > 0 ? OptionalLong.of(all) : OptionalLong.empty();
    }

    private List<TrialStage> stages(TrialDesign design) {
        List<String> names = conditions.stream().map(Condition::name).toList();
        Set<String> used = new LinkedHashSet<>();
        List<TrialStage> stages = new ArrayList<>();
        List<RigSection> tables = trigger.sections("stage");
        for (RigSection each : tables) {
            String name = each.requiredText("name", "a name for the stage");
            if (!used.add(name)) {
                each.fault("name", "is used twice");
            }
            List<Integer> takePart = new ArrayList<>();
            for (String condition : each.texts("conditions")) {
                int at = names.indexOf(condition);
                if (at < 0 || takePart.contains(at)) {
                    each.fault(
                            "conditions",
                            "'" + condition + "' must be a condition, named once"
                                    + NearestNames.meant(condition, names)
                                            .filter(n -> at < 0)
                                            .map(n -> "; nearest: " + n)
                                            .orElse(""));
                } else {
                    takePart.add(at);
                }
            }
            OptionalDouble rest = each.number("rest-s", Bound.between(0.1, 86_400));
            OptionalLong trials = count(each, design, takePart);
            each.finish();
            long given =
                    Stream.of("rest-s", "trials", "blocks").filter(each::has).count();
            if (given == 0) {
                each.fault("name", "needs one of trials, blocks and rest-s");
            } else if (each.has("rest-s") && given > 1) {
                each.fault("rest-s", "is given beside trials or blocks: must be one of them");
            } else if (each.has("rest-s") && each.has("conditions")) {
                each.fault("conditions", "is not for a rest");
            } else if (given == 1
                    && !name.isEmpty()
                    && (rest.isPresent() || trials.isPresent())
                    && used.size() == stages.size() + 1) {
                stages.add(new TrialStage(
                        name,
                        trials.orElse(0),
                        rest.isPresent() ? RigTrials.nanos(rest.getAsDouble() * 1000) : 0,
                        takePart));
            }
        }
        if (tables.size() > MOST_STAGES) {
            trigger.fault("stage", "must be 1 to " + MOST_STAGES + " tables");
            return List.of();
        }
        return stages;
    }

    /** What the design needs of the stimulator. */
    static void check(RigSection trigger, TrialDesign design, SafetyLimits limits, boolean live) {
        double shortestMs = limits.inUnit(Limit.MIN_ONSET_INTERVAL);
        if (design.intervalsNanos().stream().anyMatch(nanos -> nanos < RigTrials.nanos(shortestMs))) {
            trigger.section("cross")
                    .fault(
                            "interval-ms",
                            "must each be >= stimulator.limits." + Limit.MIN_ONSET_INTERVAL.key() + " = "
                                    + Bound.show(shortestMs) + ": sooner, every pulse is refused");
        }
        if (live && !design.intensitiesPercentRmt().isEmpty()) {
            trigger.section("cross")
                    .fault(
                            "intensity-percent-rmt",
                            "cannot be set over a trigger line: must be left out for a live device");
        }
    }
}
