package org.phasor.acquisition;

import org.phasor.lsl.LslClock;
import org.phasor.lsl.TimeCorrection;

/**
 * Chooses the clock correction that a stream's samples carry. It changes seldom, and only for a reason:
 *
 * <ol>
 *   <li>With the first anchored sample: 0 when a measurement says that the sender has our clock (an offset within the
 *       round trip or a millisecond), else what was measured. Where nothing was: 0 when its stamp lies within 50 ms of
 *       its arrival, else arrival less stamp, as if it had come without delay.
 *   <li>A measurement replaces the correction in use only when it proves it wrong: when they differ by more than half
 *       the round trip, the largest error that a measurement can have. So the correction of a sender on the same
 *       clock stays 0 and never jitters, and that of another one steps only after the clocks have drifted apart.
 * </ol>
 *
 * <p>Every sample carries the correction, so a replay needs no measurement. Used by one thread, a stream's reader.
 */
public final class CorrectionInUse {

    private static final double SAME_CLOCK_SECONDS = 0.050;
    private static final double SAME_CLOCK_MEASURED_SECONDS = 0.001;

    /** Rounding of stamps near 10^9 seconds. */
    private static final double ROUNDING_SECONDS = 1e-6;

    private double seconds;
    private boolean chosen;
    private TimeCorrection considered;

    /**
     * The correction of one sample; 0 for samples before the first that is anchored.
     *
     * @param measured the newest measurement, null while there is none
     */
    public double of(double stampSeconds, boolean anchored, long arrivalNanos, TimeCorrection measured) {
        if (!chosen && anchored && measured != null && Double.isFinite(measured.offsetSeconds())) {
            boolean ours = Math.abs(measured.offsetSeconds())
                    <= Math.max(SAME_CLOCK_MEASURED_SECONDS, measured.roundTripSeconds());
            seconds = ours ? 0 : measured.offsetSeconds();
            chosen = true;
            considered = measured;
        } else if (!chosen && anchored) {
            double lateness = LslClock.toSeconds(arrivalNanos) - stampSeconds;
            if (Double.isFinite(lateness)) {
                seconds = Math.abs(lateness) <= SAME_CLOCK_SECONDS ? 0 : lateness;
                chosen = true;
            }
        }
        if (measured != considered && chosen) {
            considered = measured;
            if (measured != null) {
                consider(measured);
            }
        }
        return seconds;
    }

    private void consider(TimeCorrection measured) {
        double largestError = Math.max(measured.roundTripSeconds(), 0) / 2 + ROUNDING_SECONDS;
        double difference = measured.offsetSeconds() - seconds;
        if (Double.isFinite(difference) && Math.abs(difference) > largestError) {
            seconds = measured.offsetSeconds();
        }
    }
}
