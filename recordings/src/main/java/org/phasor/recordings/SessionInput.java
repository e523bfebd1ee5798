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

    /**
     * New coefficients of an estimator at their take-over frame: {@code signal}, {@code number} from 0, {@code taken} (true: they
     * took effect; false: they were late or left out and the old ones stay); when they did, {@code checksum} (hexadecimal), {@code peakHz}
     * and {@code peakDb}.
     */
    public static final String REFRESH = "refresh";

    /** The field of a {@link #REFRESH} that names its signal. */
    public static final String REFRESH_SIGNAL = "signal";

    /** Something that a person or another program had to say: {@code text}, {@code nanos} of the rig's clock. Changes nothing. */
    public static final String MARKER = "marker";

    /** Whether a pulse would be given from now on: {@code value}. */
    public static final String RUNNING = "running";

    /** Whether the device could give a pulse from now on: {@code value}. */
    public static final String DEVICE_READY = "device-ready";

    /** What became of a decision, as the policy was told: {@code decision}, {@code value} (true: given). */
    public static final String OUTCOME = "outcome";

    /**
     * A pulse seen on a returned trigger: {@code nanos} of the rig's clock; {@code decision} and {@code pulse} of the delivery that it
     * belongs to and {@code delayNanos} since its command, or none of them when nobody had asked for it. Changes nothing.
     */
    public static final String RETURNED = "returned";

    /** A pulse that did not come back in time: {@code decision}, {@code pulse}. Changes nothing. */
    public static final String NOT_RETURNED = "not-returned";

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

    /** New coefficients took effect; peak and its decibels as {@code peakHz} and {@code peakDb}. */
    public static SessionInput refreshTaken(
            long frame, String signal, long number, long checksum, double peakHz, double peakDb) {
        Map<String, String> fields = refresh(signal, number, true);
        fields.put("checksum", Long.toHexString(checksum));
        fields.put("peakHz", Double.toString(peakHz));
        fields.put("peakDb", Double.toString(peakDb));
        return new SessionInput(frame, REFRESH, fields);
    }

    /** New coefficients were late: the old ones stay. */
    public static SessionInput refreshLate(long frame, String signal, long number) {
        return new SessionInput(frame, REFRESH, refresh(signal, number, false));
    }

    private static Map<String, String> refresh(String signal, long number, boolean taken) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(REFRESH_SIGNAL, signal);
        fields.put("number", Long.toString(number));
        fields.put("taken", Boolean.toString(taken));
        return fields;
    }

    /** A {@link #MARKER} at that time of the rig's clock. */
    public static SessionInput marker(long frame, long nanos, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("text", text);
        fields.put("nanos", Long.toString(nanos));
        return new SessionInput(frame, MARKER, fields);
    }

    /** {@link #RUNNING} or {@link #DEVICE_READY}, from that frame on. */
    public static SessionInput state(long frame, String kind, boolean holds) {
        return new SessionInput(frame, kind, Map.of("value", Boolean.toString(holds)));
    }

    /** An {@link #OUTCOME}. */
    public static SessionInput outcome(long frame, long decision, boolean given) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("decision", Long.toString(decision));
        fields.put("value", Boolean.toString(given));
        return new SessionInput(frame, OUTCOME, fields);
    }

    /** A {@link #RETURNED} pulse of that delivery. */
    public static SessionInput returned(long frame, long nanos, long decision, int pulse, long delayNanos) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("nanos", Long.toString(nanos));
        fields.put("decision", Long.toString(decision));
        fields.put("pulse", Integer.toString(pulse));
        fields.put("delayNanos", Long.toString(delayNanos));
        return new SessionInput(frame, RETURNED, fields);
    }

    /** A {@link #RETURNED} pulse that nobody had asked for. */
    public static SessionInput returnedUnasked(long frame, long nanos) {
        return new SessionInput(frame, RETURNED, Map.of("nanos", Long.toString(nanos)));
    }

    /** A pulse that is {@link #NOT_RETURNED}. */
    public static SessionInput notReturned(long frame, long decision, int pulse) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("decision", Long.toString(decision));
        fields.put("pulse", Integer.toString(pulse));
        return new SessionInput(frame, NOT_RETURNED, fields);
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
        } else if (kind.equals(REFRESH)) {
            refreshNumber();
            refreshPeakHz();
            refreshPeakDb();
        } else if (kind.equals(RUNNING) || kind.equals(DEVICE_READY)) {
            holds();
        } else if (kind.equals(OUTCOME)) {
            holds();
            decision();
        } else if (kind.equals(RETURNED)) {
            nanos();
            if (isOfDecision()) {
                delayNanos();
            }
        }
    }

    /** When a {@link #RETURNED} pulse was seen, or a {@link #MARKER} set; the rig's clock. */
    public long nanos() {
        return Long.parseLong(fields.getOrDefault("nanos", ""));
    }

    /** Whether a {@link #RETURNED} pulse belongs to a delivery; otherwise nobody had asked for it. */
    public boolean isOfDecision() {
        return fields.containsKey("decision");
    }

    /** From the command of a {@link #RETURNED} pulse until it was seen. */
    public long delayNanos() {
        return Long.parseLong(fields.getOrDefault("delayNanos", ""));
    }

    /** Which of its signal's refreshes a {@link #REFRESH} is. */
    public long refreshNumber() {
        return Long.parseLong(fields.getOrDefault("number", ""));
    }

    /** The peak that the coefficients of a {@link #REFRESH} aim at; NaN when it was late. */
    public double refreshPeakHz() {
        return Double.parseDouble(fields.getOrDefault("peakHz", "NaN"));
    }

    /** How far that peak stands above the 1/f background; NaN when it was late or could not be told. */
    public double refreshPeakDb() {
        return Double.parseDouble(fields.getOrDefault("peakDb", "NaN"));
    }

    /** Whether a {@link #REFRESH} took effect. */
    public boolean refreshTaken() {
        return Boolean.parseBoolean(fields.getOrDefault("taken", ""));
    }

    /** What a {@link #RUNNING}, {@link #DEVICE_READY} or {@link #OUTCOME} says. */
    public boolean holds() {
        String value = fields.getOrDefault("value", "");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(
                    "value of input " + kind + " = \"" + value + "\": must be true or false");
        }
        return value.equals("true");
    }

    /** Which decision an {@link #OUTCOME} speaks of. */
    public long decision() {
        return Long.parseLong(fields.getOrDefault("decision", ""));
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
