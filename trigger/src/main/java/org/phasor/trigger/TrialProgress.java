package org.phasor.trigger;

/**
 * Which trial's turn it is, how far the rest is. Time is counted in frames. For the loop thread; allocates nothing after
 * construction.
 */
final class TrialProgress {

    private final TrialPlan plan;
    private final double rateHz;
    /** Places of the block's trials that are still to be given, the next one first. */
    private final int[] queue;

    private final int[] rejected;
    private final int[] virtualLeft;
    private int left;
    private long restFramesLeft;
    private boolean resting;
    private boolean done;
    private long skipped;

    TrialProgress(TrialPlan plan, double rateHz) {
        this.plan = plan;
        this.rateHz = rateHz;
        queue = new int[plan.largestBlock()];
        rejected = new int[plan.largestBlock()];
        virtualLeft = new int[plan.largestBlock()];
        proceed();
    }

    private void proceed() {
        switch (plan.next()) {
            case BLOCK -> {
                left = plan.size();
                for (int i = 0; i < left; i++) {
                    queue[i] = i;
                    rejected[i] = 0;
                    virtualLeft[i] = plan.trial(i).virtualBefore();
                }
            }
            case REST -> {
                resting = true;
                restFramesLeft = Math.max(1, Math.round(plan.restNanos() * 1e-9 * rateHz));
            }
            default -> done = true;
        }
    }

    /** Whether it is some trial's turn: no rest, and not at the end. */
    boolean hasTrial() {
        return !resting && !done;
    }

    /** The trial whose turn it is. */
    Trial current() {
        return plan.trial(queue[0]);
    }

    /** Which attempt at it comes next, from 1. */
    int attempt() {
        return rejected[queue[0]] + 1;
    }

    /** Whether the next decision is an extra one that is not given. */
    boolean virtual() {
        return virtualLeft[queue[0]] > 0;
    }

    /** Index of the stage, also of a rest; −1 when there are none. */
    int stage() {
        return plan.stage();
    }

    boolean resting() {
        return resting;
    }

    boolean done() {
        return done;
    }

    /** Trials that were left out. */
    long skipped() {
        return skipped;
    }

    /** A frame of the rest has passed. */
    void restFrame() {
        if (--restFramesLeft <= 0) {
            resting = false;
            proceed();
        }
    }

    /** The virtual decision that was due is made. */
    void virtualUsed() {
        virtualLeft[queue[0]]--;
    }

    /** The trial is given. */
    void used() {
        left--;
        System.arraycopy(queue, 1, queue, 0, left);
        if (left == 0) {
            proceed();
        }
    }

    /** An attempt at the trial came to nothing. */
    void rejected() {
        rejected[queue[0]]++;
    }

    /** The trial comes after the others of its block that are left. */
    void putOff() {
        int first = queue[0];
        System.arraycopy(queue, 1, queue, 0, left - 1);
        queue[left - 1] = first;
    }

    /** The trial is left out. */
    void skip() {
        skipped++;
        used();
    }

    /** No more trials. */
    void end() {
        done = true;
    }
}
