package org.phasor.trigger;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.phasor.acquisition.SplitMix64;

/**
 * The trials of a session in the order in which they are drawn: a pure function of the settings and their seed. Anybody can derive it
 * again from the rig file that stands in a recording. For one thread; allocates nothing after construction.
 *
 * <p>A block holds each condition of its stage, with each combination of the crossed factors, as often as the condition says: sorted by
 * condition, then amplitude window, intensity, interval. Each block starts as the one before (the first of a stage sorted) and is
 * shuffled by Fisher and Yates: for i from the last place down to 1, places i and {@link SplitMix64#below below(i + 1)} are
 * swapped. A stage of N trials ends its last block after the Nth.
 *
 * <p>Four generators, so that no draw moves another: the order from the seed, intervals from its complement, phases from {@link
 * SplitMix64#mix mix(seed)}, virtual decisions from mix(complement). Intervals and phases are drawn once per trial, whether it
 * needs them or not; for virtual decisions {@link SplitMix64#uniform} is drawn until one is not below the fraction.
 */
public final class TrialPlan {

    /** What comes next. */
    public enum Step {
        /** Trials, in {@link TrialPlan#trial}. */
        BLOCK,
        /** A rest of {@link TrialPlan#restNanos}. */
        REST,
        /** Nothing more. */
        DONE
    }

    private final PhaseTargetSettings settings;
    private final TrialDesign design;
    private final boolean staged;
    private final List<TrialStage> stages;
    private final int[][] sorted;
    private final int[] block;
    private final Trial[] trials;

    private final SplitMix64 order;
    private final SplitMix64 intervals;
    private final SplitMix64 phases;
    private final SplitMix64 virtuals;

    private int stage = -1;
    private long leftInStage;
    private int size;
    private long blocks;
    private long drawn;

    public TrialPlan(PhaseTargetSettings settings) {
        this.settings = settings;
        design = settings.design();
        staged = !design.stages().isEmpty();
        stages = staged
                ? design.stages()
                : List.of(TrialStage.ofTrials("all", design.trials().orElse(1)));
        sorted = new int[stages.size()][];
        int largest = 0;
        for (int s = 0; s < sorted.length; s++) {
            sorted[s] = stages.get(s).isRest()
                    ? new int[0]
                    : sortedBlock(stages.get(s).conditions());
            largest = Math.max(largest, sorted[s].length);
        }
        block = new int[largest];
        trials = new Trial[largest];
        for (int i = 0; i < largest; i++) {
            trials[i] = new Trial();
        }
        order = new SplitMix64(settings.seed());
        intervals = new SplitMix64(~settings.seed());
        phases = new SplitMix64(SplitMix64.mix(settings.seed()));
        virtuals = new SplitMix64(SplitMix64.mix(~settings.seed()));
    }

    private int[] sortedBlock(List<Integer> conditions) {
        int combinations = design.combinations();
        int[] cells = new int[(int) PhaseTargetSettings.blockSize(settings.conditions(), design, conditions)];
        int place = 0;
        for (int c = 0; c < settings.conditions().size(); c++) {
            if (conditions.isEmpty() || conditions.contains(c)) {
                int times = settings.conditions().get(c).perBlock();
                for (int k = 0; k < combinations; k++) {
                    Arrays.fill(cells, place, place + times, c * combinations + k);
                    place += times;
                }
            }
        }
        return cells;
    }

    /** Draws what comes next; the slots of the block before are written anew. */
    public Step next() {
        while (leftInStage == 0) {
            if (stage == stages.size() - 1) {
                size = 0;
                return Step.DONE;
            }
            stage++;
            TrialStage entered = stages.get(stage);
            if (entered.isRest()) {
                size = 0;
                return Step.REST;
            }
            leftInStage = staged || design.trials().isPresent() ? entered.trials() : Long.MAX_VALUE;
            System.arraycopy(sorted[stage], 0, block, 0, sorted[stage].length);
        }
        int places = sorted[stage].length;
        for (int i = places - 1; i > 0; i--) {
            int j = (int) order.below(i + 1);
            int swapped = block[i];
            block[i] = block[j];
            block[j] = swapped;
        }
        size = (int) Math.min(places, leftInStage);
        leftInStage -= size;
        blocks++;
        for (int i = 0; i < size; i++) {
            draw(trials[i], block[i]);
        }
        return Step.BLOCK;
    }

    private void draw(Trial trial, int cell) {
        int windows = Math.max(1, design.amplitudes().size());
        int intensities = Math.max(1, design.intensitiesPercentRmt().size());
        int levels = Math.max(1, design.intervalsNanos().size());
        int interval = cell % levels;
        int intensity = cell / levels % intensities;
        int window = cell / levels / intensities % windows;
        trial.number = ++drawn;
        trial.stage = stage();
        trial.block = blocks;
        trial.condition = cell / levels / intensities / windows;
        trial.amplitudeWindow = design.amplitudes().isEmpty() ? -1 : window;
        trial.intensityPercentRmt = design.intensitiesPercentRmt().isEmpty()
                ? Double.NaN
                : design.intensitiesPercentRmt().get(intensity);
        long shortest = design.intervalsNanos().isEmpty()
                ? settings.minIntervalNanos()
                : design.intervalsNanos().get(interval);
        trial.intervalNanos = shortest + intervals.below(settings.jitterNanos() + 1);
        trial.drawnPhaseRad = (2 * phases.uniform() - 1) * Math.PI;
        trial.virtualBefore = 0;
        if (design.virtualFraction() > 0) {
            while (virtuals.uniform() < design.virtualFraction()) {
                trial.virtualBefore++;
            }
        }
    }

    /** How many trials the block drawn last has; 0 when it was no block. */
    public int size() {
        return size;
    }

    /** A trial of the block drawn last, until the next is drawn. */
    public Trial trial(int place) {
        return trials[place];
    }

    /** The most trials that a block has. */
    public int largestBlock() {
        return trials.length;
    }

    /** Index of the stage that was entered last; −1 when there are none. */
    public int stage() {
        return staged ? stage : -1;
    }

    /** How long the rest drawn last is. */
    public long restNanos() {
        return stages.get(stage).restNanos();
    }

    /** How many trials there are in all; empty: without end. */
    public OptionalLong trials() {
        if (!staged) {
            return design.trials();
        }
        long all = 0;
        for (TrialStage part : stages) {
            all += part.trials();
        }
        return OptionalLong.of(all);
    }
}
