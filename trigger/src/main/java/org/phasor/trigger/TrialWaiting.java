package org.phasor.trigger;

/** How long the trial whose turn it is has waited. Time is counted in frames. For the loop thread. */
final class TrialWaiting {

    /** 0: without limit. */
    private final long mostFrames;

    private final AfterWait then;
    private long trial;
    private long frames;

    TrialWaiting(TrialDesign design, double rateHz) {
        mostFrames = design.maxWaitNanos().isEmpty()
                ? 0
                : Math.max(1, Math.round(design.maxWaitNanos().getAsLong() * 1e-9 * rateHz));
        then = design.afterWait();
    }

    /**
     * Takes in one frame.
     *
     * @param counts whether the trial could be given now, if its signal allowed it
     * @return whether it could have been given for too long by now
     */
    boolean tooLong(long trialNumber, boolean counts) {
        if (trialNumber != trial) {
            trial = trialNumber;
            frames = 0;
        }
        if (mostFrames == 0 || !counts) {
            return false;
        }
        frames++;
        return frames > mostFrames;
    }

    AfterWait then() {
        return then;
    }

    /** Does with the trial what is to be done when it has waited for too long, but for {@link AfterWait#FIRE}. */
    void over(TrialProgress progress) {
        frames = 0;
        switch (then) {
            case LATER -> progress.putOff();
            case SKIP -> progress.skip();
            case END -> progress.end();
            default -> throw new IllegalStateException("fired, not put off");
        }
    }
}
