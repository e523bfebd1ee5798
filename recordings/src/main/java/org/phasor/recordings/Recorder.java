package org.phasor.recordings;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.phasor.acquisition.Sample;
import org.phasor.dsp.PhaseEstimate;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.StreamInfo;
import org.phasor.recordings.xdf.XdfStreamWriter;
import org.phasor.recordings.xdf.XdfWriter;
import org.phasor.stimulator.Delivery;
import org.phasor.trigger.Decision;

/**
 * Writes a session: everything a replay needs to redo every frame bit for bit, as XDF that other tools read
 * (docs/file-formats.md). Called by the recorder's one thread; never by the loop.
 *
 * <p>When the disk is full or fails, the call that meets it throws, once; later calls do nothing, and what was written
 * before stays readable.
 */
public final class Recorder implements Closeable {

    private static final double CLOCK_OFFSET_SECONDS = 5;

    private final SessionHeader header;
    private final XdfWriter writer;
    private final XdfStreamWriter eeg;
    private final XdfStreamWriter phase;
    private final XdfStreamWriter decisions;
    private final XdfStreamWriter plan;
    private final XdfStreamWriter deliveries;
    private final XdfStreamWriter inputs;
    private final FrameArrivals.Writer arrivals;
    private final XdfStreamWriter log;
    private final XdfStreamWriter config;

    private final double[] phaseRow;
    private final int[] decisionRow = new int[SessionStreams.DECISION_VALUES];

    private int furtherStreams;
    private long frames;
    private long lastCorrectionBits;
    private double lastOffsetStamp = Double.NaN;
    private double lastTimeSeconds;
    private boolean configWritten;
    private boolean burst;
    private boolean lossReported;

    private Recorder(WritableByteChannel target, String name, SessionHeader header) throws RecordingException {
        this.header = header;
        double rateHz = header.eeg().nominalRateHz();
        writer = new XdfWriter(
                target,
                name,
                header.facts().getOrDefault("started", Instant.now().toString()));
        // In the order in which they leave: whoever finds a frame's decision finds all that led to it.
        config = writer.addStream(SessionStreams.CONFIG, SessionStreams.texts(SessionStreams.CONFIG));
        inputs = writer.addStream(SessionStreams.INPUTS, SessionStreams.texts(SessionStreams.INPUTS));
        arrivals = new FrameArrivals.Writer(writer.addStream(SessionStreams.ARRIVAL, SessionStreams.arrival()));
        plan = writer.addStream(SessionStreams.PLAN, SessionStreams.texts(SessionStreams.PLAN));
        deliveries = writer.addStream(SessionStreams.DELIVERY, SessionStreams.texts(SessionStreams.DELIVERY));
        log = writer.addStream(SessionStreams.LOG, SessionStreams.log());
        eeg = writer.addStream(SessionStreams.EEG, header.eeg());
        phase = writer.addStream(SessionStreams.PHASE, SessionStreams.phase(header.signals(), rateHz));
        decisions = writer.addStream(SessionStreams.DECISION, SessionStreams.decision(rateHz));
        phaseRow = new double[4 * header.signals().size()];
    }

    /**
     * Begins a session in a new file.
     *
     * @throws RecordingException when the file exists already or cannot be made
     */
    public static Recorder open(Path file, SessionHeader header) throws RecordingException {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new RecordingException(file + ": exists already: a recording is never written over", e);
        } catch (IOException e) {
            throw new RecordingException(file + ": cannot begin the recording: " + e, e);
        }
        return to(channel, file.toString(), header);
    }

    /**
     * Begins a session on any target.
     *
     * @param target closed by {@link #close}, or at once when the beginning cannot be written
     * @param name how errors call it
     */
    public static Recorder to(WritableByteChannel target, String name, SessionHeader header) throws RecordingException {
        try {
            return new Recorder(target, name, header);
        } catch (RecordingException | RuntimeException e) {
            try {
                target.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /**
     * Adds a further stream, that is recorded beside the session's own; before the first frame.
     *
     * @param info its sender's description, as received
     */
    public ExtraStream addStream(StreamInfo info) throws RecordingException {
        long id = SessionStreams.FIRST_FURTHER + furtherStreams;
        furtherStreams++;
        return new ExtraStream(writer.addStream(id, info));
    }

    /** Records one frame; they must come in order, from index 0 and without omission. */
    public void frame(Sample sample, PhaseEstimate[] estimates, Decision decision) throws RecordingException {
        if (sample.index != frames) {
            throw new IllegalStateException("frame " + sample.index + " came when " + frames + " was due");
        }
        if (4 * estimates.length != phaseRow.length) {
            throw new IllegalArgumentException(
                    estimates.length + " estimates: must be " + header.signals().size());
        }
        double seconds = LslClock.toSeconds(sample.timeNanos);
        lastTimeSeconds = seconds;
        writeConfig();
        recordCorrection(sample);
        // What the sample clock says of its own times, a replay's clock says again.
        int flags = sample.flags & ~Sample.UNSURE;
        if (flags != 0) {
            input(SessionInput.sampleFlags(sample.index, flags));
        }
        decisionRow[4] = arrivals.write(sample, seconds);
        if (decision.action != Decision.Action.HOLD) {
            plan.write(seconds, SessionJson.plan(sample.index, decision));
            burst = true;
        }
        if (!lossReported && !fits(sample.values)) {
            lossReported = true;
            log(
                    seconds,
                    "frame " + sample.index + ": values do not fit "
                            + header.eeg().format().wireName() + ": they are rounded, a replay will differ");
        }
        frames++;
        eeg.write(sample.stampSeconds, sample.values);
        for (int s = 0; s < estimates.length; s++) {
            PhaseEstimate e = estimates[s];
            phaseRow[4 * s] = e.valid ? e.phaseRad : Double.NaN;
            phaseRow[4 * s + 1] = e.valid ? e.frequencyHz : Double.NaN;
            phaseRow[4 * s + 2] = e.valid ? e.amplitudeMicrovolts : Double.NaN;
            phaseRow[4 * s + 3] = e.valid ? e.expectedErrorRad : Double.NaN;
        }
        phase.write(seconds, phaseRow);
        decisionRow[0] = FrameChecksum.of(sample, estimates, decision);
        decisionRow[1] = decision.reason.code();
        decisionRow[2] = decision.condition;
        decisionRow[3] = decision.gates;
        decisions.writeWithDeducedStamp(seconds, decisionRow);
    }

    /** As a clock offset for other tools, and as an input with every bit for replay. */
    private void recordCorrection(Sample sample) throws RecordingException {
        long bits = Double.doubleToRawLongBits(sample.clockCorrectionSeconds);
        boolean changed = frames == 0 || bits != lastCorrectionBits;
        if (changed) {
            lastCorrectionBits = bits;
            input(SessionInput.clockCorrection(sample.index, sample.clockCorrectionSeconds));
        }
        boolean due = !(Math.abs(sample.stampSeconds - lastOffsetStamp) < CLOCK_OFFSET_SECONDS);
        if ((changed || due) && !sample.has(Sample.UNANCHORED)) {
            lastOffsetStamp = sample.stampSeconds;
            eeg.clockOffset(sample.stampSeconds, sample.clockCorrectionSeconds);
        }
    }

    private boolean fits(double[] values) {
        ChannelFormat format = header.eeg().format();
        for (double value : values) {
            boolean fits = switch (format) {
                case FLOAT32 -> (float) value == value || Double.isNaN(value);
                case INT8 -> (byte) value == value;
                case INT16 -> (short) value == value;
                case INT32 -> (int) value == value;
                case INT64 -> (long) value == value;
                case DOUBLE64, STRING -> true;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Records what became of a decision; the stamp is the time of the sample that decided. */
    public void delivery(Delivery delivery) throws RecordingException {
        deliveries.write(LslClock.toSeconds(delivery.decidedOnNanos), SessionJson.delivery(delivery));
        burst = true;
    }

    /** Records what the loop was told from outside; before the first frame that it applies to. */
    public void input(SessionInput input) throws RecordingException {
        inputs.write(lastTimeSeconds, SessionJson.input(input));
    }

    /** Records one line for people. */
    public void log(double stampSeconds, String line) throws RecordingException {
        log.write(stampSeconds, line);
    }

    /** Writes to the file when it is time, and at once after a pulse was decided or delivered. */
    public void flushIfDue(long nowNanos) throws RecordingException {
        if (frames == 0 && !configWritten) {
            lastTimeSeconds = LslClock.toSeconds(nowNanos);
        }
        writeConfig();
        if (burst) {
            burst = false;
            writer.flushWithBoundary();
        }
        writer.flushIfDue(nowNanos);
    }

    /** Writes to the file now. */
    public void flush() throws RecordingException {
        writeConfig();
        writer.flush();
    }

    private void writeConfig() throws RecordingException {
        if (!configWritten) {
            configWritten = true;
            config.write(lastTimeSeconds, SessionJson.config(header));
        }
    }

    /** Frames recorded so far. */
    public long frames() {
        return frames;
    }

    /** Whether writing failed: frames since then are not in the file. */
    public boolean failed() {
        return writer.failed();
    }

    /** Writes what is left and the footers. */
    @Override
    public void close() throws RecordingException {
        writeConfig();
        writer.close();
    }
}
