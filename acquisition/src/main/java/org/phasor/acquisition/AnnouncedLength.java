package org.phasor.acquisition;

import java.util.ArrayList;
import java.util.List;
import org.phasor.lsl.InfoElement;
import org.phasor.lsl.StreamInfo;

/**
 * The length that a player writes into its stream's description, {@code desc/phasor/samples}: a receiver that has had
 * every sample then knows that the end of the connection is the end of the data, and no loss.
 */
public final class AnnouncedLength {

    /** What {@link #of} says of a stream that announces nothing. */
    public static final long NONE = -1;

    private static final String PARENT = "phasor";
    private static final String ELEMENT = "samples";

    private AnnouncedLength() {}

    /**
     * How many samples the stream will have in all, or {@link #NONE}.
     *
     * @throws IllegalArgumentException when there is such an element but no whole number > 0 in it
     */
    public static long of(StreamInfo info) {
        List<InfoElement> found = info.desc().child(PARENT).children(ELEMENT);
        if (found.isEmpty()) {
            return NONE;
        }
        String text = found.get(0).text().strip();
        try {
            long samples = Long.parseLong(text);
            if (samples > 0) {
                return samples;
            }
        } catch (NumberFormatException e) {
            // Reported below, with the same words as a number that is too small.
        }
        throw new IllegalArgumentException(
                "stream '" + info.name() + "': desc/phasor/samples = \"" + text + "\": must be a whole number > 0");
    }

    /** The same stream, announcing so many samples instead of what it announced before; {@link #NONE} for none. */
    public static StreamInfo announce(StreamInfo info, long samples) {
        if (samples != NONE && samples <= 0) {
            throw new IllegalArgumentException("samples = " + samples + ": must be > 0");
        }
        List<InfoElement> desc = new ArrayList<>(info.desc().children());
        List<InfoElement> phasor = new ArrayList<>(info.desc().child(PARENT).children());
        desc.removeIf(e -> e.name().equals(PARENT));
        phasor.removeIf(e -> e.name().equals(ELEMENT));
        if (samples != NONE) {
            phasor.add(InfoElement.text(ELEMENT, Long.toString(samples)));
        }
        if (!phasor.isEmpty()) {
            desc.add(InfoElement.of(PARENT, phasor));
        }
        return info.toBuilder().desc(InfoElement.of("desc", desc)).build();
    }
}
