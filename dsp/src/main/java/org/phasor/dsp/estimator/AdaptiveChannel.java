package org.phasor.dsp.estimator;

/** One channel of the estimator "adaptive": its frames, and which of them are bad. One thread. */
final class AdaptiveChannel {

    private static final long NEVER = Long.MIN_VALUE / 2;

    final AdaptiveFrontEnd frontEnd;
    final AdaptiveGuard guard;
    private final int startFrames;
    private final int before;
    private final int after;
    private boolean saidBad;
    private boolean saidBadAtStart;
    private long frames;
    private long lastBad = NEVER;
    private boolean judgedAfterwards;
    /** By frame of the first second: the first bad one from it on. */
    private final int[] nextBad;

    AdaptiveChannel(FrameGrid grid) {
        frontEnd = new AdaptiveFrontEnd(grid);
        guard = new AdaptiveGuard(grid);
        startFrames = grid.guardStartFrames();
        nextBad = new int[startFrames];
        before = grid.beforeBadFrames();
        after = grid.afterBadFrames();
    }

    /**
     * Takes in a sample.
     *
     * @param trusted otherwise the last trusted value is held, and the frame is bad
     * @param afterGap the frame is bad
     */
    void take(double microvolts, boolean trusted, boolean afterGap) {
        saidBad |= !trusted || afterGap;
        if (trusted) {
            frontEnd.take(microvolts);
        } else {
            frontEnd.hold();
        }
    }

    /** Judges the frame that the newest sample closed. */
    void closeFrame() {
        boolean knew = guard.settled();
        boolean bad = guard.isBad(frontEnd.frame(), frontEnd.newestRaw(), saidBad);
        saidBadAtStart |= saidBad && !knew;
        saidBad = false;
        if (!knew && guard.settled() && !saidBadAtStart) {
            judgeAfterwards();
        } else if (bad && (knew || frames >= startFrames - 1 || saidBadAtStart)) {
            lastBad = frames;
        }
        frames++;
    }

    private void judgeAfterwards() {
        judgedAfterwards = true;
        int next = Integer.MAX_VALUE;
        for (int i = startFrames - 1; i >= 0; i--) {
            if (guard.wasBad(i)) {
                lastBad = Math.max(lastBad, i);
                next = i;
            }
            nextBad[i] = next;
        }
    }

    /** Whether frames can be told apart already; if not in the first second, all of it is bad. */
    boolean judges() {
        return guard.settled() || frames >= startFrames;
    }

    /** Whether a frame stands near a bad one: so far before the newest that this is known, and no further unless in the first second. */
    boolean nearBad(long frame) {
        if (frame + before == frames - 1) {
            return lastBad >= frame - after;
        }
        if (!judgedAfterwards || frame + before >= startFrames) {
            return true;
        }
        return nextBad[(int) Math.max(0, frame - after)] <= frame + before;
    }

    /** Whether the newest closed frame is bad, or one of so many before it. */
    boolean badWithin(int framesBefore) {
        return lastBad >= frames - 1 - framesBefore;
    }

    /** Whether a sample of the frame that is not closed yet is bad. */
    boolean badSinceFrame() {
        return saidBad;
    }
}
