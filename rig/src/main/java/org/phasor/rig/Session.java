package org.phasor.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.lsl.Lsl;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionFiles;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Stop;
import org.phasor.stimulator.StopReason;

/**
 * One run: source, loop, interlock and recorder, from opening to an orderly end. Driven by one supervising thread,
 * which calls {@link #watch} often; {@link #stop} may come from any thread.
 */
public final class Session implements AutoCloseable {

    /** How the line of the recording's log begins that holds the latencies as JSON. */
    public static final String LATENCY_LINE = "latency ";

    private static final long NANOS_PER_MS = 1_000_000;

    private final RigBinding rig;
    private final SampleSource source;
    private final Pipeline pipeline;
    private final LatencyStages latency = new LatencyStages();
    private final Interlock interlock;
    private final LoopThread loop;
    private final Thread loopThread;
    private final Learner learner;
    private final Path recording;
    private final RecorderObserver recorded;
    private final RingReader recorderReader;
    private final Markers markers = new Markers();
    private final SessionFailures failures;
    private final SessionShutdown shutdown;
    private final SessionDesk desk;
    private final SessionSafety safety;
    private final RigClock clock = RigClock.SYSTEM;
    private final ClockJump clockJump = new ClockJump(System::currentTimeMillis, clock::nanoTime);
    private final long openedNanos = clock.nanoTime();
    private long startedNanos;
    private volatile boolean closed;
    private boolean ringWasFull;

    private Session(RigBinding rig, SampleSource source, Lsl lsl, SessionOptions options, SessionDisk disk)
            throws IOException {
        this.rig = rig;
        this.source = source;
        RigSettings settings = rig.settings();
        LoopWaiting waiting =
                new LoopWaiting(LoopWaiting.Mode.of(settings.loop().waiting()));
        pipeline = new Pipeline(
                rig.info().channelCount(),
                settings.signals().size(),
                settings.loop().ringFrames(),
                waiting);
        interlock = options.virtual()
                ? Interlock.virtual(settings.stimulator(), settings.limits(), clock, pipeline.deliverySink(), lsl)
                : Interlock.open(settings.stimulator(), settings.limits(), clock, pipeline.deliverySink(), lsl);
        RefreshLog refreshes = new RefreshLog();
        learner = new Learner(settings.signals().size(), refreshes);
        loop = new LoopThread(
                pipeline.frames(), pipeline.loopFrames(), rig.newStep(learner), interlock, clock, waiting, latency);
        pipeline.connect(loop);
        Path folder = options.folder() != null
                ? options.folder()
                : settings.recordings().folder();
        Recorder recorder;
        try {
            recording = SessionFiles.newFile(folder, Instant.now());
            recorder = disk.recorder(recording, SessionHeaders.of(rig, options));
            safety = safety(disk, recorder);
        } catch (IOException | RuntimeException e) {
            interlock.close();
            throw e;
        }
        desk = new SessionDesk(
                rig, interlock, loop, new ArmingCheck(rig, options.virtual(), latency), safety, markers, clock);
        recorded =
                new RecorderObserver(recorder, safety.trail(), loop, interlock, refreshes, markers, rig.signalNames());
        recorderReader = pipeline.addReader("phasor-recorder", recorded);
        for (FrameObserver observer : options.observers()) {
            pipeline.addReader("phasor-observer", observer);
        }
        failures = new SessionFailures(
                loop,
                learner,
                recorderReader,
                pipeline,
                interlock,
                settings.acquisition().lostAfterMs());
        loopThread = new Thread(loop, "phasor-loop");
        loopThread.setPriority(Thread.MAX_PRIORITY);
        loopThread.setDaemon(true);
        shutdown = new SessionShutdown(
                source, pipeline, loop, loopThread, recorderReader, interlock, safety, recorder, recording);
    }

    /** Without ledger or audit log there is no session, and no recording of it is left. */
    private SessionSafety safety(SessionDisk disk, Recorder recorder) throws IOException {
        try {
            return SessionSafety.open(rig, interlock, recording, disk);
        } catch (IOException | RuntimeException e) {
            recorder.close();
            Files.deleteIfExists(recording);
            throw e;
        }
    }

    /**
     * Opens everything; nothing runs before {@link #start}.
     *
     * @throws IOException when a device or the recording's folder cannot be opened, in one line
     */
    public static Session open(RigBinding rig, SampleSource source, Lsl lsl, SessionOptions options)
            throws IOException {
        return new Session(rig, source, lsl, options, Recorder::open);
    }

    static Session open(RigBinding rig, SampleSource source, Lsl lsl, SessionOptions options, SessionDisk disk)
            throws IOException {
        return new Session(rig, source, lsl, options, disk);
    }

    /**
     * Warms the loop's code up, then lets samples in; after a stop it starts nothing.
     *
     * @throws IOException when a live device's watchdog does not come up
     */
    public void start() throws IOException {
        WarmUp.run(rig);
        safety.start();
        try {
            interlock.check();
        } catch (IllegalStateException e) {
            if (interlock.stop().isPresent()) {
                return;
            }
            throw e;
        }
        startedNanos = clock.nanoTime();
        pipeline.readers().forEach(RingReader::start);
        learner.start();
        loopThread.start();
        source.start(pipeline);
    }

    /**
     * Looks after the run; call it some ten times a second.
     *
     * @return why the session must end now; empty while it may go on
     */
    public Optional<SessionEnd> watch() {
        interlock.lookedAfter();
        clockJump
                .look()
                .filter(words -> safety.secondsToConfirm().isPresent())
                .ifPresent(words -> interlock.trip(StopReason.LOOP_STALLED, words));
        if (loop.failure() != null) {
            return Optional.of(SessionEnd.LOOP_FAILED);
        }
        if (learner.failure() != null) {
            interlock.trip(StopReason.LOOP_EXCEPTION, "an estimator's learning failed");
            return Optional.of(SessionEnd.LOOP_FAILED);
        }
        if (recorderReader.failure() != null) {
            interlock.trip(StopReason.RECORDER_FAILED, "the recording failed");
            return Optional.of(SessionEnd.RECORDER_FAILED);
        }
        if (desk.stopAsked()) {
            return Optional.of(asItTurnedOut(SessionEnd.OPERATOR));
        }
        // It may have been the window's: what is drawn now is old, and who does not see cannot stop.
        observerFailure()
                .filter(words -> interlock.live())
                .ifPresent(words -> interlock.trip(StopReason.SCREEN_FROZEN, words));
        if (interlock.stalled()) {
            interlock.trip(StopReason.LOOP_STALLED, "the loop does not turn");
        }
        if (pipeline.sourceEnd() != null && loop.finished()) {
            return Optional.of(
                    pipeline.sourceEnd() == SourceEnd.FINISHED ? SessionEnd.INPUT_FINISHED : SessionEnd.STREAM_LOST);
        }
        Optional<Stop> stop = interlock.stop();
        if (stop.isPresent()) {
            return Optional.of(SessionEnd.after(stop.get().reason()));
        }
        long lostAfter = (long) (rig.settings().acquisition().lostAfterMs() * NANOS_PER_MS);
        long newest = loop.frameCount() == 0 ? startedNanos : loop.newestArrivalNanos();
        long silence = clock.nanoTime() - newest;
        // The first sample may take a connection's time to come.
        if (silence > lostAfter && (loop.frameCount() > 0 || silence > 5 * lostAfter) && pipeline.sourceEnd() == null) {
            ringWasFull = pipeline.isFull();
            interlock.trip(StopReason.STREAM_STALLED, "no sample for " + silence / NANOS_PER_MS + " ms");
            return Optional.of(SessionEnd.STREAM_STALLED);
        }
        return Optional.empty();
    }

    /**
     * Ends the session in order: no more pulses, no more samples, what was decided is recorded, the file is closed.
     */
    public SessionSummary end(SessionEnd why) throws IOException {
        if (why.orderly() && interlock.state() != InterlockState.STOPPED) {
            loop.tell(OperatorCommand.FINISH);
        } else {
            interlock.trip(why.stopReason(), why.words());
        }
        shutDown(why);
        return summary(asItTurnedOut(why));
    }

    /** A device, the last frames, and what is learned from them, can fail, too: then the end was no orderly one. */
    private SessionEnd asItTurnedOut(SessionEnd why) {
        if (why.orderly() && (loop.failure() != null || learner.failure() != null)) {
            return SessionEnd.LOOP_FAILED;
        }
        if (why.orderly() && recorderReader.failure() != null) {
            return SessionEnd.RECORDER_FAILED;
        }
        Optional<Stop> fault =
                interlock.stop().filter(stop -> why.orderly() && !stop.reason().orderly());
        return fault.map(stop -> SessionEnd.after(stop.reason())).orElse(why);
    }

    private void shutDown(SessionEnd why) throws IOException {
        if (!closed) {
            closed = true;
            try {
                shutdown.run(() -> asItTurnedOut(why), latency::totals);
            } finally {
                learner.stop();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            interlock.trip(StopReason.OPERATOR, "the session was closed");
            shutDown(SessionEnd.OPERATOR);
        }
    }

    /** What has happened so far. Any thread. */
    public SessionSummary summary(SessionEnd why) {
        return new SessionSummary(
                why,
                failures.words(why, ringWasFull),
                loop.frameCount(),
                loop.frameCount() / rig.info().nominalRateHz(),
                SessionStatus.outcomes(interlock),
                latency.totals(),
                recording,
                safety.summary());
    }

    /** What people, and programs on their behalf, may do. */
    public SessionDesk desk() {
        return desk;
    }

    /** Audit log, ledger, watchdog and the steps of arming. */
    public SessionSafety safety() {
        return safety;
    }

    /** Where the estimators that learn see their rhythms now. Any thread. */
    public List<TrackedRhythm> rhythms() {
        return recorded.tracked();
    }

    /** How things stand now. Any thread. */
    public SessionStatus status() {
        return SessionStatus.of(interlock, loop, desk.held(), recording, clock.nanoTime(), openedNanos);
    }

    /** The last pulse that was refused; not to be written to. Any thread. */
    public Optional<Delivery> lastRefusal() {
        return Optional.ofNullable(recorded.lastRefusal());
    }

    public InterlockState state() {
        return interlock.state();
    }

    public Path recording() {
        return recording;
    }

    /** What an observer failed of, in one line: it sees nothing any more, and the run goes on without it. */
    public Optional<String> observerFailure() {
        return shutdown.observerFailure();
    }

    /** Whatever stopped the loop or the recorder, for {@code --verbose}. */
    public Optional<Throwable> failure() {
        return failures.first();
    }
}
