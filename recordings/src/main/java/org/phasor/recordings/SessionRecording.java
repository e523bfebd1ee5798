package org.phasor.recordings;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.stimulator.Delivery;

/**
 * A session as {@link Recorder} wrote it, whole or cut: it reaches to the last frame that is complete and before any
 * damage. Safe for any thread.
 */
public final class SessionRecording implements Closeable {

    private final Recording recording;
    private final RecordedStream eeg;
    private final RecordedStream phase;
    private final RecordedStream decision;
    private final long frames;
    private final String rigText;
    private final List<String> signals;
    private final Map<String, String> facts;
    private final List<PlannedDecision> plans = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<SessionInput> inputs = new ArrayList<>();

    private SessionRecording(Recording recording) throws IOException {
        this.recording = recording;
        eeg = stream(SessionStreams.EEG);
        phase = stream(SessionStreams.PHASE);
        decision = stream(SessionStreams.DECISION);
        JsonObject config = config();
        try {
            int format = config.get("format").getAsInt();
            if (format != SessionStreams.FORMAT) {
                throw new RecordingException(path() + ": session format " + format + ": this version reads format "
                        + SessionStreams.FORMAT + " only");
            }
            rigText = config.get("rig").getAsString();
            List<String> names = new ArrayList<>();
            config.getAsJsonArray("signals").forEach(s -> names.add(s.getAsString()));
            signals = List.copyOf(names);
            Map<String, String> all = new LinkedHashMap<>();
            config.getAsJsonObject("facts")
                    .entrySet()
                    .forEach(e -> all.put(e.getKey(), e.getValue().getAsString()));
            facts = Collections.unmodifiableMap(all);
        } catch (RuntimeException e) {
            throw new RecordingException(path() + ": not a session: its config cannot be read: " + firstLine(e), e);
        }
        if (decision.info().channelCount() != SessionStreams.DECISION_VALUES) {
            throw new RecordingException(path() + ": not a session: "
                    + decision.info().channelCount() + " decision channels: must be "
                    + SessionStreams.DECISION_VALUES);
        }
        if (phase.info().channelCount() != 4 * signals.size()) {
            throw new RecordingException(path() + ": not a session: "
                    + phase.info().channelCount() + " phase channels for " + signals.size() + " signals");
        }
        frames = Math.min(eeg.intactSampleCount(), Math.min(phase.intactSampleCount(), decision.intactSampleCount()));
        readTexts(SessionStreams.PLAN, text -> {
            PlannedDecision read = SessionJson.plan(text);
            if (read.frame() < frames) {
                plans.add(read);
            }
        });
        readTexts(SessionStreams.DELIVERY, text -> deliveries.add(SessionJson.delivery(text)));
        readTexts(SessionStreams.INPUTS, text -> {
            SessionInput read = SessionJson.input(text);
            read.check();
            inputs.add(read);
        });
        inputs.sort(Comparator.comparingLong(SessionInput::frame));
    }

    /** Whether this is a session of ours: it has our frames and our config. */
    public static boolean isSession(Recording recording) {
        return missing(recording).isEmpty();
    }

    /**
     * Opens a session file.
     *
     * @throws RecordingException saying what is missing when it is a recording of another kind
     */
    public static SessionRecording open(Path file) throws IOException {
        Recording recording = Recording.open(file);
        try {
            return of(recording);
        } catch (IOException | RuntimeException e) {
            recording.close();
            throw e;
        }
    }

    /** As {@link #open} for a recording that is open already; closing the session closes it. */
    public static SessionRecording of(Recording recording) throws IOException {
        List<String> missing = missing(recording);
        if (!missing.isEmpty()) {
            throw new RecordingException(recording.path() + ": not a session of this program: it has no stream "
                    + String.join(", ", missing));
        }
        return new SessionRecording(recording);
    }

    private static List<String> missing(Recording recording) {
        List<String> missing = new ArrayList<>();
        if (find(recording, SessionStreams.EEG) == null) {
            missing.add("eeg");
        }
        for (long id = SessionStreams.PHASE; id <= SessionStreams.CONFIG; id++) {
            RecordedStream stream = find(recording, id);
            String name = SessionStreams.name(id);
            boolean there = stream != null && stream.info().type().equals(SessionStreams.TYPE_PREFIX + name);
            if (!there || id == SessionStreams.CONFIG && stream.sampleCount() == 0) {
                missing.add(name);
            }
        }
        return missing;
    }

    private static RecordedStream find(Recording recording, long id) {
        for (RecordedStream stream : recording.streams()) {
            if (stream.id() == id) {
                return stream;
            }
        }
        return null;
    }

    private RecordedStream stream(long id) {
        return find(recording, id);
    }

    private JsonObject config() throws IOException {
        try (SampleCursor cursor = stream(SessionStreams.CONFIG).samples()) {
            cursor.next();
            return SessionJson.object(cursor.texts()[0]);
        } catch (JsonParseException e) {
            throw new RecordingException(path() + ": not a session: its config is not JSON", e);
        }
    }

    private interface TextReader {
        void read(String text);
    }

    /** Damaged text would have been left out by the reader of the file: what is no JSON here is a fault to be named. */
    private void readTexts(long id, TextReader reader) throws IOException {
        RecordedStream stream = stream(id);
        try (SampleCursor cursor = stream.samples()) {
            for (long n = 0; n < stream.intactSampleCount() && cursor.next(); n++) {
                try {
                    reader.read(cursor.texts()[0]);
                } catch (RuntimeException e) {
                    throw new RecordingException(
                            path() + ": " + SessionStreams.name(id) + " event " + n + " cannot be read: "
                                    + firstLine(e),
                            e);
                }
            }
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private Path path() {
        return recording.path();
    }

    public Recording recording() {
        return recording;
    }

    /** The EEG as the source gave it; rows beyond {@link #frames()} have no decision. */
    public RecordedStream eeg() {
        return eeg;
    }

    /** The session's own lines for people. */
    public RecordedStream log() {
        return stream(SessionStreams.LOG);
    }

    /** The streams of others that were recorded beside the session's own, as their senders gave them. */
    public List<RecordedStream> furtherStreams() {
        return recording.streams().stream()
                .filter(stream -> stream.id() >= SessionStreams.FIRST_FURTHER)
                .toList();
    }

    /**
     * Rows of first sample index and arrival time, of frame 0 and of those frames only whose arrival does not fit beside
     * their decision: {@link SessionFrames#arrivalNanos()} has that of every frame.
     */
    public RecordedStream arrivals() {
        return stream(SessionStreams.ARRIVAL);
    }

    /** Arrival time in a row of {@link #arrivals()}, on the rig's clock. */
    public static long arrivalNanos(double[] row) {
        return ((long) row[1] << 32) | ((long) row[2] & 0xFFFFFFFFL);
    }

    /** First sample index in a row of {@link #arrivals()}. */
    public static long arrivalIndex(double[] row) {
        return (long) row[0] & 0xFFFFFFFFL;
    }

    /** Complete frames. */
    public long frames() {
        return frames;
    }

    /** A walk over the complete frames, to be closed. */
    public SessionFrames walkFrames() throws IOException {
        FrameArrivals.Reader arrivals = new FrameArrivals.Reader(path().toString(), stream(SessionStreams.ARRIVAL));
        return new SessionFrames(phase, decision, arrivals, frames);
    }

    /** Names of the signals, in the order of the rig file. */
    public List<String> signals() {
        return signals;
    }

    /** The rig file's text. */
    public String rigText() {
        return rigText;
    }

    /** Versions, hashes and the like, as given to the recorder. */
    public Map<String, String> facts() {
        return facts;
    }

    /** Every final decision, in order. */
    public List<PlannedDecision> plans() {
        return Collections.unmodifiableList(plans);
    }

    /** What became of them, in order. */
    public List<Delivery> deliveries() {
        return Collections.unmodifiableList(deliveries);
    }

    /** What the loop was told from outside, by frame; the last ones may apply to frames that never came. */
    public List<SessionInput> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    @Override
    public void close() throws IOException {
        recording.close();
    }
}
