package org.phasor.rig;

/**
 * Whether a rig falls behind for good: its source has to wait for slots, what is decided on is as old as a lost stream, and it gets no
 * younger for as long again. Nothing decided can be given then, and the longer it goes on the more is lost at the sender's. A backlog
 * that is being worked off, as after a standstill, is none. One thread.
 */
final class FallingBehind {

    private final long oldNanos;
    private long waitedBefore;
    private boolean falling;
    private long sinceNanos;
    private long youngestNanos;

    /** @param oldNanos as old as a lost stream */
    FallingBehind(long oldNanos) {
        this.oldNanos = oldNanos;
    }

    /**
     * To be called often.
     *
     * @param waitedNanos for how long the source has waited in all
     * @param ageNanos of the newest sample that was decided on
     */
    boolean look(long nowNanos, long waitedNanos, long ageNanos) {
        boolean waits = waitedNanos != waitedBefore;
        waitedBefore = waitedNanos;
        if (!waits || ageNanos <= oldNanos) {
            falling = false;
        } else if (!falling || ageNanos < youngestNanos) {
            falling = true;
            sinceNanos = nowNanos;
            youngestNanos = ageNanos;
        }
        return falling && nowNanos - sinceNanos >= oldNanos;
    }
}
