package org.phasor.acquisition;

import java.util.Locale;

/**
 * A stretch in which a stream's time broke: samples were lost, or the stamps or the clock correction jumped.
 *
 * @param number from 1, in the order of the stream
 * @param firstIndex index of the first sample behind the first break
 * @param lastIndex index of the first sample behind the last break; the same when it broke once
 * @param fromNanos time of the sample before, on the rig's clock
 * @param toNanos time of the sample of {@code lastIndex}
 * @param lostSamples how many samples there was room for that never came; 0 for a stall of the sender or a step backwards
 */
public record SampleGap(long number, long firstIndex, long lastIndex, long fromNanos, long toNanos, long lostSamples) {

    /** One line for people: what was lost, behind which frame, from when to when on the rig's clock. */
    public String words() {
        String lost = lostSamples == 0
                ? "the stamps jumped"
                : lostSamples + (lostSamples == 1 ? " sample was lost" : " samples were lost");
        String frames = firstIndex == lastIndex ? "frame " + firstIndex : "frames " + firstIndex + " to " + lastIndex;
        return lost + " before " + frames + ", " + seconds(fromNanos) + " s to " + seconds(toNanos) + " s";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
