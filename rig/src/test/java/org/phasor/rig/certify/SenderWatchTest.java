package org.phasor.rig.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.Sample;
import org.phasor.acquisition.SampleSink;
import org.phasor.acquisition.SampleSource;
import org.phasor.acquisition.SourceEnd;
import org.phasor.acquisition.SyntheticSettings;
import org.phasor.acquisition.SyntheticSignal;
import org.phasor.lsl.StreamInfo;

@Timeout(10)
class SenderWatchTest {

    private final List<String> calls = new ArrayList<>();

    /** Gives so many samples at once, on the caller's thread. */
    private SampleSource source(int samples) {
        return new SampleSource() {
            @Override
            public StreamInfo info() {
                return SyntheticSignal.streamInfo(
                        SyntheticSettings.DEFAULTS.withRateHz(50).withChannels(1), "given");
            }

            @Override
            public void start(SampleSink sink) {
                for (int i = 0; i < samples; i++) {
                    sink.claim();
                    sink.publish();
                }
                sink.ended(SourceEnd.FINISHED, "all given");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
    }

    private final SampleSink sink = new SampleSink() {
        @Override
        public Sample claim() {
            calls.add("claim");
            return new Sample(2);
        }

        @Override
        public void publish() {
            calls.add("publish");
        }

        @Override
        public void ended(SourceEnd end, String detail) {
            calls.add(detail);
        }
    };

    @Test
    void passesEverythingOnAndBeginsWithTheThread() {
        try (SenderWatch watch = new SenderWatch(source(2), 1, () -> calls.add("thread"))) {
            watch.start(sink);
        }
        assertThat(calls).containsExactly("thread", "claim", "publish", "claim", "publish", "all given", "close");
    }

    @Test
    void onlyWhatIsSentAfterItsTimeIsLate() {
        // The first sample is due at once and cannot be early; ten thousand of them are due within 200 s.
        SenderWatch first = new SenderWatch(source(1), 1, () -> {});
        first.start(sink);
        assertThat(first.takeWorstNanos()).isPositive();
        assertThat(first.takeWorstNanos()).isZero();
        SenderWatch early = new SenderWatch(source(10_000), 10_000, () -> {});
        early.start(sink);
        assertThat(early.takeWorstNanos()).isZero();
    }
}
