package org.phasor.rig.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import org.phasor.acquisition.NearestNames;
import org.phasor.rig.PhasorVersion;
import org.phasor.rig.RigFault;
import org.phasor.rig.RigFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command: {@code phasor COMMAND}. */
@Command(
        name = "phasor",
        description = "A closed-loop, EEG-triggered neuromodulation research rig. Not a medical device.",
        mixinStandardHelpOptions = true,
        versionProvider = Phasor.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Try it without any hardware:  phasor run",
            "Exit codes: 0 done; 1 a check failed; 2 bad arguments or rig file; 3 a device,",
            "stream or file failed; 4 not comparable; 130 Ctrl-C."
        })
public final class Phasor implements Runnable {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "With an error, print where in the program it happened.")
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command line. Without a scope: the headless program. */
    public static int execute(ScopeWindow scope, String... arguments) {
        return execute(
                scope,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    static int execute(ScopeWindow scope, PrintWriter out, PrintWriter err, String... arguments) {
        Phasor root = new Phasor();
        CommandLine line = new CommandLine(root)
                .addSubcommand(new RunCommand(scope))
                .addSubcommand(new PlayCommand())
                .addSubcommand(new StreamsCommand())
                .addSubcommand(new ReplayCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new TrialsCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new CalibrateCommand())
                .addSubcommand(new LoopDelayCommand())
                .addSubcommand(new CertifyCommand(scope))
                .addSubcommand(new InfoCommand())
                .addSubcommand(new StopCommand())
                .addSubcommand(new AuditCommand())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((e, args) -> {
            err.println("phasor: " + wrongArgument(e));
            err.println("phasor: \"" + e.getCommandLine().getCommandSpec().qualifiedName()
                    + " --help\" says what it takes");
            return ExitCode.BAD_ARGUMENTS.number();
        });
        line.setExecutionExceptionHandler(
                (e, commandLine, parsed) -> root.report(e, err).number());
        int code = execute(line, err, LoopDelayCommand.asOneWord(arguments));
        if (out.checkError() && code == ExitCode.DONE.number()) {
            err.println("phasor: standard output took not all of it: it is closed, or its disk is full");
            code = ExitCode.FAILED.number();
        }
        err.flush();
        return code;
    }

    private static String wrongArgument(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String first = unmatched.getUnmatched().get(0);
            Collection<String> commands = e.getCommandLine().getSubcommands().keySet();
            if (commands.isEmpty()) {
                return "\"" + first + "\": nothing more is taken here";
            }
            return "\"" + first + "\": there is no such command"
                    + NearestNames.meant(first, commands)
                            .map(n -> "; nearest: " + n)
                            .orElse("");
        }
        return e.getMessage();
    }

    /** Left to itself, Java ends with 1 on an error as no memory: here that means that a check failed. */
    private static int execute(CommandLine line, PrintWriter err, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (Error e) {
            err.println("phasor: " + e);
            e.printStackTrace(err);
            return ExitCode.FAILED.number();
        }
    }

    private ExitCode report(Exception e, PrintWriter err) {
        ExitCode code = ExitCode.FAILED;
        if (e instanceof RigFileException rig) {
            for (RigFault fault : rig.faults()) {
                err.println("phasor: " + fault);
            }
            code = ExitCode.BAD_ARGUMENTS;
        } else {
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            if (e instanceof FileSystemException file && file.getReason() == null) {
                message = file.getFile() + ": " + why(file);
            }
            err.println("phasor: " + message.replaceAll("\\s*\\R\\s*", " "));
            if (e instanceof CommandFailed failed) {
                code = failed.exitCode();
            }
        }
        if (verbose) {
            e.printStackTrace(err);
        }
        return code;
    }

    /** The file system's exceptions say the path only. */
    private static String why(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException
                ? "permission denied"
                : e.getClass().getSimpleName();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The version line. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"phasor " + PhasorVersion.text() + ", Java " + System.getProperty("java.version")};
        }
    }

    /** The headless program. */
    public static void main(String[] arguments) {
        System.exit(execute(ScopeWindow.NONE, arguments));
    }
}
