package org.phasor.rig.command;

/** A command cannot go on: one line for a person, and the exit code. */
public final class CommandFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public CommandFailed(ExitCode exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    public CommandFailed(ExitCode exitCode, String line, Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
