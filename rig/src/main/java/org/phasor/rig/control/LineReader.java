package org.phasor.rig.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Lines of a peer that may be slow, silent or hostile: each has a longest length and a longest time. One thread. */
final class LineReader {

    /** A line that is not taken: its message is the answer. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String words) {
            super(words);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final int longestBytes;
    private final long longestNanos;
    private final byte[] read = new byte[512];
    private final byte[] line;
    private int readFrom;
    private int readTo;

    LineReader(Socket socket, int longestBytes, long longestNanos) throws IOException {
        this.socket = socket;
        this.longestBytes = longestBytes;
        this.longestNanos = longestNanos;
        in = socket.getInputStream();
        line = new byte[longestBytes];
    }

    /**
     * The next line without its end; at the end of the input what stands there unended, then null.
     *
     * @throws Refused when it is too long, too slow or no UTF-8
     */
    String next() throws IOException {
        long start = System.nanoTime();
        int length = 0;
        while (true) {
            if (readFrom == readTo && !fill(start)) {
                return length == 0 ? null : text(length);
            }
            byte next = read[readFrom++];
            if (next == '\n') {
                return text(length);
            }
            if (length == longestBytes) {
                throw new Refused("a line may have " + longestBytes + " bytes");
            }
            line[length++] = next;
        }
    }

    /** The time is the line's, not the byte's: a byte now and then does not keep a peer in. */
    private boolean fill(long startNanos) throws IOException {
        long leftMs = (longestNanos - (System.nanoTime() - startNanos)) / 1_000_000;
        if (leftMs <= 0) {
            throw tooSlow();
        }
        socket.setSoTimeout((int) leftMs);
        try {
            int count = in.read(read);
            readFrom = 0;
            readTo = Math.max(0, count);
            return count > 0;
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        }
    }

    private Refused tooSlow() {
        return new Refused("no line within " + longestNanos / 1_000_000_000 + " s");
    }

    private String text(int length) throws Refused {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, end))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused("a line must be UTF-8");
        }
    }
}
