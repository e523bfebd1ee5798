package org.phasor.rig.certify;

import java.util.ArrayList;
import java.util.List;
import org.phasor.recordings.page.Certification.Column;

/**
 * The worst of every second; of a long run, of every two, four and so on: never more than {@value #MOST} columns. One
 * thread.
 */
final class Timeline {

    static final int MOST = 600;

    private final List<Column> columns = new ArrayList<>();
    private Column open;
    private double columnSeconds = 1;

    /** The next stretch, of a second or less; it begins where the last one ended, or later. */
    void add(Column next) {
        if (open != null && next.toSeconds() - open.fromSeconds() <= columnSeconds * 1.5) {
            open = joined(open, next);
        } else {
            close();
            open = next;
        }
        if (open.toSeconds() - open.fromSeconds() >= columnSeconds * 0.99) {
            close();
        }
    }

    private void close() {
        if (open != null) {
            columns.add(open);
            open = null;
        }
        if (columns.size() >= MOST) {
            halve();
        }
    }

    private void halve() {
        List<Column> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i += 2) {
            boolean paired = i + 1 < columns.size();
            pairs.add(paired ? joined(columns.get(i), columns.get(i + 1)) : columns.get(i));
        }
        columns.clear();
        columns.addAll(pairs);
        columnSeconds *= 2;
    }

    private static Column joined(Column a, Column b) {
        return new Column(
                a.fromSeconds(),
                b.toSeconds(),
                Math.max(a.worstAgeMs(), b.worstAgeMs()),
                Math.max(a.worstPulseMs(), b.worstPulseMs()),
                Math.max(a.longestPauseMs(), b.longestPauseMs()));
    }

    /** In order of time. */
    List<Column> columns() {
        List<Column> all = new ArrayList<>(columns);
        if (open != null) {
            all.add(open);
        }
        return all;
    }
}
