package org.phasor.trigger;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How trials are made out of conditions: what they are crossed with, how many there are, how long each may wait. Immutable; checked
 * when made.
 *
 * @param amplitudes windows that each condition is given in; empty: not a factor
 * @param intensitiesPercentRmt percent of the resting motor threshold, 1 to 200; empty: not a factor
 * @param intervalsNanos the shortest time since the pulse before, 0 to 1 h; empty: not a factor
 * @param virtualFraction share of all decisions to fire that are extra and not given, 0 to 0.9
 * @param maxWaitNanos how long a trial may wait, above 0 to 1 h; empty: for ever
 * @param afterWait what happens then
 * @param trials of the whole session when there are no stages; empty: without end
 * @param stages in order; empty: none
 */
public record TrialDesign(
        List<AmplitudeWindow> amplitudes,
        List<Double> intensitiesPercentRmt,
        List<Long> intervalsNanos,
        double virtualFraction,
        OptionalLong maxWaitNanos,
        AfterWait afterWait,
        OptionalLong trials,
        List<TrialStage> stages) {

    /** Conditions in blocks, without end. */
    public static final TrialDesign ENDLESS = new TrialDesign(
            List.of(), List.of(), List.of(), 0, OptionalLong.empty(), AfterWait.LATER, OptionalLong.empty(), List.of());

    static final int MAX_LEVELS = 16;
    static final int MAX_STAGES = 64;
    private static final long HOUR_NANOS = 3600 * 1_000_000_000L;

    public TrialDesign {
        amplitudes = levels("amplitudes", amplitudes);
        intensitiesPercentRmt = levels("intensitiesPercentRmt", intensitiesPercentRmt);
        intervalsNanos = levels("intervalsNanos", intervalsNanos);
        Objects.requireNonNull(afterWait, "afterWait");
        stages = List.copyOf(stages);
        for (double intensity : intensitiesPercentRmt) {
            if (!(intensity >= 1 && intensity <= 200)) {
                throw new IllegalArgumentException("intensitiesPercentRmt = " + intensity + ": must be 1 to 200");
            }
        }
        for (long interval : intervalsNanos) {
            if (interval < 0 || interval > HOUR_NANOS) {
                throw new IllegalArgumentException("intervalsNanos = " + interval + ": must be 0 to " + HOUR_NANOS);
            }
        }
        if (!(virtualFraction >= 0 && virtualFraction <= 0.9)) {
            throw new IllegalArgumentException("virtualFraction = " + virtualFraction + ": must be 0 to 0.9");
        }
        if (maxWaitNanos.isPresent() && !(maxWaitNanos.getAsLong() > 0 && maxWaitNanos.getAsLong() <= HOUR_NANOS)) {
            throw new IllegalArgumentException(
                    "maxWaitNanos = " + maxWaitNanos.getAsLong() + ": must be 1 to " + HOUR_NANOS);
        }
        if (trials.isPresent() && !(trials.getAsLong() >= 1 && trials.getAsLong() <= TrialStage.MAX_TRIALS)) {
            throw new IllegalArgumentException(
                    "trials = " + trials.getAsLong() + ": must be 1 to " + TrialStage.MAX_TRIALS);
        }
        if (trials.isPresent() && !stages.isEmpty()) {
            throw new IllegalArgumentException(
                    "trials = " + trials.getAsLong() + ": must be left out where there are stages");
        }
        Set<String> names = new HashSet<>();
        stages.forEach(stage -> names.add(stage.name()));
        if (stages.size() > MAX_STAGES || stages.size() != names.size()) {
            throw new IllegalArgumentException(
                    "stages = " + stages.size() + " of them: must be 0 to " + MAX_STAGES + ", with names that differ");
        }
    }

    /** How many combinations of the factors each condition is crossed with, 1 at least. */
    public int combinations() {
        return Math.max(1, amplitudes.size())
                * Math.max(1, intensitiesPercentRmt.size())
                * Math.max(1, intervalsNanos.size());
    }

    /** The same for so many trials. */
    public TrialDesign withTrials(long count) {
        return new TrialDesign(
                amplitudes,
                intensitiesPercentRmt,
                intervalsNanos,
                virtualFraction,
                maxWaitNanos,
                afterWait,
                OptionalLong.of(count),
                List.of());
    }

    /** The same in these stages. */
    public TrialDesign withStages(List<TrialStage> parts) {
        return new TrialDesign(
                amplitudes,
                intensitiesPercentRmt,
                intervalsNanos,
                virtualFraction,
                maxWaitNanos,
                afterWait,
                OptionalLong.empty(),
                parts);
    }

    /** The same with crossed factors. */
    public TrialDesign crossedWith(List<AmplitudeWindow> windows, List<Double> intensities, List<Long> intervalNanos) {
        return new TrialDesign(
                windows, intensities, intervalNanos, virtualFraction, maxWaitNanos, afterWait, trials, stages);
    }

    /** The same with a longest wait. */
    public TrialDesign withMaxWait(long nanos, AfterWait then) {
        return new TrialDesign(
                amplitudes,
                intensitiesPercentRmt,
                intervalsNanos,
                virtualFraction,
                OptionalLong.of(nanos),
                then,
                trials,
                stages);
    }

    /** The same with decisions mixed in that are not given. */
    public TrialDesign withVirtualFraction(double share) {
        return new TrialDesign(
                amplitudes, intensitiesPercentRmt, intervalsNanos, share, maxWaitNanos, afterWait, trials, stages);
    }

    private static <T> List<T> levels(String name, List<T> levels) {
        List<T> copy = List.copyOf(levels);
        if (copy.size() > MAX_LEVELS || copy.size() != new HashSet<>(copy).size()) {
            throw new IllegalArgumentException(
                    name + " = " + copy + ": must be at most " + MAX_LEVELS + ", all different");
        }
        return copy;
    }
}
