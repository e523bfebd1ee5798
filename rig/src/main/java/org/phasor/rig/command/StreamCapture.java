package org.phasor.rig.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.phasor.acquisition.LslSource;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.dsp.Conditioning;
import org.phasor.dsp.SignalSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.lsl.Lsl;
import org.phasor.lsl.StreamInfo;
import org.phasor.rig.RigInput;

/** Some minutes of one signal of a live stream, in memory. */
final class StreamCapture {

    private static final Duration FIND = Duration.ofSeconds(10);
    private static final Duration OTHERS = Duration.ofSeconds(1);

    private StreamCapture() {}

    /**
     * What was captured.
     *
     * @param signal gaps and values that are no numbers are marked
     * @param stream where it came from
     */
    record Captured(EvaluationSignal signal, StreamInfo stream) {}

    /**
     * Waits for the stream, then for so many seconds of it.
     *
     * @param predicate must match exactly one stream
     * @throws IOException in one line, when there is no such stream, or it ends before
     */
    static Captured of(Lsl lsl, String predicate, SignalSettings settings, double seconds, PrintWriter words)
            throws IOException, InterruptedException {
        StreamInfo found = find(lsl, predicate);
        try (SampleSource source = LslSource.open(lsl, found)) {
            StreamInfo info = source.info();
            Collector collector = new Collector(Conditioning.of(settings, info), info.channelCount(), (int)
                    Math.ceil(seconds * info.nominalRateHz()));
            words.println("listening to '" + info.name() + "' for " + Narrator.plain(seconds) + " s");
            words.flush();
            source.start(collector);
            while (!collector.done.await(5, TimeUnit.SECONDS)) {
                int taken = collector.taken;
                words.printf(
                        java.util.Locale.ROOT, "%.0f of %s s%n", taken / info.nominalRateHz(), Narrator.plain(seconds));
                words.flush();
                if (taken == collector.takenBefore) {
                    throw new IOException(
                            "stream '" + info.name() + "': no sample for 5 s after " + taken + " samples");
                }
                collector.takenBefore = taken;
            }
            if (collector.taken < collector.values.length) {
                throw new IOException(
                        "stream '" + info.name() + "' ended after " + collector.taken / info.nominalRateHz() + " s of "
                                + Narrator.plain(seconds) + " s: " + collector.ended);
            }
            return new Captured(
                    EvaluationSignal.of(collector.values, new boolean[collector.values.length], info.nominalRateHz()),
                    info);
        }
    }

    private static StreamInfo find(Lsl lsl, String predicate) throws IOException, InterruptedException {
        List<StreamInfo> found = lsl.resolver().resolve(predicate, 1, FIND);
        if (!found.isEmpty()) {
            found = lsl.resolver().resolve(predicate, 0, OTHERS);
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IOException(
                found.isEmpty()
                        ? "no LSL stream with " + predicate + " was found in " + FIND.toSeconds() + " s"
                                + RigInput.quotesHint(predicate)
                        : found.size() + " LSL streams match " + predicate + ", it must be one");
    }

    /** Written by the source's thread, read by the command's. */
    private static final class Collector implements SampleSink {
        final double[] values;
        final CountDownLatch done = new CountDownLatch(1);
        volatile int taken;
        volatile String ended = "";
        int takenBefore = -1;
        private final Conditioning conditioning;
        private final Sample sample;

        Collector(Conditioning conditioning, int channels, int samples) {
            this.conditioning = conditioning;
            sample = new Sample(channels);
            values = new double[samples];
            Arrays.fill(values, Double.NaN);
        }

        @Override
        public Sample claim() {
            return sample;
        }

        @Override
        public void publish() {
            int n = taken;
            if (n < values.length) {
                // A sample behind a gap counts as no number: what was before must not be joined to it.
                values[n] = sample.has(Sample.GAP) ? Double.NaN : conditioning.weighted(sample.values);
                taken = n + 1;
                if (n + 1 == values.length) {
                    done.countDown();
                }
            }
        }

        @Override
        public void ended(SourceEnd end, String detail) {
            ended = detail;
            done.countDown();
        }
    }
}
