package org.phasor.rig;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.phasor.lsl.StreamInfo;

/**
 * Samples of one further stream on their way into the recording: written by its inlet's reader thread, taken by the recorder's.
 * Bounded, and neither waits: what does not fit is left out, and the next sample that does says how many there were.
 */
final class AuxQueue {

    /** Takes samples out, on the recorder's thread. */
    interface Taker {

        /**
         * @param lostBefore how many were left out just before this one
         * @param values of a numeric stream, reused; null for texts
         * @param texts of a text stream; null for numbers
         */
        void take(double stampSeconds, long lostBefore, double[] values, String[] texts) throws IOException;
    }

    /** The recorder looks every few milliseconds; a disk may sleep for seconds. */
    private static final double SECONDS = 10;

    private static final int LEAST_SAMPLES = 16;
    private static final int IRREGULAR_SAMPLES = 4096;

    /** 16 MiB. */
    private static final int MOST_VALUES = 1 << 21;

    /** Of texts, in all. */
    static final int MOST_CHARACTERS = 1 << 22;

    private final double[] stamps;
    private final long[] lostBefore;
    private final double[][] values;
    private final String[][] texts;
    private final double[] row;
    private final int mask;

    /** How many were written, how many were taken, in all; each counted up by one thread. */
    private final AtomicLong written = new AtomicLong();

    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong characters = new AtomicLong();

    /** Left out in all; and since the last that fitted, which only the writer knows. */
    private volatile long lost;

    private long lostSinceLast;
    private long lostTaken;

    AuxQueue(StreamInfo info) {
        int channels = info.channelCount();
        double wanted = Math.max(IRREGULAR_SAMPLES, SECONDS * info.nominalRateHz());
        int most = Math.max(LEAST_SAMPLES, Integer.highestOneBit(MOST_VALUES / channels));
        int capacity = (int) Math.min(most, wanted);
        capacity = Integer.highestOneBit(Math.max(2, capacity) - 1) << 1;
        stamps = new double[capacity];
        lostBefore = new long[capacity];
        boolean text = info.format().isText();
        texts = text ? new String[capacity][] : null;
        values = text ? null : new double[capacity][channels];
        row = new double[text ? 0 : channels];
        mask = capacity - 1;
    }

    int capacity() {
        return mask + 1;
    }

    /** Puts one sample in, or counts it as left out; reader thread. */
    void offer(double stampSeconds, double[] sample) {
        long place = written.get();
        if (place - taken.get() > mask) {
            lose();
            return;
        }
        System.arraycopy(sample, 0, values[(int) (place & mask)], 0, row.length);
        publish(place, stampSeconds);
    }

    /** As {@link #offer(double, double[])} for texts. */
    void offer(double stampSeconds, String[] sample) {
        long place = written.get();
        long size = size(sample);
        if (place - taken.get() > mask || characters.get() + size > MOST_CHARACTERS) {
            lose();
            return;
        }
        characters.addAndGet(size);
        texts[(int) (place & mask)] = sample.clone();
        publish(place, stampSeconds);
    }

    private void publish(long place, double stampSeconds) {
        stamps[(int) (place & mask)] = stampSeconds;
        lostBefore[(int) (place & mask)] = lostSinceLast;
        lostSinceLast = 0;
        written.set(place + 1);
    }

    /** Counts a sample that is not put in; reader thread. */
    void lose() {
        lostSinceLast++;
        lost++;
    }

    /** Takes what is there, each sample once; recorder's thread. */
    void drain(Taker taker) throws IOException {
        long end = written.get();
        for (long place = taken.get(); place < end; place++) {
            int slot = (int) (place & mask);
            double stamp = stamps[slot];
            long before = lostBefore[slot];
            String[] text = null;
            if (texts == null) {
                System.arraycopy(values[slot], 0, row, 0, row.length);
            } else {
                text = texts[slot];
                texts[slot] = null;
                characters.addAndGet(-size(text));
            }
            lostTaken += before;
            taken.set(place + 1);
            taker.take(stamp, before, text == null ? row : null, text);
        }
    }

    /** Left out so far. Any thread. */
    long lost() {
        return lost;
    }

    /** Left out behind the last sample that was taken; recorder's thread, when nothing is put in any more. */
    long lostAtTheEnd() {
        return lost - lostTaken;
    }

    private static long size(String[] sample) {
        long size = 0;
        for (String text : sample) {
            size += text.length();
        }
        return size;
    }
}
