package org.phasor.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.lsl.Lsl;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionFiles;
import org.phasor.recordings.SessionHeader;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.InterlockState;
import org.phasor.stimulator.Outcome;
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
    private final SessionFailures failures;
    private final SessionShutdown shutdown;
    private final ArmingCheck arming;
    private final RigClock clock = RigClock.SYSTEM;

    private long startedNanos;
    private boolean closed;
    private boolean ringWasFull;
    private volatile boolean held;
    private volatile boolean stopAsked;

    /** How the recording is begun: tests put a full disk here. */
    interface RecorderFactory {
        Recorder begin(Path file, SessionHeader header) throws IOException;
    }

    private Session(RigBinding rig, SampleSource source, Lsl lsl, SessionOptions options, RecorderFactory recorders)
            throws IOException {
        this.rig = rig;
        this.source = source;
        arming = new ArmingCheck(rig, options.virtual(), latency);
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
            recorder = recorders.begin(recording, SessionHeaders.of(rig, options));
        } catch (IOException | RuntimeException e) {
            interlock.close();
            throw e;
        }
        recorded = new RecorderObserver(recorder, loop, interlock, refreshes, rig.signalNames());
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
        shutdown =
                new SessionShutdown(source, pipeline, loop, loopThread, recorderReader, interlock, recorder, recording);
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

    static Session open(RigBinding rig, SampleSource source, Lsl lsl, SessionOptions options, RecorderFactory recorders)
            throws IOException {
        return new Session(rig, source, lsl, options, recorders);
    }

    /** Warms the loop's code up, then lets samples in; after a stop it starts nothing. */
    public void start() {
        WarmUp.run(rig);
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
        if (stopAsked) {
            return Optional.of(SessionEnd.OPERATOR);
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

    /** Whether frames have been watched long enough to judge their age: since the start, or since arming was refused. */
    public boolean settled() {
        arming.watch(loop.frameCount(), clock.nanoTime() - loop.newestTimeNanos());
        return arming.settled(loop.frameCount());
    }

    /**
     * Arms the bench devices, if the samples are young enough for the horizon. Asks the loop: it is armed from its
     * next frame on.
     *
     * @return why not, in one line; empty when it was asked
     */
    public Optional<String> arm() {
        Optional<String> refusal = arming.refusal(interlock.state(), held, loop.frameCount());
        if (refusal.isEmpty()) {
            loop.tell(OperatorCommand.ARM);
        }
        return refusal;
    }

    /** What comes due is vetoed until {@link #resume}; before arming, it cannot be armed until then. */
    public void hold() {
        held = true;
        loop.tell(OperatorCommand.HOLD);
    }

    public void resume() {
        held = false;
        loop.tell(OperatorCommand.RESUME);
    }

    /** The operator's stop: nothing fires from now on; the supervising thread then ends the session. */
    public void stop() {
        interlock.trip(StopReason.OPERATOR, "stopped by the operator");
        stopAsked = true;
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

    /** The last frames, and what is learned from them, can fail, too: then the end was no orderly one. */
    private SessionEnd asItTurnedOut(SessionEnd why) {
        if (why.orderly() && (loop.failure() != null || learner.failure() != null)) {
            return SessionEnd.LOOP_FAILED;
        }
        return why.orderly() && recorderReader.failure() != null ? SessionEnd.RECORDER_FAILED : why;
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
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, interlock.outcomeCount(outcome));
        }
        return new SessionSummary(
                why,
                failures.words(why, ringWasFull),
                loop.frameCount(),
                loop.frameCount() / rig.info().nominalRateHz(),
                outcomes,
                latency.totals(),
                recording);
    }

    /** Where the estimators that learn see their rhythms now. Any thread. */
    public List<TrackedRhythm> rhythms() {
        return recorded.tracked();
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
