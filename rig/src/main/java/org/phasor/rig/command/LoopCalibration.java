package org.phasor.rig.command;

import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.phasor.dsp.SignalSettings;
import org.phasor.lsl.Lsl;
import org.phasor.recordings.DelayStatistics;
import org.phasor.recordings.LoopDelay;
import org.phasor.recordings.ReturnedPulses;
import org.phasor.recordings.SessionRecording;
import org.phasor.rig.AuxStreams;
import org.phasor.rig.LoopDelayRig;
import org.phasor.rig.OperatorWay;
import org.phasor.rig.PhasorVersion;
import org.phasor.rig.Returned;
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
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.StopReason;

/** The run of {@code calibrate --loop}: a session that fires whatever the phase until so many pulses were given. */
final class LoopCalibration {

    private static final long WATCH_MS = 20;

    /** After a signal, until the file is closed. */
    private static final long LONGEST_ENDING_SECONDS = 10;

    private static final double WITHOUT_SIGNAL_HZ = 10;

    /** A busy machine refuses some pulses: then others follow. */
    private static final double PATIENCE = 3;

    private static final double LEAST_SECONDS = 60;
    private static final int MOST_ARMING_ATTEMPTS = 5;

    /** After the last pulse: its way back, and that of a further stream through the network. */
    private static final double LAST_RETURN_SECONDS = 2;

    private static final List<String> LIVE_WARNING = List.of(
            "LIVE DEVICE: pulses come at random intervals, whatever the phase, with no regard to any subject.",
            "THE COIL MUST BE AWAY FROM ANY PERSON: on a phantom or on the bench, nobody within reach.");

    private final RigFile file;
    private final int pulses;
    private final Narrator narrator;
    private final double maxJitterMs;
    private final double maxDriftMs;
    private final boolean control;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param file with the timed policy
     * @param maxJitterMs null for the rig file's
     * @param maxDriftMs null for the rig file's
     */
    LoopCalibration(
            RigFile file, int pulses, Narrator narrator, Double maxJitterMs, Double maxDriftMs, boolean control) {
        this.file = file;
        this.pulses = pulses;
        this.narrator = narrator;
        this.maxJitterMs =
                maxJitterMs != null ? maxJitterMs : file.settings().returned().maxJitterMs();
        this.maxDriftMs =
                maxDriftMs != null ? maxDriftMs : file.settings().returned().maxDriftMs();
        this.control = control;
    }

    /**
     * @throws CommandFailed when there is nothing to judge: no stream, no arming, a fault that has nothing to do with the pulses
     */
    LoopDelayResult run() throws IOException, InterruptedException, RigFileException {
        if (file.settings().stimulator().live() && ConsoleDesk.person().isEmpty()) {
            throw new CommandFailed(
                    ExitCode.BAD_ARGUMENTS,
                    "'" + file.settings().stimulator().fire()
                            + "' is live: a person arms it at the console, and there is none");
        }
        narrator.opening(file, Optional.empty());
        RigSettings.Loop loop = file.settings().loop();
        // As in a run: what is measured is to hold there.
        QuietMachine machine = QuietMachine.prepare(loop.machineWishes());
        try (Lsl lsl = ChosenLsl.open(file.settings().acquisition(), narrator::words);
                PauseWatch pauses = loop.pauses() ? PauseWatch.start(machine) : PauseWatch.off();
                RigInput input = RigInput.open(file, lsl, narrator::words)) {
            RigBinding rig = RigBinding.bind(file, input.source().info());
            try (AuxStreams aux = AuxStreams.open(rig, lsl, narrator::words)) {
                SessionOptions options = SessionOptions.plain().withAux(aux).on(machine, pauses);
                machine.notes().forEach(narrator::note);
                try (Session session = Session.open(rig, input.source(), lsl, options);
                        RunControl remote = new RunControl(session, false, narrator::remote)) {
                    return measured(rig, aux, session(session, rig, input, aux, remote));
                }
            }
        } finally {
            ended.countDown();
        }
    }

    private SessionSummary session(Session session, RigBinding rig, RigInput input, AuxStreams aux, RunControl remote)
            throws IOException, InterruptedException {
        Thread hook = StopOnSignal.add(() -> session.desk().stop(OperatorWay.SIGNAL), ended, LONGEST_ENDING_SECONDS);
        narrator.bound(rig, session.recording(), false);
        if (control) {
            narrator.control(remote.open(ControlFolder.ofThisUser(), file.name()));
        }
        session.start();
        input.play();
        RunControls byConsole = new RunControls(OperatorWay.CONSOLE, narrator::lastLine);
        byConsole.connect(session);
        Optional<Reader> person = ConsoleDesk.person();
        person.ifPresent(in -> {
            ConsoleDesk desk = new ConsoleDesk(byConsole, in, narrator::desk);
            narrator.quietWhile(desk::asks);
            desk.start();
        });
        boolean live = session.safety().live();
        narrator.people(live, person.isPresent(), false);
        if (live) {
            LIVE_WARNING.forEach(narrator::note);
        }
        SessionEnd end = supervise(session, aux, live);
        SessionSummary summary = session.end(end);
        StopOnSignal.remove(hook);
        narrator.ended(summary);
        boolean byItsReturns = summary.end() == SessionEnd.INTERLOCK_STOPPED
                && session.status()
                        .stop()
                        .map(stop -> stop.reason() == StopReason.RETURN_MISSING
                                || stop.reason() == StopReason.UNEXPECTED_PULSE)
                        .orElse(false);
        if (summary.end() != SessionEnd.DURATION_OVER && !byItsReturns) {
            throw new CommandFailed(ExitCode.FAILED, "not measured: " + Narrator.endLine(summary));
        }
        return summary;
    }

    private SessionEnd supervise(Session session, AuxStreams aux, boolean live) throws InterruptedException {
        long start = System.nanoTime();
        boolean offered = false;
        boolean armed = false;
        int refusals = 0;
        double armedAt = Double.NaN;
        double lastPulseAt = Double.NaN;
        while (true) {
            Optional<SessionEnd> end = session.watch();
            double elapsed = (System.nanoTime() - start) / 1e9;
            if (end.isPresent()) {
                narrator.stopped(session.status());
                return end.get();
            }
            if (session.desk().settled() && !session.desk().held()) {
                if (live && !offered) {
                    offered = true;
                    LIVE_WARNING.forEach(narrator::note);
                    narrator.mayBeArmed();
                } else if (!live && !armed) {
                    Optional<String> refusal = session.desk().arm();
                    armed = refusal.isEmpty();
                    if (armed) {
                        narrator.armed();
                    } else if (++refusals == MOST_ARMING_ATTEMPTS) {
                        session.desk().stop(OperatorWay.PROGRAM);
                        throw new CommandFailed(ExitCode.CHECK_FAILED, refusal.get());
                    } else {
                        narrator.words(refusal.get() + "; watching on");
                    }
                }
            }
            if (Double.isNaN(armedAt) && session.state() == InterlockState.RUNNING) {
                armedAt = elapsed;
            }
            if (Double.isNaN(lastPulseAt) && session.status().pulses() >= pulses) {
                lastPulseAt = elapsed;
                session.desk().hold(OperatorWay.PROGRAM);
            }
            if (allBack(session) && !Double.isNaN(lastPulseAt) || elapsed - lastPulseAt > LAST_RETURN_SECONDS) {
                return SessionEnd.DURATION_OVER;
            }
            if (elapsed - armedAt > patienceSeconds()) {
                session.desk().stop(OperatorWay.PROGRAM);
                throw new CommandFailed(
                        ExitCode.FAILED,
                        "not measured: " + session.status().pulses() + " of " + pulses + " pulses were given in "
                                + Math.round(elapsed - armedAt) + " s; "
                                + session.lastRefusal().map(RefusalWords::of).orElse("nothing was refused"));
            }
            if (live) {
                narrator.live(session.state());
            }
            aux.takeNews().ifPresent(narrator::note);
            narrator.confirmation(session.safety().secondsToConfirm());
            narrator.progress(
                    session::status,
                    session::timing,
                    session::lastRefusal,
                    session.trials(),
                    session.state(),
                    elapsed,
                    Double.POSITIVE_INFINITY);
            Thread.sleep(WATCH_MS);
        }
    }

    private double patienceSeconds() {
        return Math.max(LEAST_SECONDS, PATIENCE * pulses * LoopDelayRig.longestIntervalSeconds(file.settings()));
    }

    private static boolean allBack(Session session) {
        Returned returned = session.status().returned().orElseThrow();
        return returned.n() + returned.missing() >= session.status().pulses();
    }

    private LoopDelayResult measured(RigBinding rig, AuxStreams aux, SessionSummary summary) throws IOException {
        ReturnedPulses returned;
        try (SessionRecording session = SessionRecording.open(summary.recording())) {
            returned = ReturnedPulses.of(session.inputs());
        }
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("phasor", PhasorVersion.text());
        provenance.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        provenance.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        provenance.put("rig", file.name());
        provenance.put("aux", rig.settings().returned().aux().orElseThrow());
        provenance.put("sourceId", rig.info().sourceId());
        provenance.put("recording", summary.recording().getFileName().toString());
        LoopDelay measured = new LoopDelay(
                returned.delays(),
                returned.missing(),
                returned.unexpected(),
                LoopDelayRig.quantisationMs(rig, aux),
                LoopDelayRig.device(rig.settings()),
                rig.info().name(),
                rig.info().nominalRateHz(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                provenance);
        return new LoopDelayResult(
                measured,
                summary.pulses(),
                frequencyHz(rig),
                rig.settings().trigger().horizonMs(),
                summary.recording(),
                failures(measured, summary));
    }

    private static double frequencyHz(RigBinding rig) {
        if (rig.settings().signals().isEmpty()) {
            return WITHOUT_SIGNAL_HZ;
        }
        SignalSettings signal = rig.settings().signals().get(0);
        return (signal.bandLowHz() + signal.bandHighHz()) / 2;
    }

    private List<String> failures(LoopDelay measured, SessionSummary summary) {
        DelayStatistics d = measured.delays();
        List<String> failures = new ArrayList<>();
        if (!summary.end().orderly()) {
            failures.add(Narrator.endLine(summary));
        }
        if (measured.missing() > 0) {
            failures.add(measured.missing() + " pulses did not come back");
        }
        if (measured.unexpected() > 0) {
            failures.add(measured.unexpected() + " pulses came back that nobody had asked for");
        }
        long unjudged = summary.pulses() - d.n() - measured.missing();
        if (unjudged > 0) {
            failures.add(unjudged + " pulses could not be judged: the stream had gaps, or ended");
        }
        if (d.n() < 3) {
            failures.add(d.n() + " pulses are too few to judge: must be 3 at least");
        } else {
            if (!(d.meanMs() >= 0)) {
                failures.add(String.format(
                        Locale.ROOT,
                        "the delay's mean is %.3f ms: pulses seem to come before their command, the clocks differ",
                        d.meanMs()));
            }
            if (!(d.sdMs() <= maxJitterMs)) {
                failures.add(limit("varies by (SD)", d.sdMs(), "--max-jitter-ms", maxJitterMs));
            }
            if (!(d.clearDriftMs() <= maxDriftMs)) {
                failures.add(limit("drifted by", d.driftMs(), "--max-drift-ms", maxDriftMs));
            }
        }
        return failures;
    }

    private static String limit(String what, double ms, String key, double limitMs) {
        return String.format(Locale.ROOT, "the delay %s %.3f ms: must be <= %s %s", what, ms, key, limitMs);
    }
}
