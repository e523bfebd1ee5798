package org.phasor.rig.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.phasor.acquisition.AnnouncedLength;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.LslConfigFile;
import org.phasor.lsl.PureJavaLsl;
import org.phasor.recordings.RecordingSource;
import org.phasor.rig.Player;
import org.phasor.rig.PlayerSettings;
import org.phasor.rig.TriggerInput;
import org.phasor.rig.TriggerInputSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor play}: a recording or a synthetic signal as a live LSL amplifier. */
@Command(
        name = "play",
        description = "Plays a recording (.xdf, .vhdr), or a synthetic signal, as a live LSL amplifier.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor play session.xdf --name Amp --chunk 8 --delay-ms 5",
            "It waits for a first consumer, plays once and ends; Ctrl-C stops."
        })
final class PlayCommand implements Callable<Integer> {

    private static final double PROGRESS_EVERY_SECONDS = 10;

    @Parameters(paramLabel = "FILE", description = "A recording, or the word synthetic.")
    private String what;

    @Option(names = "--name", paramLabel = "NAME", description = "The stream's name. Default: the recording's.")
    private String name;

    @Option(
            names = "--chunk",
            paramLabel = "SAMPLES",
            defaultValue = "1",
            description = "Samples per delivery. Default: 1.")
    private int chunk;

    @Option(
            names = "--delay-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Every delivery comes so much late. Default: 0.")
    private double delayMs;

    @Option(
            names = "--jitter-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "And up to so much later, at random (seeded). Default: 0.")
    private double jitterMs;

    @Option(
            names = "--speed",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "Times real time; the declared rate and all frequencies scale with it. Default: 1.")
    private double speed;

    @Option(names = "--loop", description = "From the start again at the end.")
    private boolean loop;

    @Option(names = "--no-wait", description = "Does not wait for a first consumer.")
    private boolean noWait;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the synthetic signal and the jitter. Default: 1.")
    private long seed;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "8",
            description = "Of the synthetic signal. Default: 8.")
    private int channels;

    @Option(
            names = "--rate-hz",
            paramLabel = "HZ",
            defaultValue = "1000",
            description = "Of the synthetic signal. Default: 1000.")
    private double rateHz;

    @Option(names = "--duration", paramLabel = "TIME", description = "Of the synthetic signal. Default: without end.")
    private String duration;

    @Option(
            names = "--trigger-port",
            paramLabel = "PORT",
            description = "Adds a channel " + TriggerInput.LABEL + " that goes to 1 for 5 ms with each datagram of the"
                    + " rig's udp device at this port of loopback (udp-port, 16700). Default: none.")
    private Integer triggerPort;

    @Option(
            names = "--trigger-delay-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "From the datagram to the channel. Default: 0.")
    private double triggerDelayMs;

    @Option(
            names = "--trigger-jitter-ms",
            paramLabel = "MS",
            defaultValue = "0",
            description = "And up to so much more, at random (seeded). Default: 0.")
    private double triggerJitterMs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PlayerSettings settings;
        try {
            settings = new PlayerSettings(Optional.ofNullable(name), chunk, delayMs, jitterMs, speed, loop, seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--" + e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Lsl lsl = new PureJavaLsl(LslConfigFile.fromEnvironment());
                Played first = open()) {
            try (Player player = Player.open(lsl, first.source().info(), first.samples(), settings, triggerInput())) {
                out.println("playing " + what + " as LSL stream " + player.info());
                if (!noWait) {
                    out.println("waiting for a consumer (Ctrl-C stops)");
                    while (!player.awaitConsumer(Duration.ofSeconds(1))) {
                        // Until somebody listens or the program is stopped.
                    }
                }
                playToTheEnd(player, first, out);
                if (player.sourceEnd() == SourceEnd.FAILED) {
                    throw new CommandFailed(ExitCode.FAILED, player.endDetail());
                }
                out.printf(Locale.ROOT, "done: %d samples played%n", player.playedSamples());
            }
        }
        return ExitCode.DONE.number();
    }

    /** Null for none. */
    private TriggerInput triggerInput() throws IOException {
        if (triggerPort == null) {
            if (triggerDelayMs != 0 || triggerJitterMs != 0) {
                throw new CommandFailed(
                        ExitCode.BAD_ARGUMENTS, "--trigger-delay-ms, --trigger-jitter-ms: need --trigger-port");
            }
            return null;
        }
        TriggerInputSettings trigger;
        try {
            trigger = new TriggerInputSettings(triggerPort, triggerDelayMs, triggerJitterMs, seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.BAD_ARGUMENTS, "--" + e.getMessage(), e);
        }
        return TriggerInput.open(trigger);
    }

    private void playToTheEnd(Player player, Played first, PrintWriter out) throws Exception {
        Played current = first;
        do {
            out.println("playing");
            player.play(current.source());
            double next = PROGRESS_EVERY_SECONDS;
            long start = System.nanoTime();
            while (!player.awaitEnd(Duration.ofMillis(200))) {
                double elapsed = (System.nanoTime() - start) / 1e9;
                if (elapsed >= next) {
                    next += PROGRESS_EVERY_SECONDS;
                    out.printf(
                            Locale.ROOT,
                            "%6.0f s  %d samples, %s%n",
                            elapsed,
                            player.playedSamples(),
                            player.hasConsumers() ? "somebody listens" : "nobody listens");
                }
            }
            if (loop) {
                current.close();
                current = open();
                player.rewind();
            }
        } while (loop);
    }

    private record Played(SampleSource source, long samples) implements AutoCloseable {
        @Override
        public void close() {
            source.close();
        }
    }

    private Played open() throws Exception {
        if (what.equals("synthetic")) {
            double seconds = duration == null ? Double.POSITIVE_INFINITY : Durations.seconds(duration);
            SyntheticSettings settings;
            try {
                settings = SyntheticSettings.DEFAULTS
                        .withSeed(seed)
                        .withChannels(channels)
                        .withRateHz(rateHz)
                        .withDurationSeconds(seconds);
            } catch (IllegalArgumentException e) {
                throw new CommandFailed(ExitCode.BAD_ARGUMENTS, e.getMessage(), e);
            }
            long samples = Double.isInfinite(seconds) ? AnnouncedLength.NONE : settings.totalSamples();
            return new Played(
                    new SyntheticSource(settings, "phasor-synthetic", Double.POSITIVE_INFINITY, 1, RigClock.SYSTEM),
                    samples);
        }
        if (duration != null) {
            throw new CommandFailed(
                    ExitCode.BAD_ARGUMENTS,
                    "--duration " + duration + ": is for a synthetic signal only; Ctrl-C stops");
        }
        RecordingSource source = RecordingSource.open(Path.of(what));
        return new Played(source, source.sampleCount());
    }
}
