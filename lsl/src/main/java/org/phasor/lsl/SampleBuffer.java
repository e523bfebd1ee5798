package org.phasor.lsl;

import java.time.Duration;
import java.util.Objects;

/**
 * Lets a program take samples when it wants them, in place of a listener: a bounded ring that an inlet fills.
 *
 * <pre>{@code
 * SampleBuffer buffer = SampleBuffer.of(inlet.info(), 2.0);
 * inlet.start(buffer);
 * int count = buffer.take(values, stamps, Duration.ofSeconds(1));
 * }</pre>
 *
 * <p>When the ring is full the oldest sample is dropped and counted: a reader that falls behind loses old samples, and
 * the inlet never waits for it. At all times received = taken + skipped + dropped + waiting.
 *
 * <p><b>Threads.</b> The inlet's thread writes. One thread reads: it alone calls {@code take}, {@code latest} and
 * {@code skipAll}. {@code peek}, the age and the counters are for any thread. Nothing here locks; nothing allocates but
 * a wait that fails.
 *
 * <p>A sample whose stamp could not be deduced from an explicit one yet has the stamp NaN. Works over any {@link Inlet}.
 */
public final class SampleBuffer implements InletListener {

    private final StreamInfo info;
    private final int channels;
    private final SampleRing ring;
    private final SampleSlots slots;
    private final StampGaps gaps;

    private volatile long unanchored;
    private volatile long losses;
    private volatile String lossReason;
    private volatile long skipped;

    /**
     * @param info of the stream: its channels, format and rate
     * @param capacitySamples how many may wait; 2 or more
     * @throws IllegalArgumentException when the capacity is out of range
     */
    public SampleBuffer(StreamInfo info, int capacitySamples) {
        this.info = Objects.requireNonNull(info, "info");
        channels = info.channelCount();
        long values = (long) capacitySamples * Math.max(1, channels);
        if (capacitySamples < 2 || values > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("capacitySamples = " + capacitySamples
                    + ": must be >= 2, and no more than 2147483639 values in all, for stream " + info);
        }
        ring = new SampleRing(capacitySamples);
        slots = new SampleSlots(ring, channels, info.format().isText());
        gaps = new StampGaps(info.nominalRateHz());
    }

    /**
     * A buffer that holds some seconds of a stream (at 100 samples per second for irregular streams).
     *
     * @param seconds > 0
     */
    public static SampleBuffer of(StreamInfo info, double seconds) {
        double samples = Math.ceil(seconds * (info.nominalRateHz() > 0 ? info.nominalRateHz() : 100));
        if (!(seconds > 0) || samples > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "seconds = " + seconds + ": must be > 0, and few enough to be held, for stream " + info);
        }
        return new SampleBuffer(info, Math.max(2, (int) samples));
    }

    @Override
    public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
        require(false, values.length);
        write(values, stampSeconds, anchored, arrivalNanos);
    }

    @Override
    public void onText(double stampSeconds, boolean anchored, long arrivalNanos, String[] values) {
        require(true, values.length);
        write(values, stampSeconds, anchored, arrivalNanos);
    }

    private void write(Object values, double stampSeconds, boolean anchored, long arrivalNanos) {
        double stamp = anchored ? stampSeconds : Double.NaN;
        if (!anchored) {
            unanchored++;
        }
        gaps.next(stamp);
        slots.write(values, stamp, arrivalNanos);
    }

    @Override
    public void onLost(String why) {
        losses++;
        lossReason = why;
    }

    @Override
    public void onRecovered() {
        lossReason = null;
    }

    /**
     * Waits for one sample at least, then takes all that are there and fit, oldest first.
     *
     * @param into sample-major: {@code into[i * channels + c]}; its length limits how many are taken
     * @param stampsInto their stamps on the sender's clock in seconds; limits how many are taken, too; null for none
     * @param timeout zero to take what is there
     * @return how many; 0 when the time ran out
     * @throws IllegalArgumentException for a text stream, or when not one sample fits
     */
    public int take(double[] into, double[] stampsInto, Duration timeout) throws InterruptedException {
        return take(into, stampsInto, null, timeout);
    }

    /**
     * As {@link #take(double[], double[], Duration)}.
     *
     * @param arrivalNanosInto {@link System#nanoTime()} when each was read from the network; null for none
     */
    public int take(double[] into, double[] stampsInto, long[] arrivalNanosInto, Duration timeout)
            throws InterruptedException {
        require(false, channels);
        return take(into, into.length, stampsInto, arrivalNanosInto, timeout);
    }

    /** As {@link #take(double[], double[], Duration)} for a text stream. */
    public int take(String[] into, double[] stampsInto, Duration timeout) throws InterruptedException {
        require(true, channels);
        return take(into, into.length, stampsInto, null, timeout);
    }

    private int take(Object into, int length, double[] stampsInto, long[] arrivalsInto, Duration timeout)
            throws InterruptedException {
        int fit = channels == 0 ? Integer.MAX_VALUE : length / channels;
        fit = stampsInto == null ? fit : Math.min(fit, stampsInto.length);
        fit = arrivalsInto == null ? fit : Math.min(fit, arrivalsInto.length);
        if (fit == 0) {
            throw new IllegalArgumentException("not one sample of stream " + info + " fits into " + length
                    + " values and the stamps' array: must be " + channels + " values and 1 stamp or more");
        }
        if (!ring.await(nanos(timeout))) {
            return 0;
        }
        int count = 0;
        // What comes while we copy is left to the next call, or a fast sender would keep us here.
        long end = ring.end();
        for (long number = ring.oldest(); count == 0 || count < fit && number < end; number = ring.oldest()) {
            slots.copy(number, into, count, stampsInto, arrivalsInto);
            if (ring.claim(number, number + 1)) {
                count++;
            }
        }
        return count;
    }

    /**
     * Waits for a sample that was not taken yet, then takes the newest; older ones are skipped, and counted.
     *
     * @param into one value per channel
     * @param stampInto its stamp on the sender's clock in seconds; null for none
     * @param timeout zero not to wait
     * @return false when the time ran out
     */
    public boolean latest(double[] into, double[] stampInto, Duration timeout) throws InterruptedException {
        require(false, into.length);
        if (!ring.await(nanos(timeout))) {
            return false;
        }
        for (; ; ) {
            long first = ring.oldest();
            long newest = ring.end() - 1;
            slots.copy(newest, into, 0, stampInto, null);
            if (ring.claim(first, newest + 1)) {
                skipped += newest - first;
                return true;
            }
        }
    }

    /** As {@link #latest(double[], double[], Duration)} without waiting: false when nothing new has come. */
    public boolean latest(double[] into) throws InterruptedException {
        return latest(into, null, Duration.ZERO);
    }

    /** Takes nothing: copies the newest sample ever received; false when there is none yet. For any thread. */
    public boolean peek(double[] into, double[] stampInto) {
        require(false, into.length);
        return slots.copyNewest(into, stampInto);
    }

    /** Skips everything that waits, and returns how much it was: {@link PostProcessing#skip} wants to know. */
    public long skipAll() {
        for (; ; ) {
            long first = ring.oldest();
            long end = ring.end();
            if (end <= first) {
                return 0;
            }
            if (ring.claim(first, end)) {
                skipped += end - first;
                return end - first;
            }
        }
    }

    /**
     * How long ago the newest sample was stamped by its sender, in seconds: the delay of sender and network as far as
     * the two clocks are known, plus the time since.
     *
     * @param correction of the inlet, {@link Inlet#timeCorrection()}
     * @return NaN while it cannot be known: no sample, none anchored, or no correction
     */
    public double newestAgeSeconds(TimeCorrection correction) {
        return correction == null
                ? Double.NaN
                : LslClock.seconds() - (newestStampSeconds() + correction.offsetSeconds());
    }

    /** The stamp of the newest sample on the sender's clock; NaN without one. */
    public double newestStampSeconds() {
        return slots.newestStampSeconds();
    }

    /** Seconds since the newest sample arrived; needs no clock but ours. Infinite before the first. */
    public double newestArrivalAgeSeconds() {
        return ring.end() == 0 ? Double.POSITIVE_INFINITY : (System.nanoTime() - slots.newestArrivalNanos()) / 1e9;
    }

    /** What the samples received so far met with. For any thread; the numbers are read one after the other. */
    public SampleCounts counts() {
        long dropped = ring.dropped();
        long waiting = Math.max(0, ring.end() - ring.oldest());
        return new SampleCounts(ring.end(), waiting, dropped, skipped, gaps.count(), unanchored, losses);
    }

    public long receivedSamples() {
        return ring.end();
    }

    /** Samples that wait to be taken. */
    public long waitingSamples() {
        return Math.max(0, ring.end() - ring.oldest());
    }

    /** Samples that were dropped because the ring was full. */
    public long droppedSamples() {
        return ring.dropped();
    }

    /** Why the connection is gone, in one line; null while it stands. */
    public String lossReason() {
        return lossReason;
    }

    /** As {@link Duration#toNanos()}; what is too long for it is as good as for ever. */
    private static long nanos(Duration timeout) {
        return timeout.getSeconds() > Long.MAX_VALUE / 2_000_000_000L ? Long.MAX_VALUE : timeout.toNanos();
    }

    private void require(boolean text, int values) {
        if (info.format().isText() != text) {
            throw new IllegalArgumentException(
                    "stream " + info + " is " + (text ? "numeric: it has no texts" : "text: it has no numbers"));
        }
        if (values < channels) {
            throw new IllegalArgumentException(values + " values: a sample of stream " + info + " has " + channels);
        }
    }
}
