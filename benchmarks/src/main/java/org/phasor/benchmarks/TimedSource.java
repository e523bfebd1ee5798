package org.phasor.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.StreamInfo;

/** A source that measures what its own thread does with each sample: three readings of the clock more. Read by any one thread. */
final class TimedSource implements SampleSource {

    private final SampleSource source;
    private final SingleWriterRecorder sent = recorder();
    private final SingleWriterRecorder decoded = recorder();
    private final SingleWriterRecorder copied = recorder();
    private final SingleWriterRecorder published = recorder();

    TimedSource(SampleSource source) {
        this.source = source;
    }

    private static SingleWriterRecorder recorder() {
        return new SingleWriterRecorder(HistogramText.LONGEST_NANOS, HistogramText.DIGITS);
    }

    private static long bounded(long nanos) {
        return Math.max(0, Math.min(nanos, HistogramText.LONGEST_NANOS));
    }

    /** Since the last call: by name of the stretch, nanoseconds. */
    Map<String, Histogram> take() {
        Map<String, Histogram> stretches = new LinkedHashMap<>();
        stretches.put("sent", sent.getIntervalHistogram());
        stretches.put("decode", decoded.getIntervalHistogram());
        stretches.put("copy", copied.getIntervalHistogram());
        stretches.put("publish", published.getIntervalHistogram());
        return stretches;
    }

    @Override
    public StreamInfo info() {
        return source.info();
    }

    @Override
    public void start(SampleSink sink) {
        source.start(new SampleSink() {
            private Sample sample;
            private long claimedNanos;

            @Override
            public Sample claim() {
                claimedNanos = System.nanoTime();
                sample = sink.claim();
                return sample;
            }

            @Override
            public void publish() {
                long arrivedNanos = sample.arrivalNanos;
                double stampSeconds = sample.stampSeconds;
                long copiedNanos = System.nanoTime();
                sink.publish();
                long publishedNanos = System.nanoTime();
                // The amplifier stamps with its intended time, on this machine's clock.
                sent.recordValue(bounded(arrivedNanos - LslClock.toNanos(stampSeconds)));
                decoded.recordValue(bounded(claimedNanos - arrivedNanos));
                copied.recordValue(bounded(copiedNanos - claimedNanos));
                published.recordValue(bounded(publishedNanos - copiedNanos));
            }

            @Override
            public void ended(SourceEnd end, String detail) {
                sink.ended(end, detail);
            }
        });
    }

    @Override
    public void close() {
        source.close();
    }
}
