package org.phasor.rig;

import java.util.List;
import org.phasor.dsp.SignalSettings;
import org.phasor.rig.RigSettings.Trigger;
import org.phasor.stimulator.Limit;
import org.phasor.stimulator.PulsePattern;
import org.phasor.stimulator.SafetyLimits;
import org.phasor.stimulator.TrainTable;

/** The section {@code [stimulator.limits]} of a rig file: a key for each {@link Limit}. For a live device all must be there. */
final class RigLimitsReader {

    /** What faults call the section. */
    static final String PLACE = "stimulator.limits";

    /** The newest sample says something about now for so long, and no longer. */
    private static final double LONGEST_FRESH_MS = 100;

    private final RigSection section;
    private final boolean live;
    private TrainTable trains = TrainTable.ROSSI_2009;
    private SafetyLimits limits = SafetyLimits.BENCH_DEFAULTS;

    RigLimitsReader(RigSection section, boolean live) {
        this.section = section;
        this.live = live;
    }

    SafetyLimits read(Trigger trigger, List<SignalSettings> signals) {
        for (Limit limit : Limit.values()) {
            if (limit != Limit.MAX_AGE) {
                limits = limits.with(
                        limit, limit.unit().toBase(value(limit, live ? limit.floor() : limit.benchDefault())));
            }
        }
        double tolerance = limits.inUnit(Limit.LATE_TOLERANCE);
        checkTolerance(tolerance, trigger, signals);
        limits = limits.with(Limit.MAX_AGE, Limit.MAX_AGE.unit().toBase(maxAge(trigger.horizonMs() + tolerance)));
        trains = trainTable();
        section.finish();
        return limits;
    }

    SafetyLimits limits() {
        return limits;
    }

    /** The table that patterns are held against. */
    TrainTable trains() {
        return trains;
    }

    RigSection section() {
        return section;
    }

    private double value(Limit limit, double fallback) {
        Bound bound = Bound.between(limit.min(), limit.max());
        if (live && !section.has(limit.key())) {
            section.fault(
                    limit.key(),
                    "is missing: a live device has no default: must be "
                            + (limit.side() == Limit.Side.AT_LEAST ? ">= " : "<= ")
                            + Bound.show(limit.floor()) + ", or beyond with a signed override");
        }
        if (limit.unit() == Limit.Unit.PULSES) {
            return section.whole(limit.key(), (long) fallback, bound);
        }
        return section.number(limit.key(), fallback, bound);
    }

    private void checkTolerance(double tolerance, Trigger trigger, List<SignalSettings> signals) {
        for (SignalSettings signal : trigger.phasePolicy() ? signals : List.<SignalSettings>of()) {
            double quarterCycleMs = 250 / signal.bandHighHz();
            if (tolerance > quarterCycleMs) {
                section.fault(
                        Limit.LATE_TOLERANCE.key(),
                        "must be <= a quarter cycle of '" + signal.name() + "' = " + quarterCycleMs
                                + ": later, a pulse meets another phase");
            }
        }
    }

    private double maxAge(double youngest) {
        double maxAge = value(Limit.MAX_AGE, youngest + 5);
        if (maxAge < youngest) {
            section.fault(Limit.MAX_AGE.key(), "must be >= trigger.horizon-ms + late-tolerance-ms = " + youngest);
        }
        double oldest = youngest + LONGEST_FRESH_MS;
        if (maxAge > oldest) {
            section.fault(
                    Limit.MAX_AGE.key(),
                    "must be <= trigger.horizon-ms + late-tolerance-ms + " + LONGEST_FRESH_MS + " = " + oldest);
        }
        return maxAge;
    }

    private TrainTable trainTable() {
        if (live && !section.has("train-table")) {
            section.fault("train-table", "is missing: a live device has no default: \"rossi-2009\" or \"chen-1997\"");
        }
        List<String> names =
                List.of(TrainTable.values()).stream().map(TrainTable::key).toList();
        return TrainTable.values()[names.indexOf(section.choice("train-table", names.get(0), names))];
    }

    /** A pattern that the gate would refuse each time is refused now. */
    void checkPattern(RigSection patternSection, PulsePattern pattern, double minIntervalMs) {
        if (pattern.pulses() == 1) {
            return;
        }
        if (pattern.pulses() > limits.maxPulsesPerPattern()) {
            patternSection.fault(
                    "pulses", "must be <= " + PLACE + ".max-pulses-per-pattern = " + limits.maxPulsesPerPattern());
        }
        if (pattern.pulses() > limits.maxPulsesPerMinute()) {
            patternSection.fault(
                    "pulses", "must be <= " + PLACE + ".max-pulses-per-minute = " + limits.maxPulsesPerMinute());
        }
        if (pattern.gapNanos() < limits.minPulseGapNanos()) {
            patternSection.fault(
                    "gap-ms", "must be >= " + PLACE + ".min-pulse-gap-ms = " + limits.inUnit(Limit.MIN_PULSE_GAP));
        }
        double lastsMs = pattern.durationNanos() / 1e6;
        if (minIntervalMs <= lastsMs) {
            patternSection.fault(
                    "gap-ms",
                    "the pattern lasts " + lastsMs + " ms: must be shorter than trigger.min-interval-ms = "
                            + minIntervalMs);
        }
    }
}
