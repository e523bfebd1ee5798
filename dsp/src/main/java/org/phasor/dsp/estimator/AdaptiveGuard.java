package org.phasor.dsp.estimator;

import java.util.Arrays;
import org.phasor.dsp.MovingMean;

/**
 * Judges the frames of one channel: bad where their power, or that of their first difference, over a quarter of a second is far
 * from its usual level, where the value does not change, or where the frame is said to be bad. The usual levels are running means
 * over frames that are not bad; they start at the median of the first second, which is judged afterwards. What is bad without a
 * pause for ten seconds is the new usual. One thread. Allocates nothing after construction.
 */
final class AdaptiveGuard {

    private static final double HIGH = AdaptiveSettings.GUARD_HIGH * AdaptiveSettings.GUARD_HIGH;
    private static final double LOW = AdaptiveSettings.GUARD_LOW * AdaptiveSettings.GUARD_LOW;
    private static final double SAME_MICROVOLTS = 1e-9;

    private final MovingMean power;
    private final MovingMean changePower;
    private final int flatFrames;
    private final int acceptFrames;
    private final double rate;
    private final double[] startPowers;
    private final double[] startChanges;
    private final boolean[] startFlat;
    private final int firstForMedian;
    private final double[] sorted;

    private long frames;
    private double previousFrame;
    private double previousRaw;
    private int unchanged;
    private int collected;
    private int badRun;
    private boolean settled;
    private double usualPower;
    private double usualChange;

    AdaptiveGuard(FrameGrid grid) {
        power = new MovingMean(grid.guardFrames());
        changePower = new MovingMean(grid.guardFrames());
        flatFrames = grid.flatFrames();
        acceptFrames = grid.acceptFrames();
        rate = 1 / (AdaptiveSettings.GUARD_MEMORY_SECONDS * grid.frameRateHz());
        startPowers = new double[grid.guardStartFrames()];
        startChanges = new double[grid.guardStartFrames()];
        startFlat = new boolean[grid.guardStartFrames()];
        firstForMedian = grid.guardFrames();
        sorted = new double[startPowers.length - firstForMedian];
    }

    /** Starts with levels known from earlier. */
    void startAt(double usualPower, double usualChange) {
        this.usualPower = usualPower;
        this.usualChange = usualChange;
        settled = true;
    }

    /** Whether there are usual levels. */
    boolean settled() {
        return settled;
    }

    /** 0 until settled. */
    double usualPower() {
        return usualPower;
    }

    /** 0 until settled. */
    double usualChange() {
        return usualChange;
    }

    /**
     * Takes in a frame and judges it. Until settled every frame is bad, but see {@link #wasBad}.
     *
     * @param saidBad nothing is learned from it, and no length of it makes it the usual
     */
    boolean isBad(double frame, double raw, boolean saidBad) {
        double change = frames == 0 ? 0 : frame - previousFrame;
        unchanged = frames > 0 && Math.abs(raw - previousRaw) < SAME_MICROVOLTS ? unchanged + 1 : 0;
        previousFrame = frame;
        previousRaw = raw;
        frames++;
        double powerNow = power.add(frame * frame);
        double changeNow = changePower.add(change * change);
        boolean flat = unchanged >= flatFrames;
        if (saidBad) {
            return true;
        }
        if (!settled) {
            collect(powerNow, changeNow, flat);
            return true;
        }
        boolean high = powerNow > HIGH * usualPower || changeNow > HIGH * usualChange;
        if (frames <= startPowers.length) {
            // The first frames are small, since their mean is taken over less than a second.
            return high || flat;
        }
        boolean bad = high || powerNow < LOW * usualPower || flat;
        if (!bad) {
            badRun = 0;
            usualPower += rate * (powerNow - usualPower);
            usualChange += rate * (changeNow - usualChange);
        } else if (++badRun > acceptFrames && !flat) {
            usualPower = powerNow;
            usualChange = changeNow;
            badRun = 0;
        }
        return bad;
    }

    private void collect(double powerNow, double changeNow, boolean flat) {
        startPowers[collected] = powerNow;
        startChanges[collected] = changeNow;
        startFlat[collected] = flat;
        if (++collected == startPowers.length) {
            usualPower = median(startPowers);
            usualChange = median(startChanges);
            settled = true;
        }
    }

    /** Of a frame of the first second, once settled: whether it was bad. */
    boolean wasBad(int frame) {
        return startPowers[frame] > HIGH * usualPower || startFlat[frame];
    }

    /** Without the first quarter of a second, in which there are too few values for a power. */
    private double median(double[] values) {
        int n = values.length - firstForMedian;
        System.arraycopy(values, firstForMedian, sorted, 0, n);
        Arrays.sort(sorted);
        return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
    }
}
