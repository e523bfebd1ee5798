package org.phasor.dsp.evaluation;

import java.util.Arrays;

/**
 * Which part of a recording trains and which samples are scored: training is the first 60 s or 35 % of the recording, whichever
 * is shorter; scored is one sample every 37 ms (which 10 Hz does not divide) from 2 s after it to 2.5 s before the end. The truth
 * knows nothing within 2 s of a gap or of a value that is no number: such samples are left out.
 *
 * @param trainingSamples the first so many
 * @param scored indices of the newest sample an estimate may use, ascending
 * @param blockOf for each of them the number of its stretch of 5 s, counted from the recording's start
 * @param leftOutSeconds how much of the part that is scored was left out
 */
record ScoringPlan(int trainingSamples, int[] scored, int[] blockOf, double leftOutSeconds) {

    static final double MOST_TRAINING_SECONDS = 60;
    static final double MOST_TRAINING_PART = 0.35;
    static final double GUARD_SECONDS = 2;
    static final double TAIL_SECONDS = 2.5;
    static final double STEP_SECONDS = 0.037;
    static final double MARGIN_SECONDS = 2;
    static final double BLOCK_SECONDS = 5;

    private static final double LEAST_SECONDS = 30;
    private static final double LEAST_SCORED_SECONDS = 10;

    /** @throws IllegalArgumentException in one line, when too little can be scored */
    static ScoringPlan of(EvaluationSignal signal) {
        double rate = signal.rateHz();
        int length = signal.length();
        if (!(signal.seconds() >= LEAST_SECONDS)) {
            throw new IllegalArgumentException("recording of " + shown(signal.seconds()) + " s: must be >= "
                    + LEAST_SECONDS + " s to be evaluated");
        }
        int training = (int) (Math.min(MOST_TRAINING_SECONDS, MOST_TRAINING_PART * length / rate) * rate);
        int step = (int) Math.max(1, Math.rint(STEP_SECONDS * rate));
        boolean[] near = nearBridged(signal);
        int[] scored = new int[length / step + 1];
        int[] blocks = new int[scored.length];
        int n = 0;
        int left = 0;
        for (int i = training + (int) (GUARD_SECONDS * rate); i < length - (int) (TAIL_SECONDS * rate); i += step) {
            if (near[i]) {
                left++;
            } else {
                scored[n] = i;
                blocks[n] = (int) (i / rate / BLOCK_SECONDS);
                n++;
            }
        }
        double leftSeconds = left * step / rate;
        if (!(n * step / rate >= LEAST_SCORED_SECONDS)) {
            throw new IllegalArgumentException("only " + shown(n * step / rate) + " s can be scored ("
                    + shown(leftSeconds) + " s lie within " + MARGIN_SECONDS
                    + " s of gaps or values that are no numbers): must be >= " + LEAST_SCORED_SECONDS + " s");
        }
        return new ScoringPlan(training, Arrays.copyOf(scored, n), Arrays.copyOf(blocks, n), leftSeconds);
    }

    private static String shown(double seconds) {
        return Double.toString(Math.rint(10 * seconds) / 10);
    }

    private static boolean[] nearBridged(EvaluationSignal signal) {
        int margin = (int) Math.ceil(MARGIN_SECONDS * signal.rateHz());
        boolean[] near = new boolean[signal.length()];
        int clear = 0;
        for (int i = 0; i < near.length; i++) {
            if (signal.bridged(i)) {
                Arrays.fill(near, Math.max(clear, i - margin), Math.min(near.length, i + margin + 1), true);
                clear = Math.min(near.length, i + margin + 1);
            }
        }
        return near;
    }
}
