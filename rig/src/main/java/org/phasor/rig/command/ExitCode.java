package org.phasor.rig.command;

/** What a command tells the shell. */
public enum ExitCode {
    /** Done. */
    DONE(0),
    /** The check asked for failed: a comparison that differs, a limit not met. */
    CHECK_FAILED(1),
    /** Bad arguments or rig file. */
    BAD_ARGUMENTS(2),
    /** A device, a stream or a file failed. */
    FAILED(3),
    /** Not comparable: other data, version or configuration. */
    NOT_COMPARABLE(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
