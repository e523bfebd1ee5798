package org.phasor.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.lsl.Lsl;
import org.phasor.recordings.Recorder;
import org.phasor.rig.machine.PauseWatch;
import org.phasor.rig.machine.QuietMachine;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Stop;
import org.phasor.stimulator.StopReason;
import org.phasor.trigger.Outcomes;

/**
 * One run: source, loop, interlock and recorder, from opening to an orderly end. Driven by one supervising thread,
 * which calls {@link #watch} often; {@link #stop} may come from any thread.
 */
public final class Session implements AutoCloseable {

    /** How the line of the recording's log begins that holds the latencies as JSON. */
    public static final String LATENCY_LINE = "latency ";

    /** How the line begins that holds a {@link SessionTiming} as JSON. */
    public static final String TIMING_LINE = "timing ";

    private static final long NANOS_PER_MS = 1_000_000;

    private final RigBinding rig;
    private final SampleSource source;
    private final Pipeline pipeline;
    private final LatencyStages latency = new LatencyStages();
    private final PauseWatch pauses;
    private final QuietMachine machine;
    private final boolean warm;
    private final Interlock interlock;
    private final LoopThread loop;
    private final Thread loopThread;
    private final Learner learner;
    private final Path recording;
    private final TrialCounter trials;
    private final RecorderObserver recorded;
    private final Optional<ReturnedTriggers> returned;
    private final RingReader recorderReader;
    private final Markers markers = new Markers();
    private final SessionFailures failures;
    private final SessionShutdown shutdown;
    private final SessionDesk desk;
    private final SessionSafety safety;
    private final AuxStreams aux;
    private final RigClock clock = RigClock.SYSTEM;
    private final ClockJump clockJump = new ClockJump(System::currentTimeMillis, clock::nanoTime);
    private final long openedNanos = clock.nanoTime();
    private volatile boolean closed;
    private final StreamWatch streamWatch;

    private Session(RigBinding rig, SampleSource source, Lsl lsl, SessionOptions options, SessionDisk disk)
            throws IOException {
        this.rig = rig;
        this.source = source;
        aux = options.aux();
        pauses = options.pauses();
        machine = options.machine();
        warm = options.warm();
        latency.alsoForget(pauses::forget);
        RigSettings settings = rig.settings();
        LoopWaiting waiting = new LoopWaiting(
                LoopWaiting.Mode.of(settings.loop().waiting(), settings.loop().priority()));
        pipeline = new Pipeline(
                rig.info().channelCount(),
                settings.signals().size(),
                settings.loop().ringFrames(),
                waiting);
        interlock = options.virtual()
                ? Interlock.virtual(settings.stimulator(), settings.limits(), clock, pipeline.deliverySink(), lsl)
                : Interlock.open(settings.stimulator(), settings.limits(), clock, pipeline.deliverySink(), lsl);
        RefreshLog refreshes = new RefreshLog();
        PolicyInputLog told = new PolicyInputLog();
        learner = new Learner(settings.signals().size(), refreshes);
        FrameStep step = rig.newStep(learner, Outcomes.TOLD);
        StreamTime streamTime =
                new StreamTime(step.clock(), settings.acquisition().maxLostSamples());
        loop = new LoopThread(
                pipeline.frames(),
                pipeline.loopFrames(),
                step,
                new PolicyInputs(step, interlock, told),
                new TrialsEnd(rig.info().nominalRateHz()),
                interlock,
                clock,
                waiting,
                latency,
                streamTime);
        loop.onStart(machine.as(QuietMachine.Role.LOOP));
        pipeline.connect(loop);
        pipeline.onFirstClaim(machine.as(QuietMachine.Role.SOURCE));
        long lostAfterNanos = (long) (settings.acquisition().lostAfterMs() * NANOS_PER_MS);
        streamWatch = new StreamWatch(pipeline, loop, streamTime, clock, lostAfterNanos);
        SessionRecords records;
        try {
            records = SessionRecords.open(rig, options, disk, interlock, latency);
        } catch (IOException | RuntimeException e) {
            interlock.close();
            throw e;
        }
        recording = records.recording();
        safety = records.safety();
        desk = new SessionDesk(
                rig, interlock, loop, new ArmingCheck(rig, options.virtual(), latency), safety, markers, clock);
        returned = ReturnedTriggers.of(rig, aux, interlock);
        returned.ifPresent(aux::listen);
        trials = TrialCounter.of(rig);
        recorded = new RecorderObserver(
                records.recorder(),
                safety.trail(),
                loop,
                interlock,
                refreshes,
                told,
                markers,
                rig.signalNames(),
                records.parts(trials, streamTime, returned, loop, aux));
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
                source,
                pipeline,
                loop,
                loopThread,
                recorderReader,
                interlock,
                safety,
                records.recorder(),
                recording,
                aux,
                records.latencyLog());
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
        if (warm) {
            WarmUp.run(rig);
            machine.tidyMemory();
        }
        safety.start();
        try {
            interlock.check();
        } catch (IllegalStateException e) {
            if (interlock.stop().isPresent()) {
                return;
            }
            throw e;
        }
        streamWatch.started();
        Runnable behind = machine.as(QuietMachine.Role.BEHIND);
        pipeline.readers().forEach(reader -> reader.start(behind));
        learner.start(behind);
        loopThread.start();
        aux.start(interlock);
        source.start(pipeline);
    }

    /**
     * Looks after the run; call it some ten times a second.
     *
     * @return why the session must end now; empty while it may go on
     */
    public Optional<SessionEnd> watch() {
        interlock.lookedAfter();
        latency.keepUp();
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
            return Optional.of(failures.asItTurnedOut(SessionEnd.OPERATOR));
        }
        if (loop.trialsOver()) {
            return Optional.of(failures.asItTurnedOut(SessionEnd.TRIALS_DONE));
        }
        // It may have been the window's: what is drawn now is old, and who does not see cannot stop.
        observerFailure()
                .filter(words -> interlock.live())
                .ifPresent(words -> interlock.trip(StopReason.SCREEN_FROZEN, words));
        if (interlock.stalled()) {
            interlock.trip(StopReason.LOOP_STALLED, "the loop does not turn");
        }
        long lostAfter = (long) (rig.settings().acquisition().lostAfterMs() * NANOS_PER_MS);
        aux.watch(interlock, clock.nanoTime(), lostAfter);
        if (pipeline.sourceEnd() != null && loop.finished()) {
            return Optional.of(
                    pipeline.sourceEnd() == SourceEnd.FINISHED ? SessionEnd.INPUT_FINISHED : SessionEnd.STREAM_LOST);
        }
        Optional<Stop> stop = interlock.stop();
        if (stop.isPresent()) {
            return Optional.of(SessionEnd.after(stop.get().reason()));
        }
        Optional<String> stall = streamWatch.stall();
        stall.ifPresent(words -> interlock.trip(StopReason.STREAM_STALLED, words));
        return stall.map(words -> SessionEnd.STREAM_STALLED);
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
        return summary(failures.asItTurnedOut(why));
    }

    private void shutDown(SessionEnd why) throws IOException {
        if (!closed) {
            closed = true;
            try {
                shutdown.run(() -> failures.asItTurnedOut(why), latency::totals, this::timing);
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
                failures.words(why, streamWatch.stalledByUs()),
                loop.frameCount(),
                loop.frameCount() / rig.info().nominalRateHz(),
                SessionStatus.outcomes(interlock),
                latency.totals(),
                timing(),
                recording,
                safety.summary(),
                stream(),
                aux.summary(),
                returned.map(ReturnedTriggers::now),
                trials(),
                loop.allocatedBytes());
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
        return SessionStatus.of(
                interlock,
                loop,
                desk.held(),
                recording,
                clock.nanoTime(),
                openedNanos,
                stream(),
                returned.map(ReturnedTriggers::now),
                trials());
    }

    /** How the samples come. Any thread. */
    public StreamHealth stream() {
        return streamWatch.health();
    }

    /** How the trials stand; empty when the rig fires at a level and has none. Any thread. */
    public Optional<TrialStatus> trials() {
        return rig.settings().trigger().phasePolicy() ? Optional.of(trials.status()) : Optional.empty();
    }

    /** How fast it is, and what stood in the way. Any thread but the loop's. */
    public SessionTiming timing() {
        return SessionTiming.of(rig.settings(), rhythms(), latency, pauses);
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
