package org.phasor.rig;

import java.util.List;
import java.util.OptionalDouble;
import org.phasor.acquisition.SampleGap;

/**
 * How the samples come: whether their times can be believed, what was lost, and whether the rig keeps up.
 *
 * @param timeSure whether the newest sample's time is known well enough to fire; false before the first sample
 * @param timeErrorMs standard deviation of that time; 0 before the first sample
 * @param lostSamples never received, by the times of those that were
 * @param gaps stretches of lost samples or jumping stamps that are over
 * @param firstGaps the first of them, 1000 at most
 * @param newestAgeSeconds now less the newest decided sample's own time; empty before the first
 * @param waitedSeconds for how long in all the source waited for a free slot: somebody does not keep up
 * @param behind the thread that is furthest behind, and how many frames; empty when nobody has more than a quarter of the ring to do
 */
public record StreamHealth(
        boolean timeSure,
        double timeErrorMs,
        long lostSamples,
        long gaps,
        List<SampleGap> firstGaps,
        OptionalDouble newestAgeSeconds,
        double waitedSeconds,
        String behind) {}
