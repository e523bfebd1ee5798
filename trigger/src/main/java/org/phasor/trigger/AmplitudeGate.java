package org.phasor.trigger;

/**
 * What one signal's amplitude has to reach: a percentile of its own recent past, this frame included. Time is counted
 * in frames. For the loop thread.
 */
final class AmplitudeGate {

    /** One value is kept about this often: an amplitude of a rhythm changes over cycles, and the work is bounded. */
    private static final double KEEP_EVERY_MS = 20;

    private final SlidingPercentile past;
    private final int keepEveryFrames;
    private final int minimumKept;
    private final double percent;
    private int untilKept;
    private double thresholdMicrovolts = Double.NaN;

    AmplitudeGate(double percent, double windowMs, double minimumMs, double rateHz) {
        this.percent = percent;
        keepEveryFrames = (int) Math.max(1, Math.round(KEEP_EVERY_MS / 1000 * rateHz));
        double keptMs = keepEveryFrames * 1000 / rateHz;
        past = new SlidingPercentile((int) Math.max(1, Math.round(windowMs / keptMs)));
        minimumKept = (int) Math.max(1, Math.round(minimumMs / keptMs));
    }

    /**
     * Takes in one frame.
     *
     * @param amplitudeMicrovolts NaN when the frame has none to learn from
     */
    void learn(double amplitudeMicrovolts) {
        if (untilKept > 0) {
            untilKept--;
            return;
        }
        untilKept = keepEveryFrames - 1;
        past.add(amplitudeMicrovolts);
        thresholdMicrovolts = past.count() < minimumKept ? Double.NaN : past.percentile(percent);
    }

    /** NaN while too little of the past is known. */
    double thresholdMicrovolts() {
        return thresholdMicrovolts;
    }
}
