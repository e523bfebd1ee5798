package org.phasor.trigger;

/** One trial as it was drawn. A reused slot, written by its {@link TrialPlan} only; for one thread. */
public final class Trial {

    long number;
    int stage;
    long block;
    int condition;
    int amplitudeWindow;
    double intensityPercentRmt;
    long intervalNanos;
    double drawnPhaseRad;
    int virtualBefore;

    Trial() {}

    /** From 1, through the whole session, in the order drawn. */
    public long number() {
        return number;
    }

    /** Index of its stage (rests count); −1 when the session has none. */
    public int stage() {
        return stage;
    }

    /** From 1, through the whole session. */
    public long block() {
        return block;
    }

    /** Index of its condition. */
    public int condition() {
        return condition;
    }

    /** Index of its window among those that are crossed; −1 when they are no factor. */
    public int amplitudeWindow() {
        return amplitudeWindow;
    }

    /** Percent of the resting motor threshold; NaN when it is no factor. */
    public double intensityPercentRmt() {
        return intensityPercentRmt;
    }

    /** The shortest time since the pulse before. */
    public long intervalNanos() {
        return intervalNanos;
    }

    /** Uniform from −π to π, for a condition of {@link ConditionKind#RANDOM_PHASE}; drawn for every trial. */
    public double drawnPhaseRad() {
        return drawnPhaseRad;
    }

    /** How many decisions that are not given are made before the trial's own. */
    public int virtualBefore() {
        return virtualBefore;
    }
}
