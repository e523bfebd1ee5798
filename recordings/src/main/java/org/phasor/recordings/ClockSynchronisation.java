package org.phasor.recordings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maps a stream's own clock to the recorder's, from the clock offsets of the file. Immutable.
 *
 * <p>Per clock segment, offset = a + b·time by Huber regression (quadratic below 0.1 ms, linear above), as pyxdf does by
 * ADMM; here by iteratively reweighted least squares on centred times. A new segment starts where the source's clock was
 * reset: time goes backwards, or both time and offset jump far beyond their usual steps.
 */
public final class ClockSynchronisation {

    private static final double HUBER_SECONDS = 1e-4;
    private static final int MOST_ITERATIONS = 5000;
    /** Bounds the work on files with absurdly many offsets. */
    private static final long MOST_STEPS = 200_000_000;

    /** offset = constant + slope · (time − centre), for offsets collected from {@code start} to {@code end}. */
    private record Line(double centre, double constant, double slope, double start, double end) {
        double apply(double seconds) {
            return seconds + constant + slope * (seconds - centre);
        }
    }

    private final List<Line> lines;

    private ClockSynchronisation(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Fits the offsets of one stream; with none, stamps stay as they are. */
    public static ClockSynchronisation of(List<ClockOffset> offsets) {
        List<Line> lines = new ArrayList<>();
        double[] times =
                offsets.stream().mapToDouble(ClockOffset::collectedSeconds).toArray();
        double[] values =
                offsets.stream().mapToDouble(ClockOffset::offsetSeconds).toArray();
        boolean[] resets = resets(times, values);
        int start = 0;
        for (int i = 1; i <= times.length; i++) {
            if (i == times.length || resets[i - 1]) {
                lines.add(fit(times, values, start, i));
                start = i;
            }
        }
        return new ClockSynchronisation(lines);
    }

    public int segments() {
        return lines.size();
    }

    /** A walk over the stamps of a stream, which must be given in order. */
    public Walk walk() {
        return new Walk();
    }

    /** Remembers which clock segment the samples have reached. Not for sharing between threads. */
    public final class Walk {
        private int segment;

        private Walk() {}

        /** The stamp on the recorder's clock. */
        public double toRecorderSeconds(double stampSeconds) {
            if (lines.isEmpty()) {
                return stampSeconds;
            }
            while (segment + 1 < lines.size()
                    && !(Math.abs(stampSeconds - lines.get(segment).end)
                            < Math.abs(stampSeconds - lines.get(segment + 1).start))) {
                segment++;
            }
            return lines.get(segment).apply(stampSeconds);
        }

        /** Index of the clock segment of the last stamp, from 0. */
        public int segment() {
            return segment;
        }
    }

    private static boolean[] resets(double[] times, double[] values) {
        int n = Math.max(0, times.length - 1);
        double[] timeSteps = new double[n];
        double[] valueSteps = new double[n];
        for (int i = 0; i < n; i++) {
            timeSteps[i] = times[i + 1] - times[i];
            valueSteps[i] = values[i + 1] - values[i];
        }
        boolean[] timeGlitch = outliers(timeSteps, 5, 5);
        boolean[] valueGlitch = outliers(valueSteps, 10, 1);
        boolean[] resets = new boolean[n];
        for (int i = 0; i < n; i++) {
            resets[i] = timeSteps[i] < 0 || timeGlitch[i] && valueGlitch[i];
        }
        return resets;
    }

    /** Steps that differ from the median by more than so many seconds and so many median absolute deviations. */
    private static boolean[] outliers(double[] steps, double deviations, double seconds) {
        double median = median(steps);
        double[] distance = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            distance[i] = Math.abs(steps[i] - median);
        }
        double deviation = median(distance) + Math.ulp(1.0);
        boolean[] out = new boolean[steps.length];
        for (int i = 0; i < steps.length; i++) {
            out[i] = distance[i] > seconds && distance[i] / deviation > deviations;
        }
        return out;
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static Line fit(double[] times, double[] values, int from, int to) {
        int n = to - from;
        double centre = 0;
        for (int i = from; i < to; i++) {
            centre += times[i] / n;
        }
        // Offsets of years against steps of microseconds: fit what is left after the median.
        double level = median(Arrays.copyOfRange(values, from, to));
        double constant = 0;
        double slope = 0;
        double span = times[to - 1] - times[from];
        long most = Math.max(20, Math.min(MOST_ITERATIONS, MOST_STEPS / n));
        for (int iteration = 0; iteration < most; iteration++) {
            double sw = 0;
            double sx = 0;
            double sy = 0;
            for (int i = from; i < to; i++) {
                double w = iteration == 0 ? 1 : weight(values[i] - level - constant - slope * (times[i] - centre));
                sw += w;
                sx += w * (times[i] - centre);
                sy += w * (values[i] - level);
            }
            double mx = sx / sw;
            double my = sy / sw;
            double sxx = 0;
            double sxy = 0;
            for (int i = from; i < to; i++) {
                double w = iteration == 0 ? 1 : weight(values[i] - level - constant - slope * (times[i] - centre));
                double x = times[i] - centre - mx;
                sxx += w * x * x;
                sxy += w * x * (values[i] - level - my);
            }
            double nextSlope = sxx > 0 && n > 1 ? sxy / sxx : 0;
            double nextConstant = my - nextSlope * mx;
            boolean settled = Math.abs(nextConstant - constant) < 1e-13 && Math.abs((nextSlope - slope) * span) < 1e-13;
            constant = nextConstant;
            slope = nextSlope;
            if (settled) {
                break;
            }
        }
        if (!Double.isFinite(constant) || !Double.isFinite(slope)) {
            return new Line(0, 0, 0, times[from], times[to - 1]);
        }
        return new Line(centre, level + constant, slope, times[from], times[to - 1]);
    }

    private static double weight(double residual) {
        double size = Math.abs(residual);
        return size <= HUBER_SECONDS ? 1 : HUBER_SECONDS / size;
    }
}
