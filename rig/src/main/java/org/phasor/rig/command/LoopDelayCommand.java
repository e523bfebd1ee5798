package org.phasor.rig.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.phasor.recordings.LoopDelayFile;
import org.phasor.rig.LoopDelayRig;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor calibrate --loop}: from command to pulse, measured by the pulses that come back. */
@Command(
        name = LoopDelayCommand.NAME,
        hidden = true,
        description = "Measures the loop delay: from a device's command to the pulse, as it comes back on the"
                + " amplifier's trigger channel or on a stream of markers ([stimulator.return]). Pulses come at random"
                + " intervals, whatever the phase; limits and intervals of the rig file hold. Without a file: a rig that is"
                + " made up, over real LSL and UDP. Writes a file that a rig file names: loop-delay = \"FILE\".",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor calibrate --loop",
            "Example: phasor calibrate --loop my-rig.toml --pulses 200 --out loop-delay.json",
            "Bench devices are armed by this command. A live one is armed by a person at the",
            "console, as in a run: type arm. THE COIL MUST BE AWAY FROM ANY PERSON.",
            "What is printed, and how to wire it: docs/loop-delay.md.",
            "Exit codes: 0 measured, within the limits; 1 not: pulses were missing, or it",
            "varies or drifts by too much (no file is written)."
        })
final class LoopDelayCommand implements Callable<Integer> {

    /** One word for picocli, two for people. */
    static final String NAME = "calibrate --loop";

    private static final String BUILT_IN = "/org/phasor/rig/examples/loop-delay.toml";

    @Parameters(arity = "0..1", paramLabel = "RIG.toml", description = "The rig file. Default: a rig that is made up.")
    private Path rigPath;

    @Option(names = "--pulses", paramLabel = "N", description = "How many; default ${DEFAULT-VALUE}.")
    private int pulses = 100;

    @Option(
            names = "--max-jitter-ms",
            paramLabel = "MS",
            description = "Largest standard deviation; default stimulator.return.max-jitter-ms.")
    private Double maxJitterMs;

    @Option(
            names = "--max-drift-ms",
            paramLabel = "MS",
            description = "Largest drift over the run; default stimulator.return.max-drift-ms.")
    private Double maxDriftMs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write; default ${DEFAULT-VALUE}. Never written over.")
    private Path out = Path.of("loop-delay.json");

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Replaces a value of the rig file.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object, progress on standard error.")
    private boolean json;

    @Option(names = "--no-control", description = "No control socket: ./phasor stop does not reach this run.")
    private boolean noControl;

    @Spec
    private CommandSpec spec;

    /** {@code calibrate ... --loop ...} is another command than {@code calibrate}. */
    static String[] asOneWord(String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        int calibrate = 0;
        while (calibrate < all.size() && all.get(calibrate).startsWith("-")) {
            calibrate++;
        }
        if (calibrate == all.size() || !all.get(calibrate).equals("calibrate") || !all.remove("--loop")) {
            return arguments;
        }
        all.set(calibrate, NAME);
        return all.toArray(new String[0]);
    }

    @Override
    public Integer call() throws Exception {
        if (pulses < 3 || pulses > 100_000) {
            throw refused("--pulses " + pulses + ": must be 3 to 100000");
        }
        if (maxJitterMs != null && !(maxJitterMs > 0) || maxDriftMs != null && !(maxDriftMs > 0)) {
            throw refused("--max-jitter-ms, --max-drift-ms: must be > 0");
        }
        if (Files.exists(out)) {
            throw refused(out + ": is there already: name another file (--out)");
        }
        PrintWriter progress =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        RigFile rig = rigFile();
        LoopDelayResult result = new LoopCalibration(
                        rig, pulses, new Narrator(progress, false), maxJitterMs, maxDriftMs, !noControl)
                .run();
        if (result.failures().isEmpty()) {
            LoopDelayFile.write(out, result.measured());
        }
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(LoopDelayText.json(result, out)));
        } else {
            LoopDelayText.print(spec.commandLine().getOut(), result, out);
        }
        result.failures().forEach(line -> spec.commandLine().getErr().println("phasor: " + line));
        return (result.failures().isEmpty() ? ExitCode.DONE : ExitCode.CHECK_FAILED).number();
    }

    private RigFile rigFile() throws RigFileException, IOException {
        List<String> all = new ArrayList<>(sets);
        all.add("trigger.policy=timed");
        RigFile rig;
        if (rigPath != null) {
            rig = RigFile.read(rigPath, all);
        } else {
            try (InputStream builtIn = LoopDelayCommand.class.getResourceAsStream(BUILT_IN)) {
                rig = RigFile.parse("loop-delay.toml", new String(builtIn.readAllBytes(), StandardCharsets.UTF_8), all);
            }
        }
        if (rig.settings().returned().aux().isEmpty()) {
            throw refused(
                    rig.name()
                            + ": stimulator.return.aux is missing: must name the [[acquisition.aux]] on which pulses come back");
        }
        if (!LoopDelayRig.givesPulses(rig.settings())) {
            throw refused(rig.name() + ": stimulator.fire = \"simulated\": gives no pulse that could come back");
        }
        return rig;
    }

    private static CommandFailed refused(String line) {
        return new CommandFailed(ExitCode.BAD_ARGUMENTS, line);
    }
}
