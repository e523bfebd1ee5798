package org.phasor.rig;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.phasor.recordings.SessionFiles;
import org.phasor.rig.LatencyStages.Stage;

/**
 * The file beside the recording that keeps every latency, interval by interval, in HdrHistogram's own log format. Written
 * by the recorder's thread; closed by whoever ends the session, after it.
 */
final class LatencyLog implements AutoCloseable, RecorderPart {

    private static final long INTERVAL_NANOS = 10_000_000_000L;

    /** Histograms are in nanoseconds: the column of the maximum is in microseconds. */
    private static final double NANOS_PER_MICRO = 1000;

    private final LatencyStages latency;
    private final PrintStream lines;
    private boolean closed;
    private final HistogramLogWriter writer;
    private long nextNanos;

    private LatencyLog(LatencyStages latency, PrintStream lines) {
        this.latency = latency;
        this.lines = lines;
        writer = new HistogramLogWriter(lines);
        nextNanos = System.nanoTime() + INTERVAL_NANOS;
    }

    /**
     * Begins the file.
     *
     * @throws IOException in one line, when it cannot be written, or is there already
     */
    static LatencyLog beside(Path recording, LatencyStages latency) throws IOException {
        Path file = SessionFiles.latencyLog(recording);
        PrintStream lines;
        try {
            OutputStream bytes = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lines = new PrintStream(new BufferedOutputStream(bytes), false, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IOException(file + ": cannot write the latency log: " + e, e);
        }
        LatencyLog log = new LatencyLog(latency, lines);
        long startMillis = System.currentTimeMillis();
        log.writer.outputComment("[Phasor: latencies in nanoseconds, a tag for each stage, of "
                + recording.getFileName() + "; the maximum's column is in microseconds]");
        log.writer.outputLogFormatVersion();
        log.writer.outputStartTime(startMillis);
        log.writer.setBaseTime(startMillis);
        log.writer.outputBaseTime(startMillis);
        log.writer.outputLegend();
        latency.takeUnlogged(startMillis);
        lines.flush();
        return log;
    }

    @Override
    public void batchEnded() {
        writeIfDue(System.nanoTime());
    }

    /** Writes an interval when one is over. A file that cannot be written any more is left as it is: see {@link #failed}. */
    void writeIfDue(long nowNanos) {
        if (nowNanos - nextNanos >= 0) {
            nextNanos = nowNanos + INTERVAL_NANOS;
            write();
        }
    }

    private void write() {
        Map<Stage, Histogram> stages = latency.takeUnlogged(System.currentTimeMillis());
        for (Histogram histogram : stages.values()) {
            if (histogram.getTotalCount() > 0) {
                writer.outputIntervalHistogram(
                        (histogram.getStartTimeStamp() - writer.getBaseTime()) / 1000.0,
                        (histogram.getEndTimeStamp() - writer.getBaseTime()) / 1000.0,
                        histogram,
                        NANOS_PER_MICRO);
            }
        }
        lines.flush();
    }

    /** Whether some of it could not be written, as on a full disk. */
    boolean failed() {
        return lines.checkError();
    }

    /** Writes the last, shorter interval. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            write();
            lines.close();
        }
    }
}
