package org.phasor.rig;

/** What a person may tell a running loop. Applied by the loop thread before a frame, and recorded with its index. */
public enum OperatorCommand {
    ARM("arm"),
    HOLD("hold"),
    RESUME("resume"),
    FINISH("finish");

    private final String kind;

    OperatorCommand(String kind) {
        this.kind = kind;
    }

    /** The kind in the recording's {@code inputs} stream. */
    public String kind() {
        return kind;
    }
}
