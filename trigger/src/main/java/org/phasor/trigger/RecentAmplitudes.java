package org.phasor.trigger;

import org.phasor.dsp.SlidingPercentile;

/** The recent past of one signal's amplitude, shared by all gates on it. Time is counted in frames. For the loop thread. */
final class RecentAmplitudes {

    /** One value is kept about this often: an amplitude of a rhythm changes over cycles, and the work is bounded. */
    private static final double KEEP_EVERY_MS = 20;

    private final SlidingPercentile past;
    private final int keepEveryFrames;
    private final int minimumKept;
    private int untilKept;
    private boolean changed;

    RecentAmplitudes(AmplitudePast settings, double rateHz) {
        keepEveryFrames = (int) Math.max(1, Math.round(KEEP_EVERY_MS / 1000 * rateHz));
        double keptMs = keepEveryFrames * 1000 / rateHz;
        past = new SlidingPercentile((int) Math.max(1, Math.round(settings.windowMs() / keptMs)));
        minimumKept = (int) Math.max(1, Math.round(settings.minimumMs() / keptMs));
    }

    /** @param microvolts NaN when the frame has none: it is not learned from */
    void take(double microvolts) {
        changed = untilKept == 0;
        if (changed) {
            untilKept = keepEveryFrames;
            past.add(microvolts);
        }
        untilKept--;
    }

    /** Whether percentiles may be others since the frame last taken. */
    boolean changed() {
        return changed;
    }

    /** NaN while too little is known. */
    double percentile(double percent) {
        return past.count() >= minimumKept ? past.percentile(percent) : Double.NaN;
    }
}
