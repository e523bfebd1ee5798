package org.phasor.recordings;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file of recorded streams, open for reading; the file is never written to. Safe for any thread. */
public interface Recording extends Closeable {

    /**
     * Opens a recording by what its first bytes say: XDF (plain or compressed) or BrainVision.
     *
     * @throws RecordingException in one line, when the file is none of these or has no usable header
     */
    static Recording open(Path file) throws IOException {
        return RecordingFormats.open(file);
    }

    Path path();

    /** As {@code XDF} or {@code BrainVision}. */
    String format();

    /** In the order of the file. */
    List<RecordedStream> streams();

    /** What could not be read; empty for a sound file. */
    List<Damage> damage();

    /** What was read leniently: one line each, for a person. */
    List<String> notes();

    /** Ends every cursor. */
    @Override
    void close() throws IOException;
}
