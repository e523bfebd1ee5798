package org.phasor.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.lsl.StreamInfo;

/**
 * Plays the samples of a recording as fast as the sink takes them. A session of ours comes back exactly: stamps, clock
 * corrections, flags and arrival times of every complete frame. Other XDF files keep their raw stamps, BrainVision
 * files count from 0; there a sample arrives at its own time.
 *
 * <p>Closing a source closes the recording below it, whoever opened that; only {@link #borrowing} leaves it open.
 */
public final class RecordingSource implements SampleSource {

    private final Path path;
    private final SampleFeed feed;
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closing;
    private Thread thread;

    private RecordingSource(Path path, SampleFeed feed) {
        this.path = path;
        this.feed = feed;
    }

    /**
     * Opens the EEG of a session, the data of a BrainVision recording, or the only numeric stream with a rate.
     *
     * @throws RecordingException naming the streams when there is no such one
     */
    public static RecordingSource open(Path file) throws IOException {
        return open(file, "");
    }

    /**
     * Opens one stream of a recording.
     *
     * @param stream its name or id; empty as {@link #open(Path)}
     */
    public static RecordingSource open(Path file, String stream) throws IOException {
        Recording recording = Recording.open(file);
        try {
            return of(recording, stream);
        } catch (IOException | RuntimeException e) {
            recording.close();
            throw e;
        }
    }

    /**
     * As {@link #open(Path)} for a recording that is open already, whose index is not made again: closing the source closes
     * it. When this throws, the recording stays open.
     */
    public static RecordingSource of(Recording recording) throws IOException {
        return of(recording, "");
    }

    /** As {@link #open(Path, String)} for a recording that is open already: closing the source closes it. */
    public static RecordingSource of(Recording recording, String stream) throws IOException {
        boolean session = stream.isEmpty() && SessionRecording.isSession(recording);
        SampleFeed feed = session
                ? new SessionFeed(SessionRecording.of(recording), true)
                : new ForeignFeed(recording, choose(recording, stream));
        return new RecordingSource(recording.path(), feed);
    }

    /**
     * Plays a session that is open already; neither its index nor its events are read again. Closing the source leaves the
     * session open: it is to be closed by whoever opened it, after the source. Several sources may play one session.
     */
    public static RecordingSource borrowing(SessionRecording session) throws IOException {
        return new RecordingSource(session.recording().path(), new SessionFeed(session, false));
    }

    /** The stream of that name or id, or where none is wanted the only numeric one with a rate. */
    static RecordedStream choose(Recording recording, String wanted) throws RecordingException {
        List<RecordedStream> fitting = new ArrayList<>();
        for (RecordedStream stream : recording.streams()) {
            StreamInfo info = stream.info();
            boolean numeric = !info.format().isText() && info.nominalRateHz() > 0 && info.channelCount() > 0;
            boolean named = wanted.isEmpty()
                    || info.name().equals(wanted)
                    || Long.toString(stream.id()).equals(wanted);
            if (numeric && named) {
                fitting.add(stream);
            }
        }
        if (fitting.size() != 1) {
            List<String> all = new ArrayList<>();
            recording.streams().forEach(s -> all.add(s.id() + " " + s.info()));
            throw new RecordingException(recording.path() + ": " + fitting.size() + " numeric streams with a rate"
                    + (wanted.isEmpty() ? "" : " called '" + wanted + "'") + ": must be 1; choose a name or id of: "
                    + (all.isEmpty() ? "(no streams)" : String.join("; ", all)));
        }
        return fitting.get(0);
    }

    @Override
    public StreamInfo info() {
        return feed.info();
    }

    /** How many samples will be given, if nothing fails. */
    public long sampleCount() {
        return feed.sampleCount();
    }

    @Override
    public void start(SampleSink sink) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("the recording " + path + " is being played already");
        }
        Thread playing = new Thread(() -> play(sink), "recording-source");
        playing.setDaemon(true);
        synchronized (this) {
            thread = playing;
        }
        playing.start();
    }

    private void play(SampleSink sink) {
        SourceEnd end = SourceEnd.FINISHED;
        String detail;
        long count = 0;
        // Read ahead of the claim: a slot that was claimed must be published whole.
        Sample sample = new Sample(feed.info().channelCount());
        try {
            while (!closing && feed.next(sample)) {
                sink.claim().copyFrom(sample);
                sink.publish();
                count++;
            }
            String fault = feed.fault();
            detail = path + " ended after " + count + " samples";
            if (closing) {
                end = SourceEnd.CLOSED;
                detail = path + " was closed after " + count + " samples";
            } else if (fault != null) {
                end = SourceEnd.FAILED;
                detail = path + " cannot be played beyond sample " + count + ": " + fault;
            }
        } catch (IOException | RuntimeException e) {
            end = closing ? SourceEnd.CLOSED : SourceEnd.FAILED;
            detail = path + " failed after " + count + " samples: " + e.getMessage();
        }
        sink.ended(end, detail);
    }

    @Override
    public void close() {
        closing = true;
        Thread playing;
        synchronized (this) {
            playing = thread;
        }
        boolean interrupted = false;
        while (playing != null && playing != Thread.currentThread() && playing.isAlive()) {
            try {
                playing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            feed.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(path + " cannot be closed", e);
        }
    }
}
