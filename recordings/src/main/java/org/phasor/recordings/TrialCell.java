package org.phasor.recordings;

import java.util.Comparator;

/**
 * A cell of a trial plan: a condition crossed with its factors.
 *
 * @param condition by position
 * @param amplitudeWindow index; −1 when the plan has none
 * @param intensityPercentRmt NaN when the plan has none
 */
public record TrialCell(int condition, int amplitudeWindow, double intensityPercentRmt)
        implements Comparable<TrialCell> {

    private static final Comparator<TrialCell> ORDER = Comparator.comparingInt(TrialCell::condition)
            .thenComparingInt(TrialCell::amplitudeWindow)
            .thenComparingDouble(TrialCell::intensityPercentRmt);

    /** Whether there is a factor beside the condition. */
    public boolean crossed() {
        return amplitudeWindow >= 0 || !Double.isNaN(intensityPercentRmt);
    }

    @Override
    public int compareTo(TrialCell other) {
        return ORDER.compare(this, other);
    }
}
