package org.phasor.stimulator;

import java.io.IOException;

/** What {@link SerialTtlStimulator} asks of a line: {@link SerialTtlLine} says what each owes. */
interface ByteLine extends AutoCloseable {

    /** How a line comes to be. */
    interface Opener {
        /**
         * @throws IOException in one line naming the port and what failed
         */
        ByteLine open(SerialTtlSettings settings) throws IOException;
    }

    /** Writes one byte; false when it was not taken. */
    boolean send(int byteValue);

    /** Bytes written that have not left yet; negative when the line is gone. */
    int bytesAwaiting();

    /** Whether the link is lost. */
    boolean gone();

    /** Lets go of the line as it is; any thread. */
    void abandon();

    /** Takes the line low and lets go of it. */
    @Override
    void close();
}
