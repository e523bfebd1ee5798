package org.phasor.rig;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows of numbers from the loop thread to one other, without allocation on its side. When nobody takes, new rows are dropped and
 * counted: whoever takes has to look at {@link #dropped}.
 */
final class RowRing {

    private final long[] cells;
    private final int rows;
    private final int fields;

    /** Written by the loop thread. */
    private final AtomicLong added = new AtomicLong();

    /** Written by the thread that takes. */
    private final AtomicLong removed = new AtomicLong();

    private final AtomicLong dropped = new AtomicLong();

    RowRing(int rows, int fields) {
        this.rows = rows;
        this.fields = fields;
        cells = new long[rows * fields];
    }

    /** Whether there is room for a row; otherwise it counts as dropped. Then {@link #set} each field, then {@link #publish}. */
    boolean claim() {
        boolean room = added.getPlain() - removed.get() < rows;
        if (!room) {
            drop();
        }
        return room;
    }

    void set(int field, long value) {
        cells[(int) (added.getPlain() % rows) * fields + field] = value;
    }

    void publish() {
        added.set(added.getPlain() + 1);
    }

    /** The oldest row not taken yet; null when there is none. */
    long[] take() {
        long n = removed.getPlain();
        if (n == added.get()) {
            return null;
        }
        int at = (int) (n % rows) * fields;
        long[] row = Arrays.copyOfRange(cells, at, at + fields);
        removed.set(n + 1);
        return row;
    }

    /** A row that could not even be put together. The loop thread. */
    void drop() {
        dropped.incrementAndGet();
    }

    /** Rows that nobody took in time. Any thread. */
    long dropped() {
        return dropped.get();
    }
}
