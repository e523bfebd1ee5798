package org.phasor.stimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Published limits of trains over the motor cortex of healthy subjects (rule S4): the longest train by frequency and
 * intensity, and the pauses between trains. Intensity is rounded up to the next column, frequency to the next row.
 *
 * <p>Every number was recalled and has to be checked against the paper.
 */
public enum TrainTable {
    /** Rossi et al. 2009, Clin Neurophysiol 120:2008-2039, table 4: seconds. */
    ROSSI_2009(
            "rossi-2009",
            List.of(90, 100, 110, 120, 130),
            "1   >1800 >1800 >1800 >360 >50",
            "5   >10   >10   >10   >10  >10",
            "10  >5    >5    >5    4.2  2.9",
            "20  2.05  2.05  1.6   1.0  0.55",
            "25  1.28  1.28  0.84  0.4  0.24"),
    /**
     * Chen et al. 1997, EEG Clin Neurophysiol 105:415-421, table 3 (Rossi 2009, table 5A): seconds/pulses. For 25 Hz at
     * 110 % 0.7/17 is recalled, three quarters of Rossi's value are 0.6: the smaller one stands here.
     */
    CHEN_1997(
            "chen-1997",
            List.of(100, 110, 120, 130),
            "1   >270/270 >270/270 >180/180 50/50",
            "5   10/50    10/50    10/50    10/50",
            "10  5/50     5/50     3.2/32   2.2/22",
            "20  1.5/30   1.2/24   0.8/16   0.4/8",
            "25  1.0/25   0.6/15   0.3/7    0.2/5");

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final double LEAST_PERCENT = 90;
    private static final double MOST_PERCENT = 130;

    /** Single pulses so far apart are no train. */
    private static final long SINGLE_NANOS = 2 * SECOND_NANOS;

    /** Chen 1997, table 4 (Rossi 2009, table 5B): ten trains, up to 20 Hz. */
    private static final long SAFE_PAUSE_NANOS = 5 * SECOND_NANOS;

    private static final long UNSAFE_PAUSE_NANOS = SECOND_NANOS;
    private static final double SAFE_PAUSE_PERCENT = 120;
    private static final long SHORTEST_GAP_OF_PAUSES_NANOS = SECOND_NANOS / 20;

    private record Row(int hz, List<TrainCell> cells) {}

    private final String key;
    private final List<Integer> columns;
    private final List<Row> rows = new ArrayList<>();

    TrainTable(String key, List<Integer> columns, String... rows) {
        this.key = key;
        this.columns = columns;
        for (String row : rows) {
            String[] words = row.split(" +");
            List<TrainCell> cells = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                cells.add(TrainCell.of(words[i]));
            }
            this.rows.add(new Row(Integer.parseInt(words[0]), cells));
        }
    }

    /** The name in rig files. */
    public String key() {
        return key;
    }

    /**
     * Judges the worst that the limits let through: patterns as close as {@code min-onset-interval-ms} allows, as many
     * as the session may have.
     *
     * @param percentRmt the intensity in percent of the resting motor threshold
     */
    public TrainVerdict judge(PulsePattern pattern, SafetyLimits limits, double percentRmt) {
        if (!(percentRmt <= MOST_PERCENT)) {
            return TrainVerdict.notCovered("above 130 % RMT: no table goes so far");
        }
        long pulseGapNanos = limits.minPulseGapNanos();
        long ofSession = Math.max(limits.maxPulsesPerSession(), pattern.pulses());
        if (pattern.pulses() == 1) {
            return series(ofSession, Math.max(limits.minOnsetIntervalNanos(), pulseGapNanos), percentRmt);
        }
        long lastsNanos = pattern.longestNanos(limits.lateToleranceNanos());
        long pauseNanos = Math.max(limits.minOnsetIntervalNanos() - lastsNanos, pulseGapNanos);
        long closestNanos = Math.min(pauseNanos, pattern.gapNanos());
        if (closestNanos >= SECOND_NANOS) {
            return series(ofSession, closestNanos, percentRmt);
        }
        TrainVerdict train = train(pattern.pulses(), pattern.gapNanos(), percentRmt);
        boolean repeated = ofSession >= 2L * pattern.pulses();
        return train.inside() && repeated ? pause(pauseNanos, pattern.gapNanos(), percentRmt, train) : train;
    }

    /** Pulses that go on through the whole session: none, or one long train. */
    private TrainVerdict series(long pulses, long gapNanos, double percentRmt) {
        return gapNanos >= SINGLE_NANOS
                ? TrainVerdict.inside("single pulses at least 2 s apart: far below the 1 Hz row")
                : train(pulses, gapNanos, percentRmt);
    }

    /** How long one train may be. */
    TrainVerdict train(long pulses, long gapNanos, double percentRmt) {
        String asked = String.format(
                Locale.ROOT,
                "%d pulses at %.4g Hz (%.4g s), %.4g %% RMT",
                pulses,
                1e9 / gapNanos,
                pulses * gapNanos / 1e9,
                percentRmt);
        if (!(percentRmt >= LEAST_PERCENT)) {
            return TrainVerdict.notCovered(asked + ": below 90 % nothing was published");
        }
        for (Row row : rows) {
            if (gapNanos >= SECOND_NANOS / row.hz) {
                int column = column(percentRmt);
                TrainCell cell = row.cells.get(column);
                String held = asked + ", against " + cell.text() + " at " + row.hz + " Hz, " + columns.get(column)
                        + " % (" + key + ")";
                if (cell.holds(pulses, gapNanos)) {
                    return TrainVerdict.inside(held);
                }
                return cell.tested()
                        ? TrainVerdict.notCovered(held + ": longer than was ever tested")
                        : TrainVerdict.outside(held);
            }
        }
        return TrainVerdict.notCovered(asked + ": no table goes beyond 25 Hz");
    }

    private int column(double percentRmt) {
        int column = 0;
        while (columns.get(column) < percentRmt) {
            column++;
        }
        return column;
    }

    private static TrainVerdict pause(long pauseNanos, long gapNanos, double percentRmt, TrainVerdict train) {
        String pause = "pause between trains " + pauseNanos / 1e9 + " s";
        if (pauseNanos <= UNSAFE_PAUSE_NANOS) {
            return TrainVerdict.outside(pause + ": 1 s and less was found unsafe");
        }
        if (pauseNanos < SAFE_PAUSE_NANOS) {
            return TrainVerdict.notCovered(pause + ": nothing was tested between 1 s and 5 s");
        }
        if (percentRmt > SAFE_PAUSE_PERCENT) {
            return TrainVerdict.notCovered(pause + ": too few data above 120 % RMT");
        }
        if (gapNanos < SHORTEST_GAP_OF_PAUSES_NANOS) {
            return TrainVerdict.notCovered(pause + ": nothing was tested above 20 Hz");
        }
        return TrainVerdict.inside(train.reason() + "; " + pause);
    }

    /** As Markdown, for docs/safety.md. */
    String markdown() {
        StringBuilder text = new StringBuilder("| Hz |");
        columns.forEach(column -> text.append(' ').append(column).append(" % |"));
        text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
        for (Row row : rows) {
            text.append("| ").append(row.hz).append(" |");
            row.cells.forEach(cell -> text.append(' ').append(cell.text()).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }
}
