package org.phasor.trigger;

import org.phasor.dsp.SlidingPercentile;

/**
 * Whether one signal's amplitude lies between two percentiles of its own recent past, this frame included. Time is counted in
 * frames. For the loop thread.
 */
final class AmplitudeGate {

    /** One value is kept about this often: an amplitude of a rhythm changes over cycles, and the work is bounded. */
    private static final double KEEP_EVERY_MS = 20;

    private final SlidingPercentile past;
    private final int keepEveryFrames;
    private final int minimumKept;
    private final AmplitudeBounds bounds;
    private int untilKept;
    private double lowMicrovolts = Double.NaN;
    private double highMicrovolts = Double.NaN;
    private boolean open;
    private Reason reason = Reason.AMPLITUDE_UNKNOWN;

    AmplitudeGate(AmplitudeBounds bounds, double rateHz) {
        this.bounds = bounds;
        keepEveryFrames = (int) Math.max(1, Math.round(KEEP_EVERY_MS / 1000 * rateHz));
        double keptMs = keepEveryFrames * 1000 / rateHz;
        past = new SlidingPercentile((int) Math.max(1, Math.round(bounds.windowMs() / keptMs)));
        minimumKept = (int) Math.max(1, Math.round(bounds.minimumMs() / keptMs));
    }

    /**
     * Takes in one frame and judges it.
     *
     * @param amplitudeMicrovolts NaN when the frame has none: it is not learned from, and the gate closes
     */
    void take(double amplitudeMicrovolts) {
        if (untilKept > 0) {
            untilKept--;
        } else {
            untilKept = keepEveryFrames - 1;
            past.add(amplitudeMicrovolts);
            boolean known = past.count() >= minimumKept;
            lowMicrovolts = known ? past.percentile(bounds.lowPercent()) : Double.NaN;
            highMicrovolts = known && bounds.highPercent() < 100
                    ? past.percentile(bounds.highPercent())
                    : Double.POSITIVE_INFINITY;
        }
        double slack = open ? bounds.hysteresis() : 1;
        if (Double.isNaN(lowMicrovolts)) {
            reason = Reason.AMPLITUDE_UNKNOWN;
            open = false;
        } else if (!(amplitudeMicrovolts >= lowMicrovolts * slack)) {
            reason = Reason.AMPLITUDE_LOW;
            open = false;
        } else {
            reason = Reason.AMPLITUDE_HIGH;
            open = amplitudeMicrovolts <= highMicrovolts / slack;
        }
    }

    /** Whether the frame last taken in lies between. */
    boolean isOpen() {
        return open;
    }

    /** Why it is closed, when it is. */
    Reason whyClosed() {
        return reason;
    }

    /** What the amplitude has to reach; NaN while too little of the past is known. */
    double thresholdMicrovolts() {
        return lowMicrovolts;
    }
}
