package org.phasor.rig;

import org.phasor.stimulator.StopReason;

/** Why a session ended. */
public enum SessionEnd {
    DURATION_OVER("the time asked for is over", true, StopReason.OPERATOR),
    INPUT_FINISHED("the input is over", true, StopReason.END_OF_INPUT),
    TRIALS_DONE("all trials were given", true, StopReason.END_OF_INPUT),
    OPERATOR("stopped by the operator", true, StopReason.OPERATOR),
    STREAM_LOST("the stream was lost", false, StopReason.STREAM_LOST),
    STREAM_STALLED("the stream stalled", false, StopReason.STREAM_STALLED),
    RECORDER_FAILED("the recording failed", false, StopReason.RECORDER_FAILED),
    LOOP_FAILED("the loop failed", false, StopReason.LOOP_EXCEPTION),
    DEVICE_FAILED("the device failed", false, StopReason.DEVICE_FAULT),
    /** Any other stop of the interlock's own: its reason says which. */
    INTERLOCK_STOPPED("the interlock stopped the session", false, StopReason.CLOSED);

    private final String words;
    private final boolean orderly;
    private final StopReason stopReason;

    SessionEnd(String words, boolean orderly, StopReason stopReason) {
        this.words = words;
        this.orderly = orderly;
        this.stopReason = stopReason;
    }

    /** The end of a session whose interlock was stopped for that reason. */
    static SessionEnd after(StopReason reason) {
        return switch (reason) {
            case OPERATOR -> OPERATOR;
            case RECORDER_FAILED -> RECORDER_FAILED;
            case LOOP_EXCEPTION -> LOOP_FAILED;
            case DEVICE_FAULT -> DEVICE_FAILED;
            default -> INTERLOCK_STOPPED;
        };
    }

    /** What the interlock is stopped with when the session ends so. */
    StopReason stopReason() {
        return stopReason;
    }

    public String words() {
        return words;
    }

    /** Whether nothing went wrong. */
    public boolean orderly() {
        return orderly;
    }
}
