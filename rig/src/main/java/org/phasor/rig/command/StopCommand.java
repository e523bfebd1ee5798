package org.phasor.rig.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.phasor.rig.control.ControlClient;
import org.phasor.rig.control.ControlFile;
import org.phasor.rig.control.ControlFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasor stop}: stops running sessions, all of them unless one is named: better too many than too few. */
@Command(
        name = "stop",
        description = "Stops all running sessions of this user, or one; nothing fires any more.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor stop --reason \"subject asked\"",
            "Exit code 0 when at least one was stopped, 1 when none runs, 3 when one could",
            "not be reached."
        })
final class StopCommand implements Callable<Integer> {

    private static final String TOML = ".toml";

    @Option(names = "--session", paramLabel = "NAME|PID", description = "This one only: its rig file or process.")
    private String session;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Goes into the recording.")
    private String reason;

    @Spec
    private CommandSpec spec;

    private final ControlFolder folder;

    StopCommand() {
        this(ControlFolder.ofThisUser());
    }

    StopCommand(ControlFolder folder) {
        this.folder = folder;
    }

    /** @param failed whether somebody still has to stop it by other means */
    private record Outcome(String line, boolean failed) {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        // A reason that cannot be sent must not keep the stop back.
        String command = reason == null ? "stop ./phasor stop" : "stop " + sendable(reason);
        ControlFolder.Running running = folder.running();
        List<ControlFile> meant =
                running.sessions().stream().filter(this::isMeant).toList();
        List<FutureTask<Outcome>> stops = new ArrayList<>();
        for (ControlFile one : meant) {
            // At the same time: one that hangs must not delay the stop of the others.
            FutureTask<Outcome> stop = new FutureTask<>(() -> stop(one, command));
            Thread thread = new Thread(stop, "phasor-stop");
            thread.setDaemon(true);
            thread.start();
            stops.add(stop);
        }
        boolean failed = false;
        for (FutureTask<Outcome> stop : stops) {
            Outcome outcome = of(stop);
            failed |= outcome.failed();
            (outcome.failed() ? err : out).println(outcome.line());
        }
        for (String problem : running.problems()) {
            failed = true;
            err.println("phasor: " + problem + "; a session that it speaks of is not stopped");
        }
        if (failed) {
            return ExitCode.FAILED.number();
        }
        if (meant.isEmpty()) {
            err.println("phasor: " + none(running.sessions()));
            return ExitCode.CHECK_FAILED.number();
        }
        return ExitCode.DONE.number();
    }

    private static String sendable(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
        return line.length() <= 200 ? line : line.substring(0, 200);
    }

    private boolean isMeant(ControlFile one) {
        return session == null
                || session.equals(Long.toString(one.pid()))
                || session.equals(one.rig())
                || (session + TOML).equals(one.rig());
    }

    private Outcome stop(ControlFile one, String command) {
        String answer;
        try {
            answer = ControlClient.ask(one, command);
        } catch (IOException e) {
            if (!folder.running().sessions().contains(one)) {
                return new Outcome("ended      " + one + ": by itself, just now", false);
            }
            answer = e.getMessage();
        }
        if (answer.equals("ok")) {
            return new Outcome("stopped    " + one + ": nothing fires any more; " + one.recording(), false);
        }
        return new Outcome(
                "phasor: " + one + " is NOT stopped: " + answer + "; press the stimulator's own button, then \"kill "
                        + one.pid() + "\" (if that does not help, \"kill -9 " + one.pid() + "\")",
                true);
    }

    private static Outcome of(FutureTask<Outcome> stop) throws InterruptedException {
        try {
            return stop.get();
        } catch (ExecutionException e) {
            return new Outcome("phasor: a session is NOT stopped: " + e.getCause(), true);
        }
    }

    private String none(List<ControlFile> others) {
        if (session == null || others.isEmpty()) {
            return "no session that can be reached runs here; one that was begun with --no-control cannot";
        }
        List<String> names = new ArrayList<>();
        others.forEach(one -> names.add(one.toString()));
        return "--session " + session + ": no such session runs; running: " + String.join(", ", names);
    }
}
