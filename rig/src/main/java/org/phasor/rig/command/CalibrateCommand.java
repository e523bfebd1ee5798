package org.phasor.rig.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.phasor.dsp.Calibration;
import org.phasor.dsp.ConditioningSettings;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.estimator.PhaseEstimators;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.dsp.evaluation.SignalCalibration;
import org.phasor.dsp.evaluation.TruthKind;
import org.phasor.lsl.LslConfigFile;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.recordings.CalibrationFile;
import org.phasor.recordings.RecordedSignal;
import org.phasor.recordings.Recording;
import org.phasor.rig.PhasorVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor calibrate}: makes an estimator ready for one subject and montage. */
@Command(
        name = "calibrate",
        description = {
            "Makes an estimator ready for one signal, or measures the loop delay (--loop).",
            "From some minutes of rest: individual peak (1/f removed), training, the bias that remains, the expected"
                    + " error, and whether phase-locking makes sense at all. Writes an estimator file that a rig file"
                    + " names: calibration = \"FILE\"."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor calibrate rest.vhdr --channel C3 --band 8,13 --out c3.json",
            "Example: phasor calibrate \"type='EEG'\" --montage C3-hjorth --band 8,13",
            "phasor calibrate --loop measures the loop delay instead: it has its own --help.",
            "Exit codes: 0 phase-locking makes sense; 1 it does not (the file is written",
            "all the same)."
        })
final class CalibrateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE|STREAM",
            description = "A recording at rest, or a live LSL stream as a condition: \"name='MyAmp'\".")
    private String source;

    @Option(names = "--channel", paramLabel = "LABEL", description = "The channel that is the signal.")
    private String channel;

    @Option(
            names = "--montage",
            paramLabel = "NAME|WEIGHTS",
            description = "A named montage (C3-hjorth), or weights as C3=1,FC1=-0.25.")
    private String montage;

    @Option(
            names = "--reference",
            split = ",",
            paramLabel = "LABEL",
            description = "As in the rig file: average, or labels whose mean is taken off; default as received.")
    private List<String> reference = List.of();

    @Option(names = "--band", required = true, paramLabel = "LOW,HIGH", description = "The band of interest in Hz.")
    private String band;

    @Option(names = "--estimator", paramLabel = "NAME", description = "Which estimator; default ${DEFAULT-VALUE}.")
    private String estimator = PhaseEstimators.DEFAULT;

    @Option(
            names = "--look-ahead-ms",
            paramLabel = "MS",
            description = "At which bias and error are measured: horizon and output delay; default ${DEFAULT-VALUE}.")
    private double lookAheadMs = 10;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Of a live stream: how long to listen; default ${DEFAULT-VALUE}.")
    private double seconds = 180;

    @Option(
            names = "--stream",
            paramLabel = "NAME|ID",
            description = "Of a recording with several streams: which; default its EEG.")
    private String stream = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write; default: the signal's name, .estimator.json. Never written over.")
    private Path out;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter words = spec.commandLine().getErr();
        SpatialChoice spatial = SpatialChoice.of(channel, montage);
        double[] edges = NumberList.pair("--band", band);
        if (!PhaseEstimators.names().contains(estimator)) {
            throw refused(
                    "--estimator " + estimator + ": must be one of " + String.join(", ", PhaseEstimators.names()));
        }
        if (!(lookAheadMs >= 0 && lookAheadMs <= 1000)) {
            throw refused("--look-ahead-ms " + lookAheadMs + ": must be 0 to 1000");
        }
        if (!(seconds >= 30 && seconds <= 3600)) {
            throw refused("--seconds " + seconds + ": must be 30 to 3600");
        }
        Path file = out != null
                ? out
                : Path.of(spatial.words().replaceAll("[^A-Za-z0-9+-]", "_") + "-" + estimator + ".estimator.json");
        if (Files.exists(file)) {
            throw refused(file + ": is there already: name another file (--out)");
        }
        SignalSettings settings = new SignalSettings(
                        "signal",
                        spatial.weights(),
                        edges[0],
                        edges[1],
                        OptionalDouble.empty(),
                        estimator,
                        OptionalDouble.empty())
                .withConditioning(ConditioningSettings.DEFAULTS.withReference(reference));
        Map<String, String> provenance = new LinkedHashMap<>();
        EvaluationSignal signal = signal(settings, provenance, words);
        provenance.put("signal", spatial.words());
        provenance.put(Calibration.CHANNELS, settings.channelsText());
        provenance.put("seconds", String.format(Locale.ROOT, "%.1f", signal.seconds()));
        provenance.put(Calibration.LOOK_AHEAD_MS, Narrator.plain(lookAheadMs));
        provenance.put("phasor", PhasorVersion.text());
        provenance.put("made", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        words.println("calibrating " + estimator + " on " + provenance.get("seconds") + " s");
        words.flush();
        SignalCalibration made;
        try {
            made = SignalCalibration.of(
                    signal,
                    EvaluationSettings.of(edges[0], edges[1], TruthKind.MULTI),
                    estimator,
                    lookAheadMs,
                    provenance);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.FAILED, source + ": " + e.getMessage(), e);
        }
        provenance.put(Calibration.MAKES_SENSE, Boolean.toString(made.makesSense()));
        CalibrationFile.write(file, made.calibration().withProvenance(provenance));
        if (json) {
            spec.commandLine().getOut().println(Json.pretty(toJson(made, file)));
        } else {
            print(spec.commandLine().getOut(), made, file);
        }
        return (made.makesSense() ? ExitCode.DONE : ExitCode.CHECK_FAILED).number();
    }

    private EvaluationSignal signal(SignalSettings settings, Map<String, String> provenance, PrintWriter words)
            throws IOException, InterruptedException {
        Path path = pathOrNull();
        try {
            if (path == null) {
                try (PureJavaLsl lsl = new PureJavaLsl(LslConfigFile.fromEnvironment())) {
                    StreamCapture.Captured captured = StreamCapture.of(lsl, source, settings, seconds, words);
                    provenance.put("stream", captured.stream().name());
                    return captured.signal();
                }
            }
            try (Recording recording = Recording.open(path)) {
                RecordedSignal read = RecordedSignal.read(recording, stream, settings);
                read.notes().forEach(note -> words.println("note: " + note));
                provenance.put("file", path.getFileName().toString());
                return read.signal();
            }
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage());
        }
    }

    /** A condition on streams has a comparison in it; a file that exists is a file. */
    private Path pathOrNull() {
        try {
            Path path = Path.of(source);
            return Files.exists(path) || source.indexOf('=') < 0 ? path : null;
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    private void print(PrintWriter text, SignalCalibration made, Path file) {
        text.printf(
                Locale.ROOT,
                "individual peak   %.1f Hz, %.1f dB over the 1/f background%s%n",
                made.calibration().peakHz(),
                made.calibration().peakDb(),
                outside(made.calibration()) ? ": OUTSIDE the band, choose one around it" : "");
        text.printf(Locale.ROOT, "left out          %.1f s as artefact or unusable%n", made.rejectedSeconds());
        text.printf(
                Locale.ROOT,
                "circular SD       %.1f deg (95 %% %.1f to %.1f) where the rhythm is strong, %.1f deg everywhere%n",
                Math.toDegrees(made.held().errors().errors().circularSdRad()),
                Math.toDegrees(made.held().errors().circularSdRad().low()),
                Math.toDegrees(made.held().errors().circularSdRad().high()),
                Math.toDegrees(made.all().errors().errors().circularSdRad()));
        text.printf(
                Locale.ROOT,
                "bias              %+.1f deg (95 %% %+.1f to %+.1f; negative: it lags, pulses would be late): %s%n",
                Math.toDegrees(made.held().errors().errors().biasRad()),
                Math.toDegrees(made.held().errors().biasRad().low()),
                Math.toDegrees(made.held().errors().biasRad().high()),
                made.biasRemoved() ? "removed" : "left alone");
        text.println(made.verdict());
        text.println("written           " + file);
    }

    private static boolean outside(Calibration calibration) {
        return calibration.peakHz() < calibration.bandLowHz() || calibration.peakHz() > calibration.bandHighHz();
    }

    private JsonObject toJson(SignalCalibration made, Path file) {
        JsonObject o = new JsonObject();
        o.addProperty("file", file.toString());
        o.addProperty("estimator", estimator);
        o.add("peakHz", Json.number(made.calibration().peakHz()));
        o.add("snrDb", Json.number(made.calibration().peakDb()));
        o.add(
                "biasDeg",
                Json.number(Math.toDegrees(made.held().errors().errors().biasRad())));
        o.addProperty("biasRemoved", made.biasRemoved());
        o.add(
                "circularSdDeg",
                Json.number(Math.toDegrees(made.held().errors().errors().circularSdRad())));
        o.add(
                "circularSdAllDeg",
                Json.number(Math.toDegrees(made.all().errors().errors().circularSdRad())));
        o.add("rejectedSeconds", Json.number(made.rejectedSeconds()));
        o.addProperty("makesSense", made.makesSense());
        o.addProperty("verdict", made.verdict());
        return o;
    }

    private static CommandFailed refused(String line) {
        return new CommandFailed(ExitCode.BAD_ARGUMENTS, line);
    }
}
