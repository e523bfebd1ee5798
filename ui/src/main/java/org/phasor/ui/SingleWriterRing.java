package org.phasor.ui;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A ring of rows of 64-bit fields that one thread writes and any number of {@link Reader}s copy out of. The writer never
 * waits and never looks at the readers: a reader that is overtaken skips rows, and knows how many. Nobody locks; nothing
 * is allocated after construction.
 *
 * <p>Row n lies in slot n mod capacity. While row n is written, n rows are published, so once a reader has copied rows and
 * then sees n published, the row that shares row n's slot may have been torn and is thrown away; all newer ones are whole.
 * Fields are accessed in opaque mode: each is whole in itself; the fences put them in order.
 */
final class SingleWriterRing {

    private static final VarHandle FIELDS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PUBLISHED;

    static {
        try {
            PUBLISHED = MethodHandles.lookup().findVarHandle(SingleWriterRing.class, "published", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int width;
    private final int mask;
    private final long[] fields;
    private int slot;

    @SuppressWarnings("unused") // by PUBLISHED
    private long published;

    /**
     * @param width fields per row
     * @param rows how many a reader can still get, at least; rounded up to a power of two
     */
    SingleWriterRing(int width, int rows) {
        this.width = width;
        int capacity = Integer.highestOneBit(Math.max(rows, 2)) << 1;
        mask = capacity - 1;
        fields = new long[Math.multiplyExact(capacity, width)];
    }

    /** Begins the next row. The writer's thread. */
    void claim() {
        slot = (int) ((long) PUBLISHED.get(this) & mask) * width;
        // What is written to the slot must not be seen before the count that gives the slot away.
        VarHandle.storeStoreFence();
    }

    /** Writes a field of the row begun. The writer's thread. */
    void set(int field, long value) {
        FIELDS.setOpaque(fields, slot + field, value);
    }

    /** As {@link #set(int, long)}. */
    void set(int field, double value) {
        FIELDS.setOpaque(fields, slot + field, Double.doubleToRawLongBits(value));
    }

    /** Lets readers see the row begun. The writer's thread. */
    void publish() {
        PUBLISHED.setRelease(this, (long) PUBLISHED.get(this) + 1);
    }

    /** How many rows were ever published. Any thread. */
    long published() {
        return (long) PUBLISHED.getAcquire(this);
    }

    int capacity() {
        return mask + 1;
    }

    /** A reader that has read nothing yet. */
    Reader reader(int mostRowsAtOnce) {
        return new Reader(mostRowsAtOnce);
    }

    /** Copies rows out, oldest first, each once. One thread. */
    final class Reader {

        private final long[] copy;
        private final int mostRows;
        private long next;
        private int firstRow;
        private int rows;
        private long skipped;

        private Reader(int mostRows) {
            this.mostRows = Math.min(mostRows, capacity());
            copy = new long[this.mostRows * width];
        }

        /** Copies what is new, at most as many rows as fit; gives how many: 0 when there is nothing new. */
        int read() {
            long end = published();
            long oldest = Math.max(0, end - mask);
            if (next < oldest) {
                skipped += oldest - next;
                next = oldest;
            }
            int count = (int) Math.min(end - next, mostRows);
            for (int row = 0; row < count; row++) {
                int from = (int) ((next + row) & mask) * width;
                for (int field = 0; field < width; field++) {
                    copy[row * width + field] = (long) FIELDS.getOpaque(fields, from + field);
                }
            }
            VarHandle.loadLoadFence();
            long firstWhole = (long) PUBLISHED.getOpaque(SingleWriterRing.this) - mask;
            int torn = (int) Math.max(0, Math.min(count, firstWhole - next));
            skipped += torn;
            firstRow = torn;
            rows = count - torn;
            next += count;
            // All of it was overtaken: there is something newer to be had.
            return rows == 0 && count > 0 ? read() : rows;
        }

        /** A field of the row-th row of the last {@link #read}, from 0. */
        long field(int row, int field) {
            return copy[(firstRow + row) * width + field];
        }

        double real(int row, int field) {
            return Double.longBitsToDouble(field(row, field));
        }

        /** The number of the first row of the last {@link #read} among all rows ever written. */
        long firstIndex() {
            return next - rows;
        }

        /** How many rows were lost because the writer came round. */
        long skipped() {
            return skipped;
        }

        /** Reads everything once more that is still there. */
        void rewind() {
            next = Math.max(0, published() - mask);
        }
    }
}
