package org.phasor.rig.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.phasor.lsl.Lsl;
import org.phasor.recordings.SessionRecording;
import org.phasor.recordings.SessionReport;
import org.phasor.rig.AuxStreams;
import org.phasor.rig.FrameObserver;
import org.phasor.rig.OperatorWay;
import org.phasor.rig.RecordedRig;
import org.phasor.rig.RigBinding;
import org.phasor.rig.RigFile;
import org.phasor.rig.RigFileException;
import org.phasor.rig.RigInput;
import org.phasor.rig.RigSettings;
import org.phasor.rig.Session;
import org.phasor.rig.SessionEnd;
import org.phasor.rig.SessionOptions;
import org.phasor.rig.SessionSummary;
import org.phasor.rig.control.ControlFolder;
import org.phasor.rig.machine.PauseWatch;
import org.phasor.rig.machine.QuietMachine;
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
            "it every pulse is vetoed. Ctrl-C ends in order, with exit code 130.",
            "A live device is armed only by a person at this console (type arm) or in",
            "the window, in two steps; docs/live.md.",
            "Keys at the console, each with Enter: s stops, h holds, r resumes."
        })
final class RunCommand implements Callable<Integer> {

    private static final long WATCH_MS = 50;

    /** After a signal, until the file is closed. */
    private static final long LONGEST_ENDING_SECONDS = 10;

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

    @Option(names = "--no-control", description = "No control socket: ./phasor stop does not reach this run.")
    private boolean noControl;

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
        if (arm && !virtual && rigFile.settings().stimulator().live()) {
            throw new CommandFailed(
                    ExitCode.BAD_ARGUMENTS,
                    "--arm arms bench devices; '"
                            + rigFile.settings().stimulator().fire()
                            + "' is live: a person arms it at the console or in the window");
        }
        RigSettings.Loop loop = rigFile.settings().loop();
        double seconds = duration == null ? Double.POSITIVE_INFINITY : Durations.seconds(duration);
        Narrator narrator = new Narrator(progress, rigPath == null);
        narrator.opening(rigFile, scopeWhyNot());
        QuietMachine machine = QuietMachine.prepare(loop.machineWishes());
        try (Lsl lsl = ChosenLsl.open(rigFile.settings().acquisition(), narrator::words);
                PauseWatch pauses = loop.pauses() ? PauseWatch.start(machine) : PauseWatch.off();
                RigInput input = RigInput.open(rigFile, lsl, narrator::words)) {
            RigBinding rig = RigBinding.bind(rigFile, input.source().info());
            SessionSummary summary;
            try (AuxStreams aux = AuxStreams.open(rig, lsl, narrator::words)) {
                summary = run(rig, input, aux, lsl, seconds, narrator, machine, pauses);
            }
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

    private SessionSummary run(
            RigBinding rig,
            RigInput input,
            AuxStreams aux,
            Lsl lsl,
            double seconds,
            Narrator narrator,
            QuietMachine machine,
            PauseWatch pauses)
            throws IOException, InterruptedException {
        RunControls byWindow = new RunControls(OperatorWay.WINDOW, narrator::lastLine);
        RunControls byConsole = new RunControls(OperatorWay.CONSOLE, narrator::lastLine);
        List<FrameObserver> observers = new ArrayList<>();
        boolean window = scopeWhyNot().isEmpty();
        if (window) {
            observers.add(scope.open(rig, byWindow));
        }
        SessionOptions options =
                new SessionOptions(virtual, null, observers).withAux(aux).on(machine, pauses);
        try (Session session = Session.open(rig, input.source(), lsl, options);
                RunControl control = new RunControl(session, virtual, narrator::remote)) {
            byWindow.connect(session);
            byConsole.connect(session);
            Thread hook =
                    StopOnSignal.add(() -> session.desk().stop(OperatorWay.SIGNAL), ended, LONGEST_ENDING_SECONDS);
            narrator.bound(rig, session.recording(), virtual);
            machine.notes().forEach(narrator::note);
            if (!noControl) {
                narrator.control(
                        control.open(ControlFolder.ofThisUser(), rig.file().name()));
            }
            session.start();
            input.play();
            Optional<Reader> person = ConsoleDesk.person();
            person.ifPresent(in -> {
                ConsoleDesk desk = new ConsoleDesk(byConsole, in, narrator::desk);
                narrator.quietWhile(desk::asks);
                desk.start();
            });
            narrator.people(session.safety().live(), person.isPresent(), window);
            session.safety().staleThreshold().ifPresent(narrator::note);
            SessionEnd end = supervise(rig, session, aux, control, seconds, narrator, arm || isDemo(rig));
            SessionSummary summary = session.end(end);
            session.observerFailure()
                    .ifPresent(line -> spec.commandLine().getErr().println("phasor: " + line));
            StopOnSignal.remove(hook);
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

    private SessionEnd supervise(
            RigBinding rig,
            Session session,
            AuxStreams aux,
            RunControl control,
            double seconds,
            Narrator narrator,
            boolean armAsked)
            throws InterruptedException {
        long start = System.nanoTime();
        int refusals = 0;
        boolean armWanted = armAsked && !virtual;
        boolean live = session.safety().live();
        boolean offered = false;
        StreamNews streamNews = narrator.streamNews(rig);
        if (!armAsked && !virtual && !live) {
            narrator.notAsked();
        }
        while (true) {
            Optional<SessionEnd> end = session.watch();
            double elapsed = (System.nanoTime() - start) / 1e9;
            if (end.isPresent() || elapsed >= seconds) {
                narrator.stopped(session.status());
                neverArmed = armWanted;
                if (armWanted) {
                    narrator.neverArmed(refusals > 0);
                }
                return end.orElse(SessionEnd.DURATION_OVER);
            }
            armWanted |= control.takeArmingAsked();
            if (armWanted && session.desk().settled() && !session.desk().held()) {
                Optional<String> refusal = session.desk().arm();
                if (refusal.isEmpty()) {
                    armWanted = false;
                    control.armed();
                    narrator.armed();
                } else if (++refusals == MOST_ARMING_ATTEMPTS) {
                    session.desk().stop(OperatorWay.PROGRAM);
                    throw new CommandFailed(ExitCode.CHECK_FAILED, refusal.get());
                } else {
                    narrator.words(refusal.get() + "; watching on");
                }
            }
            if (live && !offered && session.desk().settled()) {
                offered = true;
                narrator.mayBeArmed();
            }
            if (live) {
                narrator.live(session.state());
            }
            aux.takeNews().ifPresent(narrator::note);
            narrator.confirmation(session.safety().secondsToConfirm());
            narrator.rhythms(session.rhythms());
            streamNews.look(session.stream(), elapsed);
            narrator.progress(
                    session::status,
                    session::timing,
                    session::lastRefusal,
                    session.trials(),
                    session.state(),
                    elapsed,
                    seconds);
            Thread.sleep(WATCH_MS);
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
}
