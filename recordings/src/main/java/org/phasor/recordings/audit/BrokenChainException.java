package org.phasor.recordings.audit;

import java.io.IOException;

/** A record that is not what was written, or does not follow the one before; the message is one line that names it. */
final class BrokenChainException extends IOException {

    private static final long serialVersionUID = 1;

    BrokenChainException(long record, String what) {
        super("record " + record + ": " + what);
    }
}
