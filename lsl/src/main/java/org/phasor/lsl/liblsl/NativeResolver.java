package org.phasor.lsl.liblsl;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.phasor.lsl.Resolver;
import org.phasor.lsl.StreamInfo;

/** Asks by liblsl, a second at a time so that an interrupt is heard. */
final class NativeResolver implements Resolver {

    private static final int MOST_STREAMS = 1024;
    private static final long SLICE_NANOS = 1_000_000_000L;
    private static final String ANY = "channel_count>0";

    @Override
    public List<StreamInfo> resolve(String predicate, int minimum, Duration timeout)
            throws IOException, InterruptedException {
        if (minimum < 0 || timeout.isNegative()) {
            throw new IllegalArgumentException(
                    "minimum = " + minimum + ", timeout = " + timeout + ": neither may be negative");
        }
        String query = predicate.isBlank() ? ANY : predicate.strip();
        int enough = minimum == 0 ? Integer.MAX_VALUE : minimum;
        long deadline = System.nanoTime() + timeout.toNanos();
        Map<String, StreamInfo> found = new LinkedHashMap<>();
        do {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long leftNanos = Math.max(0, deadline - System.nanoTime());
            Duration slice = Duration.ofNanos(Math.min(leftNanos, SLICE_NANOS));
            for (Pointer heard : ask(query, enough, slice)) {
                keep(heard, found);
            }
        } while (found.size() < enough && System.nanoTime() < deadline);
        return List.copyOf(found.values());
    }

    private static void keep(Pointer heard, Map<String, StreamInfo> found) {
        try {
            StreamInfo info = NativeInfo.taken(heard);
            found.putIfAbsent(info.uid(), info);
        } catch (IOException e) {
            // Of somebody else on the network, and malformed: as if it had not answered.
            System.getLogger("org.phasor.lsl").log(System.Logger.Level.DEBUG, e.getMessage());
        }
    }

    /** Asks once; the caller destroys what was found. */
    static List<Pointer> ask(String predicate, int enough, Duration timeout) throws IOException {
        try (Memory results = new Memory((long) MOST_STREAMS * Native.POINTER_SIZE)) {
            int count = LiblslFunctions.lsl_resolve_bypred(
                    results, MOST_STREAMS, NativeText.utf8(predicate), enough, timeout.toNanos() / 1e9);
            if (count == LiblslFunctions.ARGUMENT) {
                throw new IllegalArgumentException(
                        "\"" + predicate + "\" is no XPath predicate: " + NativeInfo.lastError());
            }
            if (count < 0) {
                throw new IOException("liblsl cannot look for streams: error " + count + ", " + NativeInfo.lastError());
            }
            List<Pointer> found = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                found.add(results.getPointer((long) i * Native.POINTER_SIZE));
            }
            return found;
        }
    }
}
