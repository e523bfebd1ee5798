package org.phasor.rig.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslConfigFile;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.lsl.StreamInfo;
import org.phasor.rig.RigInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code phasor streams}: the LSL streams on the network. */
@Command(
        name = "streams",
        description = "Lists the LSL streams on the network, watches them come and go, or measures one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor streams --wait 3 --where \"type='EEG'\"",
            "Example: phasor streams --watch",
            "Example: phasor streams --probe phasor-synthetic --seconds 10"
        })
final class StreamsCommand implements Callable<Integer> {

    private static final double PROBE_SECONDS = 5;

    @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "2", description = "Listens so long. Default: 2.")
    private double waitSeconds;

    @Option(
            names = "--where",
            paramLabel = "XPATH",
            defaultValue = "",
            description = "Only those that match, as \"name='MyAmp'\".")
    private String predicate;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Option(names = "--watch", description = "Asks every second until Ctrl-C: what appears, what vanishes.")
    private boolean watch;

    @Option(
            names = "--probe",
            paramLabel = "NAME",
            description = "Receives that stream: rate, jitter, gaps, clock offset.")
    private String probe;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            description = "With --probe: measures so long. Default: 5. With --watch: ends after so long.")
    private Double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        check();
        try (Lsl lsl = new PureJavaLsl(LslConfigFile.fromEnvironment())) {
            if (watch) {
                double limit = seconds == null ? Double.POSITIVE_INFINITY : seconds;
                new StreamWatch(lsl, predicate, out(), System.console() != null).run(limit);
            } else if (probe != null) {
                probe(lsl);
            } else {
                list(lsl);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--where " + predicate + ": " + e.getMessage(), e);
        }
        return ExitCode.DONE.number();
    }

    private void check() {
        within("--wait", waitSeconds, 600);
        if (watch && probe != null) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--watch and --probe: give one of them");
        }
        if (watch && json) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--json is not for --watch");
        }
        if (probe != null && (probe.isBlank() || probe.indexOf('\n') >= 0)) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--probe \"" + probe + "\": must be a stream's name");
        }
        if (probe != null && !predicate.isEmpty()) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--where is not for --probe, which takes a name");
        }
        if (seconds != null) {
            if (!watch && probe == null) {
                throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--seconds is for --probe and --watch");
            }
            within("--seconds", seconds, watch ? 86_400 : 600);
        }
    }

    private static void within(String option, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new CommandFailed(
                    ExitCode.BAD_ARGUMENTS,
                    String.format(Locale.ROOT, "%s %s: must be > 0 and <= %.0f", option, value, most));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void list(Lsl lsl) throws IOException, InterruptedException {
        List<StreamInfo> streams =
                StreamTable.sorted(lsl.resolver().resolve(predicate, 0, Duration.ofNanos((long) (waitSeconds * 1e9))));
        if (json) {
            out().println(Json.pretty(StreamTable.toJson(streams)));
        } else if (streams.isEmpty()) {
            out().printf(
                            Locale.ROOT,
                            "no LSL stream%s was heard of in %.1f s%s%n",
                            predicate.isBlank() ? "" : " with " + predicate,
                            waitSeconds,
                            RigInput.quotesHint(predicate));
        } else {
            StreamTable.print(out(), streams);
        }
    }

    private void probe(Lsl lsl) throws IOException, InterruptedException {
        ProbeResult result = StreamProbe.measure(lsl, probe, seconds == null ? PROBE_SECONDS : seconds);
        if (json) {
            out().println(Json.pretty(result.toJson()));
        } else {
            result.print(out());
        }
    }
}
