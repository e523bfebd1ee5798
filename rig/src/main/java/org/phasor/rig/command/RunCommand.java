package org.phasor.rig.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.phasor.lsl.Lsl;
import org.phasor.recordings.SessionRecording;
import org.phasor.recordings.SessionReport;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.RecordedRig;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;
import org.phasor.rig.RigInput;
import org.phasor.rig.Session;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.SessionOptions;
import org.phasor.rig.SessionSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phasor run}: acquire, decide, stimulate, record. */
@Command(
        name = "run",
        description = "Runs the closed loop: acquire, decide, stimulate, record. Without a file: the built-in demo.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: phasor run rig/examples/mu-trough.toml --arm --duration 10min",
            "Bench devices are armed by --arm (the demo arms its simulated one); without",
            "it every pulse is vetoed. Ctrl-C ends in order, with exit code 130."
        })
final class RunCommand implements Callable<Integer> {

    private static final long WATCH_MS = 50;

    /** A machine that has just started something is slow for a moment: it may settle. */
    private static final int MOST_ARMING_ATTEMPTS = 5;

    private static final String DEMO = "/org/phasor/rig/examples/demo.toml";

    @Parameters(arity = "0..1", paramLabel = "RIG.toml", description = "The rig file. Default: the demo.")
    private Path rigPath;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Ends after so long, as 30s, 5min, 1h; a bare number is seconds.")
    private String duration;

    @Option(names = "--headless", description = "No window.")
    private boolean headless;

    @Option(
            names = "--arm",
            description =
                    "Arms the (bench) devices once the stream has settled; exit code 1 when it never came to that.")
    private boolean arm;

    @Option(names = "--virtual", description = "Decides without delivering: no device is touched.")
    private boolean virtual;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Replaces a value, as trigger.phase-deg=0.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--json", description = "Prints the summary as one JSON object, progress on standard error.")
    private boolean json;

    private boolean neverArmed;

    @Spec
    private CommandSpec spec;

    private final ScopeWindow scope;
    private final CountDownLatch ended = new CountDownLatch(1);

    RunCommand(ScopeWindow scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        RigFile rigFile = rigFile();
        double seconds = duration == null ? Double.POSITIVE_INFINITY : Durations.seconds(duration);
        Narrator narrator = new Narrator(progress, rigPath == null);
        narrator.opening(rigFile, scopeWhyNot());
        try (Lsl lsl = ChosenLsl.open(rigFile.settings().acquisition(), narrator::words);
                RigInput input = RigInput.open(rigFile, lsl, narrator::words)) {
            RigBinding rig = RigBinding.bind(rigFile, input.source().info());
            SessionSummary summary = run(rig, input, lsl, seconds, narrator);
            narrator.ended(summary);
            Optional<SessionReport> truth = knownTruth(rig, summary);
            if (json) {
                JsonObject object = SummaryJson.of(summary, truth);
                out.println(Json.pretty(object));
            } else {
                SummaryText.print(out, summary, truth);
            }
            if (!summary.end().orderly()) {
                spec.commandLine().getErr().println("phasor: " + Narrator.endLine(summary));
            }
            return exitCode(summary).number();
        } finally {
            ended.countDown();
        }
    }

    private ExitCode exitCode(SessionSummary summary) {
        if (!summary.end().orderly()) {
            return ExitCode.FAILED;
        }
        // Who asked for --arm and got a run without a pulse must not take it for a session.
        return arm && neverArmed ? ExitCode.CHECK_FAILED : ExitCode.DONE;
    }

    private RigFile rigFile() throws RigFileException, IOException {
        if (rigPath != null) {
            return RigFile.read(rigPath, sets);
        }
        try (InputStream demo = RunCommand.class.getResourceAsStream(DEMO)) {
            return RigFile.parse("demo.toml", new String(demo.readAllBytes(), StandardCharsets.UTF_8), sets);
        }
    }

    private Optional<String> scopeWhyNot() {
        return headless ? Optional.of("") : scope.whyNot();
    }

    private SessionSummary run(RigBinding rig, RigInput input, Lsl lsl, double seconds, Narrator narrator)
            throws IOException, InterruptedException {
        StopButton stopButton = new StopButton();
        List<FrameObserver> observers = new ArrayList<>();
        boolean window = scopeWhyNot().isEmpty();
        if (window) {
            observers.add(scope.open(rig, stopButton));
        }
        SessionOptions options = new SessionOptions(virtual, null, observers);
        try (Session session = Session.open(rig, input.source(), lsl, options)) {
            stopButton.connect(session, narrator);
            Thread hook = stopOnSignal(session);
            narrator.bound(rig, session.recording(), virtual);
            session.start();
            input.play();
            SessionEnd end = supervise(session, seconds, narrator, arm || isDemo(rig));
            SessionSummary summary = session.end(end);
            session.observerFailure()
                    .ifPresent(line -> spec.commandLine().getErr().println("phasor: " + line));
            removeHook(hook);
            return summary;
        } finally {
            if (window) {
                scope.closed(narrator.lastLine());
            }
        }
    }

    /** The demo arms itself, as long as no value on the command line has given it a device. */
    private boolean isDemo(RigBinding rig) {
        return rigPath == null && rig.settings().stimulator().fire().equals("simulated");
    }

    private SessionEnd supervise(Session session, double seconds, Narrator narrator, boolean armAsked)
            throws InterruptedException {
        long start = System.nanoTime();
        int refusals = 0;
        boolean armWanted = armAsked && !virtual;
        if (!armAsked && !virtual) {
            narrator.notAsked();
        }
        while (true) {
            Optional<SessionEnd> end = session.watch();
            double elapsed = (System.nanoTime() - start) / 1e9;
            if (end.isPresent() || elapsed >= seconds) {
                neverArmed = armWanted;
                if (armWanted) {
                    narrator.neverArmed(refusals > 0);
                }
                return end.orElse(SessionEnd.DURATION_OVER);
            }
            if (armWanted && session.settled()) {
                Optional<String> refusal = session.arm();
                if (refusal.isEmpty()) {
                    armWanted = false;
                    narrator.armed();
                } else if (++refusals == MOST_ARMING_ATTEMPTS) {
                    session.stop();
                    throw new CommandFailed(ExitCode.CHECK_FAILED, refusal.get());
                } else {
                    narrator.words(refusal.get() + "; watching on");
                }
            }
            narrator.rhythms(session.rhythms());
            narrator.progress(() -> session.summary(null), session.state(), elapsed, seconds);
            Thread.sleep(WATCH_MS);
        }
    }

    /** A signal stops the pulses at once; the hook then waits until the file is closed. */
    private Thread stopOnSignal(Session session) {
        Thread hook = new Thread(
                () -> {
                    session.stop();
                    try {
                        ended.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "phasor-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came: the hook is running and is let go by the latch.
        }
    }

    private Optional<SessionReport> knownTruth(RigBinding rig, SessionSummary summary) throws IOException {
        boolean known = rig.info().channels().stream().anyMatch(c -> c.type().equals("phase-truth"));
        if (!known || rig.settings().trigger().conditions().isEmpty()) {
            return Optional.empty();
        }
        try (SessionRecording session = SessionRecording.open(summary.recording())) {
            return Optional.of(RecordedRig.report(session, rig.file()));
        }
    }

    /** What the window may do to the session. */
    private static final class StopButton implements ScopeWindow.Controls {
        private volatile Session session;
        private volatile Narrator narrator;
        private volatile boolean pressed;

        void connect(Session to, Narrator by) {
            narrator = by;
            session = to;
            if (pressed) {
                to.stop();
            }
        }

        @Override
        public void stop() {
            // In this order: a session that appears meanwhile sees that it was pressed.
            pressed = true;
            Session running = session;
            if (running != null) {
                running.stop();
            }
        }

        @Override
        public String statusLine() {
            return narrator == null ? "" : narrator.lastLine();
        }
    }
}
