package org.phasor.rig.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.phasor.lsl.Inlet;
import org.phasor.lsl.InletListener;
import org.phasor.lsl.InletOptions;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.Predicates;
import org.phasor.lsl.StreamInfo;

/** {@code phasor streams --probe}: receives one stream for some seconds and measures how it comes in. */
final class StreamProbe implements InletListener {

    private static final Duration FIND = Duration.ofSeconds(5);

    /** A second stream of that name is waited for: two amplifiers must not be mixed up. */
    private static final Duration AMBIGUITY = Duration.ofSeconds(1);

    /** Steps between stamps from so many intervals on are gaps. */
    private static final double GAP_INTERVALS = 1.5;

    private static final long MOST_NANOS = 600_000_000_000L;

    private final double intervalSeconds;
    private final Histogram stampJitter = new Histogram(MOST_NANOS, 3);
    private final Histogram arrivalJitter = new Histogram(MOST_NANOS, 3);
    private final CountDownLatch lost = new CountDownLatch(1);
    private volatile String lossWhy;
    private long samples;
    private long gaps;
    private long dropped;
    private double firstStampSeconds;
    private double lastStampSeconds;
    private long firstArrivalNanos;
    private long lastArrivalNanos;

    private StreamProbe(StreamInfo info) {
        intervalSeconds = info.nominalRateHz() > 0 ? 1 / info.nominalRateHz() : 0;
    }

    /**
     * Finds the stream, receives it and says what was seen.
     *
     * @throws IOException when there is no such stream, or more than one; in one line
     */
    static ProbeResult measure(Lsl lsl, String name, double seconds) throws IOException, InterruptedException {
        StreamInfo found = find(lsl, name);
        StreamProbe probe = new StreamProbe(found);
        StreamInfo full;
        ProbeResult.Clock clock;
        try (Inlet inlet = lsl.inlet(found, InletOptions.DEFAULTS.withRecovery(false))) {
            inlet.start(probe);
            probe.lost.await((long) (seconds * 1e9), TimeUnit.NANOSECONDS);
            clock = ProbeResult.Clock.of(inlet.timeCorrection());
            full = inlet.info();
        }
        // The inlet is closed, its reader thread has ended: what it wrote is seen here.
        return probe.result(full, clock);
    }

    private static StreamInfo find(Lsl lsl, String name) throws IOException, InterruptedException {
        String predicate = Predicates.equalTo("name", name);
        List<StreamInfo> found = lsl.resolver().resolve(predicate, 0, AMBIGUITY);
        if (found.isEmpty()) {
            found = lsl.resolver().resolve(predicate, 1, FIND);
        }
        if (found.size() != 1) {
            throw new IOException("--probe " + name + ": "
                    + (found.isEmpty()
                            ? "no LSL stream of that name was heard of"
                            : found.size() + " LSL streams have that name")
                    + "; it must be one (phasor streams lists them)");
        }
        return found.get(0);
    }

    @Override
    public void onSample(double stampSeconds, boolean anchored, long arrivalNanos, double[] values) {
        take(stampSeconds, anchored, arrivalNanos);
    }

    @Override
    public void onText(double stampSeconds, boolean anchored, long arrivalNanos, String[] values) {
        take(stampSeconds, anchored, arrivalNanos);
    }

    @Override
    public void onLost(String why) {
        lossWhy = why;
        lost.countDown();
    }

    private void take(double stampSeconds, boolean anchored, long arrivalNanos) {
        if (!anchored) {
            return;
        }
        if (samples == 0) {
            firstStampSeconds = stampSeconds;
            firstArrivalNanos = arrivalNanos;
        } else if (intervalSeconds > 0) {
            step(stampSeconds - lastStampSeconds, arrivalNanos - lastArrivalNanos);
        }
        lastStampSeconds = stampSeconds;
        lastArrivalNanos = arrivalNanos;
        samples++;
    }

    private void step(double stampStepSeconds, long arrivalStepNanos) {
        if (stampStepSeconds > GAP_INTERVALS * intervalSeconds) {
            gaps++;
            dropped += Math.round(stampStepSeconds / intervalSeconds) - 1;
        } else {
            record(stampJitter, (stampStepSeconds - intervalSeconds) * 1e9);
        }
        record(arrivalJitter, arrivalStepNanos - intervalSeconds * 1e9);
    }

    private static void record(Histogram jitter, double deviationNanos) {
        jitter.recordValue((long) Math.min(Math.abs(deviationNanos), MOST_NANOS));
    }

    private ProbeResult result(StreamInfo info, ProbeResult.Clock clock) {
        return new ProbeResult(
                info,
                samples,
                rate((lastArrivalNanos - firstArrivalNanos) / 1e9),
                rate(lastStampSeconds - firstStampSeconds),
                ProbeResult.Jitter.of(stampJitter),
                ProbeResult.Jitter.of(arrivalJitter),
                gaps,
                dropped,
                clock,
                lossWhy);
    }

    /** NaN when it cannot be told. */
    private double rate(double seconds) {
        return samples > 1 && seconds > 0 ? (samples - 1) / seconds : Double.NaN;
    }
}
