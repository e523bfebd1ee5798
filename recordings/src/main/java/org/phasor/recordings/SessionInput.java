package org.phasor.recordings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that reached the loop from outside the frames and mattered: replay applies it before the frame of that
 * index. Immutable.
 *
 * @param frame index of the first frame it applies to
 * @param kind one of the constants here
 * @param fields what there is to say, by name; texts that hold every bit
 */
public record SessionInput(long frame, String kind, Map<String, String> fields) {

    /** The source's clock correction changed: {@code bits} of the double (hexadecimal), {@code seconds}. */
    public static final String CLOCK_CORRECTION = "clock-correction";

    /** The flags of this one frame's sample, when they are not 0: {@code flags}. */
    public static final String SAMPLE_FLAGS = "sample-flags";

    public static final String ARM = "arm";
    public static final String HOLD = "hold";
    public static final String RESUME = "resume";
    public static final String STOP = "stop";
    public static final String FINISH = "finish";

    public SessionInput {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        if (fields.containsKey("frame") || fields.containsKey("kind")) {
            throw new IllegalArgumentException(
                    "fields of input " + kind + " = " + fields + ": must not hold frame or kind");
        }
    }

    public static SessionInput clockCorrection(long frame, double seconds) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("bits", SessionJson.bits(seconds));
        fields.put("seconds", Double.toString(seconds));
        return new SessionInput(frame, CLOCK_CORRECTION, fields);
    }

    public static SessionInput sampleFlags(long frame, int flags) {
        return new SessionInput(frame, SAMPLE_FLAGS, Map.of("flags", Integer.toString(flags)));
    }

    /** An operator's command: {@link #ARM}, {@link #HOLD}, {@link #RESUME}, {@link #STOP} or {@link #FINISH}. */
    public static SessionInput command(long frame, String kind) {
        return new SessionInput(frame, kind, Map.of());
    }

    /** As {@link #command(long, String)}, with the reason that was given. */
    public static SessionInput command(long frame, String kind, String reason) {
        return new SessionInput(frame, kind, Map.of("reason", reason));
    }

    /** @throws IllegalArgumentException when a field that replay needs cannot be read */
    void check() {
        if (frame < 0) {
            throw new IllegalArgumentException("frame = " + frame + ": must be >= 0");
        }
        if (kind.equals(CLOCK_CORRECTION)) {
            correctionSeconds();
        } else if (kind.equals(SAMPLE_FLAGS)) {
            flags();
        }
    }

    /** The correction of a {@link #CLOCK_CORRECTION}, to the last bit. */
    public double correctionSeconds() {
        return SessionJson.fromBits(fields.getOrDefault("bits", ""));
    }

    /** The flags of a {@link #SAMPLE_FLAGS}. */
    public int flags() {
        return Integer.parseInt(fields.getOrDefault("flags", ""));
    }
}
