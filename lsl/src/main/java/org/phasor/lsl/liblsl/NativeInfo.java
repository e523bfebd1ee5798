package org.phasor.lsl.liblsl;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.phasor.lsl.Predicates;
import org.phasor.lsl.StreamInfo;

/** Stream descriptions to and from liblsl, as XML: the one form both know in full. */
final class NativeInfo {

    private static final Duration FIND_AGAIN = Duration.ofSeconds(5);

    private NativeInfo() {}

    /**
     * What an outlet is to serve, in liblsl's form; the caller destroys it.
     *
     * @throws IllegalArgumentException when liblsl does not take it
     */
    static Pointer toServe(StreamInfo info) {
        // liblsl reads no description without a uid; the outlet gets a new one.
        return read(info.toBuilder().uid(UUID.randomUUID().toString()).build());
    }

    /**
     * A stream to connect to, in liblsl's form; the caller destroys it. liblsl does not tell where its resolver heard a
     * stream: one without an address is looked for once more.
     *
     * @throws IOException when it is not found again
     */
    static Pointer toReceive(StreamInfo resolved) throws IOException {
        if (!resolved.v4Address().isEmpty() || !resolved.v6Address().isEmpty()) {
            return read(resolved);
        }
        List<Pointer> found = NativeResolver.ask(Predicates.equalTo("uid", resolved.uid()), 1, FIND_AGAIN);
        if (found.isEmpty()) {
            throw new IOException("stream " + resolved + ": liblsl does not find it any more");
        }
        found.subList(1, found.size()).forEach(LiblslFunctions::lsl_destroy_streaminfo);
        return found.get(0);
    }

    private static Pointer read(StreamInfo info) {
        if (info.channelCount() == 0) {
            throw new IllegalArgumentException("stream " + info + ": native liblsl takes no stream without channels");
        }
        Pointer made = LiblslFunctions.lsl_streaminfo_from_xml(NativeText.utf8(addressedXml(info)));
        if (made == null) {
            throw new IllegalArgumentException("stream " + info + ": liblsl refuses its description: " + lastError());
        }
        // liblsl tells what it cannot read in place of the name.
        String name = NativeText.lent(LiblslFunctions.lsl_get_name(made));
        if (!name.equals(info.name())) {
            LiblslFunctions.lsl_destroy_streaminfo(made);
            throw new IllegalArgumentException("stream " + info + ": liblsl refuses its description: " + name);
        }
        return made;
    }

    /** Our XML leaves out where a resolver heard the stream; liblsl connects to just that. */
    private static String addressedXml(StreamInfo info) {
        return info.toXml()
                .replace("\t<v4address></v4address>", "\t<v4address>" + info.v4Address() + "</v4address>")
                .replace("\t<v6address></v6address>", "\t<v6address>" + info.v6Address() + "</v6address>");
    }

    /**
     * Reads liblsl's form and destroys it.
     *
     * @throws IOException when it is malformed
     */
    static StreamInfo taken(Pointer info) throws IOException {
        try {
            return StreamInfo.fromXml(NativeText.taken(LiblslFunctions.lsl_get_xml(info)));
        } catch (IllegalArgumentException e) {
            throw new IOException("liblsl gave a malformed description: " + e.getMessage(), e);
        } finally {
            LiblslFunctions.lsl_destroy_streaminfo(info);
        }
    }

    static String lastError() {
        String text = NativeText.lent(LiblslFunctions.lsl_last_error());
        return text.isBlank() ? "liblsl says no more" : text;
    }
}
