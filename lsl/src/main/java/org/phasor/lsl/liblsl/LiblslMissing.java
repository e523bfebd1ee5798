package org.phasor.lsl.liblsl;

import java.io.IOException;

/** Native liblsl was asked for and cannot be had; one line names what was tried. */
public final class LiblslMissing extends IOException {

    private static final long serialVersionUID = 1;

    LiblslMissing(String line) {
        super(line);
    }

    LiblslMissing(String line, Throwable cause) {
        super(line, cause);
    }
}
