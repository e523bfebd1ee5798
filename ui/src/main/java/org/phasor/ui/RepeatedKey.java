package org.phasor.ui;

/**
 * Tells the press of a key from its repetition while it is held. Goes by time alone: the release of a key may never be
 * heard of, as when the window loses the keyboard meanwhile. One thread.
 */
final class RepeatedKey {

    private final long withinNanos;
    private boolean pressed;
    private long lastNanos;

    /**
     * @param withinNanos a press so soon after the last one is its repetition
     */
    RepeatedKey(long withinNanos) {
        this.withinNanos = withinNanos;
    }

    boolean isNew(long nowNanos) {
        boolean isNew = !pressed || nowNanos - lastNanos >= withinNanos;
        pressed = true;
        lastNanos = nowNanos;
        return isNew;
    }
}
