package org.phasor.rig.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.phasor.acquisition.NearestNames;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.dsp.evaluation.EvaluationBench;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.dsp.evaluation.TruthKind;
import org.phasor.recordings.RecordedSignal;
import org.phasor.recordings.Recording;
import org.phasor.recordings.RecordingException;
import org.phasor.recordings.page.EvaluatedFile;
import org.phasor.recordings.page.EvaluationPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor evaluate}: estimators compared on the lab's own recordings. */
@Command(
        name = "evaluate",
        description =
                "Compares phase estimators on recordings: causal estimates against a truth that knows the future.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor evaluate rest.vhdr --channel C3 --band 8,13 --html rest.html",
            "Example: phasor evaluate a.xdf b.xdf --montage C3-hjorth --band 8,13",
            "The first 60 s (or 35 %%) of a recording give the peak and train; the rest is",
            "scored every 37 ms. Gates: all; amp50: true amplitude above its median; own50:",
            "the estimator's own above its median. SD: circular, sqrt(-2 ln PLV). bias:",
            "positive is ahead of the truth. In brackets: 95 %% by a bootstrap of 5-s blocks.",
            "The truth is a filter's view: see docs/evaluate.md."
        })
final class EvaluateCommand implements Callable<Integer> {

    /** What a rig uses whose file names none. */
    private static final String DEFAULT_ESTIMATOR = PhaseEstimators.DEFAULT;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Recordings: XDF files or BrainVision headers.")
    private List<Path> files;

    @Option(names = "--channel", paramLabel = "LABEL", description = "The channel whose phase is estimated.")
    private String channel;

    @Option(
            names = "--montage",
            paramLabel = "NAME|WEIGHTS",
            description = "Or a weighted sum of channels: by name, as C3-hjorth (a wrong name lists all), or by"
                    + " weights, as C3=1,FC1=-0.5,CP1=-0.5.")
    private String montage;

    @Option(names = "--band", paramLabel = "LO,HI", required = true, description = "The band of interest in Hz.")
    private String band;

    @Option(
            names = "--search-hz",
            paramLabel = "LO,HI",
            description = "Where the peak is searched. Default: the band, and 1 Hz more on each side when it is at most"
                    + " 5 Hz wide.")
    private String search;

    @Option(names = "--estimators", paramLabel = "A,B,..", description = "Which estimators. Default: all.")
    private String estimators;

    @Option(
            names = "--delay-ms",
            paramLabel = "A,B,..",
            defaultValue = "0,5,20",
            description = "How far ahead of the newest sample; the first one orders the table. Default: 0,5,20.")
    private String delays;

    @Option(
            names = "--truth",
            paramLabel = "multi|band|known",
            description = "multi: mean of 15 filters around the peak; band: one filter over the band; known: what a"
                    + " synthetic signal was made with. Default: known where it is recorded, multi elsewhere.")
    private String truth;

    @Option(names = "--stream", paramLabel = "NAME", description = "Name or id, in files with several streams.")
    private String stream;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Option(names = "--html", paramLabel = "OUT", description = "Writes a page with tables and plots, too.")
    private Path html;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        SpatialChoice spatial = SpatialChoice.of(channel, montage);
        EvaluationSettings settings = settings();
        List<String> names = estimatorNames();
        List<Double> delaysMs = delaysMs();
        checkPage();
        PrintWriter out = spec.commandLine().getOut();
        List<EvaluatedFile> evaluated = new ArrayList<>();
        JsonArray recordings = new JsonArray();
        for (Path file : files) {
            checkFile(file);
        }
        for (Path file : files) {
            EvaluatedFile done = evaluate(file, spatial, settings, names, delaysMs);
            evaluated.add(done);
            if (json) {
                recordings.add(EvaluationJson.of(done));
            } else {
                EvaluationText.print(out, done);
            }
        }
        if (html != null) {
            EvaluationPage.write(html, evaluated);
        }
        if (json) {
            JsonObject whole = new JsonObject();
            whole.add("recordings", recordings);
            out.println(Json.pretty(whole));
        } else if (html != null) {
            out.println();
            out.println("page written: " + html);
        }
        return ExitCode.DONE.number();
    }

    private EvaluatedFile evaluate(
            Path file, SpatialChoice spatial, EvaluationSettings settings, List<String> names, List<Double> delaysMs)
            throws IOException, InterruptedException {
        RecordedSignal signal = read(file, spatial, settings);
        double half = signal.signal().rateHz() / 2;
        double highest = Math.max(settings.bandHighHz(), settings.searchHighHz());
        if (!(highest < half)) {
            throw refused("--band " + band + ": " + file + " has " + Narrator.plain(2 * half)
                    + " Hz: band and search range must end below " + Narrator.plain(half) + " Hz, half of it");
        }
        try {
            TruthKind byDefault = signal.knownPhaseRad().isPresent() ? TruthKind.KNOWN : TruthKind.MULTI;
            EvaluationBench bench = EvaluationBench.prepare(
                    signal.signal(),
                    truth == null ? settings.withTruth(byDefault) : settings,
                    signal.knownPhaseRad(),
                    signal.knownAmplitude());
            SlowProgress progress = new SlowProgress(
                    spec.commandLine().getErr(), file.getFileName().toString());
            EvaluationRunner runner = new EvaluationRunner(Runtime.getRuntime().availableProcessors(), progress::tell);
            EvaluationRunner.Runs runs = runner.run(bench, names, delaysMs);
            if (runs.runs().isEmpty()) {
                throw new CommandFailed(
                        ExitCode.FAILED, file + ": no estimator can be run on it: " + refusals(runs.refusals()));
            }
            return new EvaluatedFile(
                    file,
                    signal.stream().name(),
                    spatial.words(),
                    signal.notes(),
                    RecordingEvaluation.of(bench, runs.runs(), delaysMs, DEFAULT_ESTIMATOR),
                    runs.refusals());
        } catch (IllegalArgumentException e) {
            throw new RecordingException(file + ": " + e.getMessage(), e);
        }
    }

    private static String refusals(java.util.Map<String, String> refusals) {
        List<String> all = new ArrayList<>();
        refusals.forEach((name, why) -> all.add(name + ": " + why));
        return String.join("; ", all);
    }

    private RecordedSignal read(Path file, SpatialChoice spatial, EvaluationSettings settings) throws IOException {
        SignalSettings wanted = new SignalSettings(
                "evaluated",
                spatial.weights(),
                settings.bandLowHz(),
                settings.bandHighHz(),
                OptionalDouble.empty(),
                DEFAULT_ESTIMATOR,
                OptionalDouble.empty());
        try (Recording recording = Recording.open(file)) {
            return RecordedSignal.read(recording, stream == null ? "" : stream, wanted);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, file + ": " + e.getMessage(), e);
        }
    }

    private EvaluationSettings settings() {
        double[] inBand = NumberList.pair("--band", band);
        TruthKind kind;
        try {
            kind = truth == null ? TruthKind.MULTI : TruthKind.valueOf(truth.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw refused("--truth " + truth + ": must be multi, band or known");
        }
        EvaluationSettings settings = EvaluationSettings.of(inBand[0], inBand[1], kind);
        if (search == null) {
            return settings;
        }
        double[] inSearch = NumberList.pair("--search-hz", search);
        return settings.withSearch(inSearch[0], inSearch[1]);
    }

    private List<Double> delaysMs() {
        List<Double> numbers = NumberList.of("--delay-ms", delays, "delays in ms, as 0,5,20");
        for (double delay : numbers) {
            if (!(delay >= 0 && delay <= 1000)) {
                throw refused("--delay-ms " + delays + ": " + Narrator.plain(delay) + ": must be 0 to 1000 ms");
            }
        }
        return List.copyOf(new LinkedHashSet<>(numbers));
    }

    private List<String> estimatorNames() {
        if (estimators == null) {
            return PhaseEstimators.names();
        }
        LinkedHashSet<String> names = new LinkedHashSet<>();
        for (String part : estimators.split(",", -1)) {
            String name = part.strip();
            if (!PhaseEstimators.names().contains(name)) {
                throw refused("--estimators " + estimators + ": \"" + name + "\" is not known; nearest: "
                        + NearestNames.first(name, PhaseEstimators.names()).get(0) + " (known: "
                        + String.join(", ", PhaseEstimators.names()) + ")");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /** Before the work on the first, not after it. */
    private static void checkFile(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            Recording.open(file).close();
        }
    }

    /** Before the work, not after it. */
    private void checkPage() {
        if (html == null) {
            return;
        }
        Path folder = html.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refused("--html " + html + ": there is no folder " + folder);
        }
        if (Files.isDirectory(html)) {
            throw refused("--html " + html + ": is a folder: must be a file");
        }
    }

    private static CommandFailed refused(String line) {
        return new CommandFailed(ExitCode.BAD_ARGUMENTS, line);
    }
}
