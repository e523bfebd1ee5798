package org.phasor.recordings;

import java.util.Arrays;

/**
 * From command to pulse, over a run. Milliseconds; NaN where there are too few delays to tell (one for mean and percentiles, two
 * for the deviation, three for the drift).
 *
 * @param n delays
 * @param sdMs standard deviation around the mean (n - 1)
 * @param p50Ms the value that half of them do not exceed; percentiles are values that occurred (nearest rank)
 * @param driftMsPerHour slope of the line of least squares through delay over command time
 * @param driftErrorMsPerHour its standard error, from the scatter around the line
 * @param seconds from the first command to the last
 */
public record DelayStatistics(
        long n,
        double meanMs,
        double sdMs,
        double p50Ms,
        double p99Ms,
        double maxMs,
        double driftMsPerHour,
        double driftErrorMsPerHour,
        double seconds) {

    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS_PER_HOUR = 3.6e12;

    /**
     * @param commandNanos when each pulse was commanded
     * @param delayNanos from then until it was seen, as many
     */
    public static DelayStatistics of(long[] commandNanos, long[] delayNanos) {
        int n = delayNanos.length;
        if (n == 0) {
            return new DelayStatistics(
                    0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
        }
        double[] ms = new double[n];
        double[] hours = new double[n];
        double meanMs = 0;
        double meanHours = 0;
        for (int i = 0; i < n; i++) {
            ms[i] = delayNanos[i] / NANOS_PER_MS;
            hours[i] = (commandNanos[i] - commandNanos[0]) / NANOS_PER_HOUR;
            meanMs += ms[i] / n;
            meanHours += hours[i] / n;
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            xx += (hours[i] - meanHours) * (hours[i] - meanHours);
            xy += (hours[i] - meanHours) * (ms[i] - meanMs);
            yy += (ms[i] - meanMs) * (ms[i] - meanMs);
        }
        boolean line = n > 2 && xx > 0;
        double slope = line ? xy / xx : Double.NaN;
        double rest = line ? Math.max(0, yy - slope * xy) : Double.NaN;
        double[] sorted = ms.clone();
        Arrays.sort(sorted);
        return new DelayStatistics(
                n,
                meanMs,
                n > 1 ? Math.sqrt(yy / (n - 1)) : Double.NaN,
                sorted[rank(n, 50)],
                sorted[rank(n, 99)],
                sorted[n - 1],
                slope,
                line ? Math.sqrt(rest / (n - 2) / xx) : Double.NaN,
                (commandNanos[n - 1] - commandNanos[0]) / 1e9);
    }

    private static int rank(int n, int percent) {
        return (n * percent + 99) / 100 - 1;
    }

    /** How far the line goes over the run, up or down. */
    public double driftMs() {
        return Math.abs(driftMsPerHour) * seconds / 3600;
    }

    /** The same; 0 when it is within two standard errors of none, so that scatter alone is no drift. */
    public double clearDriftMs() {
        return Math.abs(driftMsPerHour) <= 2 * driftErrorMsPerHour ? 0 : driftMs();
    }
}
