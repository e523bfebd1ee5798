package org.phasor.rig.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.phasor.lsl.Lsl;
import org.phasor.recordings.page.Certification;
import org.phasor.recordings.page.Certification.HorizonPrice;
import org.phasor.recordings.page.CertificationPage;
import org.phasor.rig.RigFile;
import org.phasor.rig.certify.CertifyLimits;
import org.phasor.rig.certify.CertifyLoad;
import org.phasor.rig.certify.CertifyRun;
import org.phasor.rig.certify.Findings;
import org.phasor.rig.certify.HorizonBench;
import org.phasor.rig.certify.MachineDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasor certify}: will this machine do? */
@Command(
        name = "certify",
        description =
                "Measures this machine under a chosen load, with a synthetic amplifier and a simulated device, and"
                        + " says whether it keeps the limits. Never touches a live device.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor certify --duration 5min --html certify.html",
            "Example: phasor certify --rig rig/examples/mu-trough.toml --background 2",
            "Exit code 0: every limit is met; 1: one is not; 3: it could not be run.",
            "What each finding means and what to do about it: docs/certify.md."
        })
final class CertifyCommand implements Callable<Integer> {

    private static final double SHORTEST_SECONDS = 10;
    private static final double LONGEST_SECONDS = 24 * 3600;

    /** After an interruption the page is still written, then the process goes. */
    private static final int ENDING_SECONDS = 30;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "How long is measured, 10s to 24h, as 5min; starting comes on top. Default: 60s.")
    private String duration;

    @Mixin
    private CertifyLoadOptions loadOptions = new CertifyLoadOptions();

    @Option(names = "--scope", description = "With the window, where there is a display.")
    private boolean withScope;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the temporary recording is made: on the disk that sessions go to. Default: the"
                    + " system's folder for temporary files.")
    private Path folder;

    @Mixin
    private CertifyLimitOptions limitOptions = new CertifyLimitOptions();

    @Option(names = "--json", description = "Prints one JSON object, progress on standard error.")
    private boolean json;

    @Option(names = "--html", paramLabel = "OUT", description = "Writes a page with plots; never over an older file.")
    private Path html;

    @Spec
    private CommandSpec spec;

    private final ScopeWindow scope;
    private final CountDownLatch ended = new CountDownLatch(1);

    CertifyCommand(ScopeWindow scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws Exception {
        double seconds = Durations.seconds(duration);
        CertifyLoadOptions.within("--duration " + duration, seconds, SHORTEST_SECONDS, LONGEST_SECONDS, "s");
        RigFile rig = loadOptions.rigFile();
        CertifyLoad load = loadOptions.load(rig);
        CertifyLimits limits = limitOptions.limits(load.horizonMs());
        Path recordings = folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder;
        checkFolder(recordings);
        checkPage();
        PrintWriter out = spec.commandLine().getOut();
        CertifyProgress progress =
                new CertifyProgress(json ? spec.commandLine().getErr() : out, withScope ? scope : ScopeWindow.NONE);
        Map<String, String> machine = MachineDescription.read();
        String scopeWords = scopeWords();
        progress.opening(rig, load, loadOptions.fromFile(), scopeWords);
        CertifyRun run = new CertifyRun(load, seconds, recordings, progress);
        progress.stopWith(run::stop);
        Thread hook = StopOnSignal.add(run::stop, ended, ENDING_SECONDS);
        try {
            try (Lsl lsl = ChosenLsl.open(rig.settings().acquisition(), progress::words)) {
                run.run(lsl);
            }
            Optional<HorizonPrice> price = run.stopped() ? Optional.empty() : price(load, run, progress);
            Certification found = Findings.of(run, load, limits, commandLine(), now(), scopeWords, price, machine);
            if (json) {
                out.println(Json.pretty(CertifyJson.of(found)));
            } else {
                CertifyText.print(out, found);
            }
            if (html != null) {
                CertificationPage.write(html, found);
                progress.words("page written: " + html);
            }
            return (found.met() && !run.stopped() ? ExitCode.DONE : ExitCode.CHECK_FAILED).number();
        } finally {
            ended.countDown();
            StopOnSignal.remove(hook);
        }
    }

    private Optional<HorizonPrice> price(CertifyLoad load, CertifyRun run, CertifyProgress progress)
            throws InterruptedException {
        progress.words("computing what the horizon costs");
        try {
            HorizonBench bench = HorizonBench.prepare(load, run.measurement());
            EvaluationRunner runner =
                    new EvaluationRunner(Runtime.getRuntime().availableProcessors(), (done, total) -> {});
            EvaluationRunner.Runs runs = runner.run(bench.bench(), List.of(bench.estimator()), bench.delaysMs());
            if (!runs.refusals().isEmpty()) {
                throw new IllegalArgumentException(
                        String.join("; ", runs.refusals().values()));
            }
            return Optional.of(bench.price(runs.runs()));
        } catch (IllegalArgumentException e) {
            progress.words("the horizon's price is not known: " + e.getMessage());
            return Optional.empty();
        }
    }

    private String scopeWords() {
        if (!withScope) {
            return "off";
        }
        return scope.whyNot().map(why -> "asked for, but off: " + why).orElse("on");
    }

    private void checkPage() {
        if (html == null) {
            return;
        }
        if (Files.exists(html)) {
            throw refused("--html " + html + ": is there already, and is not written over");
        }
        Path parent = html.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw refused("--html " + html + ": there is no folder " + parent);
        }
    }

    private static void checkFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw refused("--folder " + folder + ": must be a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new IOException("--folder " + folder + ": nothing can be written there");
        }
    }

    private String commandLine() {
        List<String> words = new ArrayList<>(List.of("phasor"));
        words.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
        return String.join(" ", words);
    }

    private static String now() {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                .format(ZonedDateTime.now(ZoneOffset.UTC));
    }

    private static CommandFailed refused(String line) {
        return new CommandFailed(ExitCode.BAD_ARGUMENTS, line);
    }
}
