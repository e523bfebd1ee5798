package org.phasor.ui;

import org.phasor.rig.command.RefusalWords;
import org.phasor.stimulator.Outcome;

/** The newest pulses as the screen needs them: when, and what became of each. One thread, the scope's. */
final class PulseMarks {

    private static final int KEPT = 1024;
    private static final int READ_AT_ONCE = 64;
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final SingleWriterRing.Reader reader;
    private final long[] timeNanos = new long[KEPT];
    private final long[] decisionId = new long[KEPT];
    private final int[] pulse = new int[KEPT];
    private final int[] outcome = new int[KEPT];
    private final long[] measured = new long[KEPT];
    private final long[] bound = new long[KEPT];
    private long added;

    PulseMarks(SingleWriterRing marks) {
        reader = marks.reader(READ_AT_ONCE);
    }

    /** Takes in what is new; whether there was anything. */
    boolean update() {
        boolean changed = false;
        for (int rows = reader.read(); rows > 0; rows = reader.read()) {
            for (int row = 0; row < rows; row++) {
                add(row);
            }
            changed = true;
        }
        return changed;
    }

    /**
     * An outcome takes the place of its plan, which is its onset's; a plan that comes after its outcome says nothing new.
     * The further pulses of a pattern have marks of their own.
     */
    private void add(int row) {
        long id = reader.field(row, ScopeTap.DECISION_ID);
        int ofPattern = (int) reader.field(row, ScopeTap.PULSE);
        int became = (int) reader.field(row, ScopeTap.OUTCOME);
        long at = added;
        for (long i = added - 1; i >= Math.max(0, added - KEPT); i--) {
            if (decisionId[slot(i)] == id && pulse[slot(i)] == ofPattern) {
                if (became == ScopeTap.PLANNED) {
                    return;
                }
                at = i;
                break;
            }
        }
        timeNanos[slot(at)] = reader.field(row, ScopeTap.TIME_NANOS);
        decisionId[slot(at)] = id;
        pulse[slot(at)] = ofPattern;
        outcome[slot(at)] = became;
        measured[slot(at)] = reader.field(row, ScopeTap.MEASURED);
        bound[slot(at)] = reader.field(row, ScopeTap.BOUND);
        if (at == added) {
            added++;
        }
    }

    private static int slot(long i) {
        return (int) (i % KEPT);
    }

    /** How many are kept; numbered from 0, the newest, on. */
    int size() {
        return (int) Math.min(added, KEPT);
    }

    long timeNanos(int back) {
        return timeNanos[slot(added - 1 - back)];
    }

    /** What became of it; null while that is not known. */
    Outcome outcome(int back) {
        int ordinal = outcome[slot(added - 1 - back)];
        return ordinal < 0 ? null : OUTCOMES[ordinal];
    }

    /** Why the newest refused pulse was not given, with figures; empty while none was refused. */
    String lastRefusal() {
        for (int back = 0; back < size(); back++) {
            if (OutcomeLook.of(outcome(back)) == OutcomeLook.REFUSED) {
                int at = slot(added - 1 - back);
                return RefusalWords.of(OUTCOMES[outcome[at]], pulse[at], measured[at], bound[at]);
            }
        }
        return "";
    }
}
