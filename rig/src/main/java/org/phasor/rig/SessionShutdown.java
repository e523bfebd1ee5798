package org.phasor.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.phasor.acquisition.SampleSource;
import org.phasor.lsl.LslClock;
import org.phasor.recordings.Recorder;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.Stop;

/**
 * Takes a session down: no more samples, the loop to its last frame, its readers to their last, the devices, the file.
 * Each step is taken whatever the one before did, and none is waited for without bound. Used by the supervising thread.
 */
final class SessionShutdown {

    private static final long END_TIMEOUT_NANOS = 10_000_000_000L;

    /** Nothing is lost with an observer that does not return. */
    private static final long OBSERVER_END_TIMEOUT_NANOS = 2_000_000_000L;

    private final SampleSource source;
    private final Pipeline pipeline;
    private final LoopThread loop;
    private final Thread loopThread;
    private final RingReader recorderReader;
    private final Interlock interlock;
    private final SessionSafety safety;
    private final Recorder recorder;
    private final Path recording;
    private final AuxStreams aux;
    private final LatencyLog latencyLog;

    SessionShutdown(
            SampleSource source,
            Pipeline pipeline,
            LoopThread loop,
            Thread loopThread,
            RingReader recorderReader,
            Interlock interlock,
            SessionSafety safety,
            Recorder recorder,
            Path recording,
            AuxStreams aux,
            LatencyLog latencyLog) {
        this.latencyLog = latencyLog;
        this.source = source;
        this.pipeline = pipeline;
        this.loop = loop;
        this.loopThread = loopThread;
        this.recorderReader = recorderReader;
        this.interlock = interlock;
        this.safety = safety;
        this.recorder = recorder;
        this.recording = recording;
        this.aux = aux;
    }

    /**
     * @param end why, as it has turned out when the last frame was dealt with
     * @param latency goes into the recording's log
     * @param timing goes there, too
     */
    void run(Supplier<SessionEnd> end, Supplier<Map<Stage, Histogram>> latency, Supplier<SessionTiming> timing)
            throws IOException {
        pipeline.stop();
        boolean recorderEnded = false;
        try {
            source.close();
        } finally {
            closeAux();
            loop.endInput();
            recorderEnded = awaitThreads();
            try {
                interlock.close();
            } finally {
                if (recorderEnded) {
                    closeRecording(end.get(), latency.get(), timing.get());
                } else {
                    safety.end(end.get());
                }
            }
        }
        if (!recorderEnded) {
            throw new IOException(recording + ": the recorder is stuck: the recording ends where it was last written");
        }
    }

    /** One that cannot be closed must keep nothing else open. */
    private void closeAux() {
        try {
            aux.close();
        } catch (RuntimeException e) {
            System.getLogger(SessionShutdown.class.getName())
                    .log(System.Logger.Level.WARNING, "a further stream cannot be closed", e);
        }
    }

    /** Whether the recorder's thread has ended: nobody else may touch the recording before. */
    private boolean awaitThreads() {
        awaitEnd(loopThread, END_TIMEOUT_NANOS);
        for (RingReader reader : pipeline.readers()) {
            reader.endAfterLoop();
        }
        boolean recorderEnded = awaitEnd(recorderReader.thread(), END_TIMEOUT_NANOS);
        for (RingReader reader : pipeline.readers()) {
            awaitEnd(reader.thread(), OBSERVER_END_TIMEOUT_NANOS);
        }
        return recorderEnded;
    }

    /** Waits even when interrupted, but not for ever: a thread that hangs must not keep the recording open. */
    private static boolean awaitEnd(Thread thread, long timeoutNanos) {
        long start = System.nanoTime();
        boolean interrupted = false;
        while (thread != null && thread.isAlive() && System.nanoTime() - start < timeoutNanos) {
            try {
                thread.join(100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return thread == null || !thread.isAlive();
    }

    private void closeRecording(SessionEnd why, Map<Stage, Histogram> latency, SessionTiming timing)
            throws IOException {
        // An interrupted thread may not write to a file: the system would close it.
        boolean interrupted = Thread.interrupted();
        try (recorder;
                latencyLog) {
            String head = safety.end(why);
            if (recorderReader.failure() == null) {
                aux.finish(recorder);
                log(Session.LATENCY_LINE + LatencyJson.of(latency));
                if (pipeline.waitedNanos() > 0) {
                    log("the source waited for " + pipeline.waitedNanos() / 1_000_000
                            + " ms in all: somebody did not keep up");
                }
                log(Session.TIMING_LINE + TimingJson.of(timing));
                if (latencyLog.failed()) {
                    log("the latency log beside this file is not whole: it could not be written");
                }
                if (observerFailure().isPresent()) {
                    log(observerFailure().get());
                }
                if (interlock.stop().isPresent()) {
                    Stop stop = interlock.stop().get();
                    log("stopped: " + stop.reason() + ": " + stop.detail());
                }
                log(head);
                log("ended: " + why.words() + "; " + pipeline.sourceEndDetail());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void log(String line) throws IOException {
        recorder.log(LslClock.seconds(), line);
    }

    /** What an observer failed of, in one line: it sees nothing any more, and the run goes on without it. */
    Optional<String> observerFailure() {
        return pipeline.readers().stream()
                .filter(reader -> reader != recorderReader && reader.failure() != null)
                .findFirst()
                .map(reader -> "an observer failed and was left out: " + rootCause(reader.failure()));
    }

    /** What was at the bottom of it, for a person. */
    static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
