package org.phasor.recordings;

import java.io.IOException;

/** A recording that cannot be read or written; the message is one line naming the file, what was found and what was expected. */
public final class RecordingException extends IOException {

    private static final long serialVersionUID = 1;

    public RecordingException(String message) {
        super(message);
    }

    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
