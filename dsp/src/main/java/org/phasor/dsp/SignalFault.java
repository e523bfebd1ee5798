package org.phasor.dsp;

/**
 * Why a sample of a signal must not be trusted. The bits stand in recordings (gates of a decision): add at the end, never
 * renumber.
 */
public enum SignalFault {
    /** Samples are missing just before this one. */
    GAP,
    /** A used channel is not a finite number, or the sample's stamp means nothing. */
    NOT_FINITE,
    /** Around a planned pulse: the amplifier may see the pulse, not the brain. */
    BLANKED,
    /** Further from the running median than the limit. */
    AMPLITUDE,
    /** Peak to peak within the window beyond the limit. */
    PEAK_TO_PEAK,
    /** A step from one sample to the next beyond the limit. */
    GRADIENT,
    /** The value does not change. */
    FLAT,
    /** At the end of the amplifier's range. */
    RAIL,
    /** Power at the mains frequency beyond the limit. */
    LINE_NOISE,
    /** Power at high frequencies (muscle) beyond the limit. */
    HIGH_FREQUENCY,
    /**
     * Larger than samples of this signal usually are, or just after such a one, but not by so much that it must be an artefact:
     * it may be a strong burst of the rhythm itself. Nothing is decided on it; windows may hold it.
     */
    LARGE;

    /** The bits of the faults that spoil every window that holds them: all but a gap (behind it begins a new window) and a large sample. */
    public static final int SPOILS_WINDOWS = ~(GAP.bit() | LARGE.bit());

    private static final SignalFault[] ALL = values();

    /** This fault's bit in {@link Signal#faults}. */
    public int bit() {
        return 1 << ordinal();
    }

    /** The faults of some bits in words, as {@code gap flat}; empty for none. For people, not for the loop. */
    public static String words(int bits) {
        StringBuilder words = new StringBuilder();
        for (SignalFault fault : ALL) {
            if ((bits & fault.bit()) != 0) {
                words.append(words.isEmpty() ? "" : " ")
                        .append(fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
            }
        }
        return words.toString();
    }
}
