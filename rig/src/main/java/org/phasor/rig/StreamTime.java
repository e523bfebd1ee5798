package org.phasor.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleClock;
import org.phasor.acquisition.SampleGap;

/**
 * What the loop's sample clock has found out: whether times can be believed, and what was lost. Written by the loop thread, read by
 * any. Allocates only when a gap is over.
 */
final class StreamTime {

    /** Further gaps are counted, not listed. */
    static final int MOST_LISTED = 1000;

    private static final int FRAMES_PER_LOOK = 64;

    private final SampleClock clock;
    private final long maxLostSamples;
    private final AtomicReferenceArray<SampleGap> listed = new AtomicReferenceArray<>(MOST_LISTED);

    private int framesToLook;
    private volatile boolean sure;
    private volatile double errorNanos;
    private volatile long lostSamples;

    /** Written last: whoever reads it finds its gap in the list. */
    private volatile long gaps;

    /** @param maxLostSamples more of them are too many; empty: no limit */
    StreamTime(SampleClock clock, OptionalLong maxLostSamples) {
        this.clock = clock;
        this.maxLostSamples = maxLostSamples.orElse(Long.MAX_VALUE);
    }

    /** Takes in what the clock said of a sample; true when a gap has just brought the lost samples above their limit. */
    boolean take(Sample sample) {
        boolean nowSure = !sample.has(Sample.UNSURE);
        if (--framesToLook <= 0 || nowSure != sure) {
            framesToLook = FRAMES_PER_LOOK;
            errorNanos = clock.uncertaintyNanos();
            sure = nowSure;
        }
        return clock.settledGaps() != gaps && takeGap();
    }

    /** No more samples will come: what is not known yet will not be. */
    void end() {
        clock.end();
        if (clock.settledGaps() != gaps) {
            takeGap();
        }
    }

    private boolean takeGap() {
        SampleGap gap = clock.newestGap();
        if (gap.number() <= MOST_LISTED) {
            listed.set((int) gap.number() - 1, gap);
        }
        lostSamples = clock.lostSamples();
        gaps = gap.number();
        return gap.lostSamples() > 0 && lostSamples > maxLostSamples;
    }

    /** One line: what the limit was, what was lost, and where it last was. The loop thread, after {@link #take} gave true. */
    String tooManyLost() {
        return lostSamples + " samples were lost, acquisition.max-lost-samples = " + maxLostSamples
                + ": the last time, " + clock.newestGap().words();
    }

    boolean sure() {
        return sure;
    }

    double errorNanos() {
        return errorNanos;
    }

    long lostSamples() {
        return lostSamples;
    }

    long gaps() {
        return gaps;
    }

    /** Gaps that are listed, from the one with this number (from 1) on. */
    List<SampleGap> listedFrom(long number) {
        List<SampleGap> found = new ArrayList<>();
        for (long i = number; i <= Math.min(gaps, MOST_LISTED); i++) {
            found.add(listed.get((int) i - 1));
        }
        return found;
    }
}
