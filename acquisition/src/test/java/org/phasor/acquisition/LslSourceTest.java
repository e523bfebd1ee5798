package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.InfoElement;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.TimeCorrection;

@Timeout(30)
class LslSourceTest {

    private static final StreamInfo EEG = StreamInfo.builder("amp", "EEG")
            .channelCount(2)
            .nominalRateHz(500)
            .format(ChannelFormat.INT16)
            .build();

    private static final long ARRIVAL = 2_000_000_000L;

    private final CollectingSink sink = new CollectingSink(2);
    private FakeLsl lsl;

    private LslSource started(StreamInfo info) throws IOException {
        lsl = new FakeLsl(info, null);
        LslSource source = LslSource.open(lsl, info, 0);
        source.start(sink);
        return source;
    }

    private void give(int count) {
        for (int i = 0; i < count; i++) {
            lsl.inlet.listener.onSample(2 + i * 0.002, true, ARRIVAL + i * 2_000_000L, new double[] {i, -i});
        }
    }

    @Test
    void writesSamplesAsReceived() throws IOException {
        LslSource source = started(EEG);
        lsl.inlet.listener.onSample(0.004, false, ARRIVAL, new double[] {1, 2});
        lsl.inlet.listener.onSample(1.99, true, ARRIVAL + 5, new double[] {3, 4});
        Sample first = sink.samples.get(0);
        assertThat(first.index).isZero();
        assertThat(first.stampSeconds).isEqualTo(0.004);
        assertThat(first.clockCorrectionSeconds).isZero();
        assertThat(first.flags).isEqualTo(Sample.UNANCHORED);
        assertThat(first.arrivalNanos).isEqualTo(ARRIVAL);
        assertThat(first.values).containsExactly(1, 2);
        Sample second = sink.samples.get(1);
        assertThat(second.index).isEqualTo(1);
        assertThat(second.stampSeconds).isEqualTo(1.99);
        assertThat(second.clockCorrectionSeconds).isZero();
        assertThat(second.flags).isZero();
        assertThat(second.values).containsExactly(3, 4);
        assertThat(source.lastArrivalNanos()).isEqualTo(ARRIVAL + 5);
    }

    @Test
    void takesTheTimeOfItsStartForTheLastArrivalUntilThereIsOne() throws IOException {
        long before = System.nanoTime();
        LslSource source = started(EEG);
        assertThat(source.lastArrivalNanos()).isBetween(before, System.nanoTime());
    }

    @Test
    void doesNotRecoverAndMeasuresTheClock() throws IOException {
        started(EEG);
        assertThat(lsl.options.recover()).isFalse();
        assertThat(lsl.options.timeSync()).isTrue();
    }

    @Test
    void givesSamplesTheCorrectionInUse() throws IOException {
        started(EEG);
        give(1);
        lsl.inlet.correction = new TimeCorrection(0.010, 0.001, 2);
        give(1);
        assertThat(sink.samples.get(0).clockCorrectionSeconds).isZero();
        assertThat(sink.samples.get(1).clockCorrectionSeconds).isEqualTo(0.010);
    }

    @Test
    void isFinishedWhenTheAnnouncedSamplesCame() throws IOException {
        LslSource source = started(AnnouncedLength.announce(EEG, 3));
        give(3);
        lsl.inlet.listener.onLost("connection closed by the sender");
        source.close();
        assertThat(sink.ends).containsExactly(SourceEnd.FINISHED);
        assertThat(sink.details).containsExactly("stream 'amp' ended after 3 samples, as announced");
    }

    @Test
    void isLostWhenOneOfTheAnnouncedSamplesIsMissing() throws IOException {
        started(AnnouncedLength.announce(EEG, 3));
        give(2);
        lsl.inlet.listener.onLost("connection reset");
        assertThat(sink.ends).containsExactly(SourceEnd.LOST);
        assertThat(sink.details).containsExactly("stream 'amp' was lost after 2 samples: connection reset");
    }

    @Test
    void isLostWhenNothingWasAnnounced() throws IOException {
        started(EEG);
        lsl.inlet.listener.onLost("connection reset");
        assertThat(sink.ends).containsExactly(SourceEnd.LOST);
        assertThat(sink.details).containsExactly("stream 'amp' was lost after 0 samples: connection reset");
    }

    @Test
    void isDeafAfterItsEnd() throws IOException {
        LslSource source = started(EEG);
        give(1);
        lsl.inlet.listener.onLost("connection reset");
        give(5);
        lsl.inlet.listener.onLost("again");
        source.close();
        assertThat(sink.samples).hasSize(1);
        assertThat(sink.ends).containsExactly(SourceEnd.LOST);
        assertThat(sink.breaches).isEmpty();
        assertThat(lsl.inlet.closes).isEqualTo(1);
    }

    @Test
    void refusesStreamsThatAreNoSignal() {
        assertThatThrownBy(() ->
                        started(EEG.toBuilder().format(ChannelFormat.STRING).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream 'amp': channel_format = string: must be numeric");
        assertThatThrownBy(() -> started(EEG.toBuilder().nominalRateHz(0).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream 'amp': nominal_srate = 0.0 (irregular): must be > 0");
        assertThatThrownBy(() -> started(EEG.toBuilder().channelCount(0).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stream 'amp': channel_count = 0: must be >= 1");
        assertThat(lsl.options).as("no inlet was opened").isNull();
    }

    @Test
    void closesTheInletOfAStreamWhoseFullDescriptionItRefuses() {
        for (String text : new String[] {"0", "-3", "many", "1.5", ""}) {
            StreamInfo full = EEG.toBuilder()
                    .describe(InfoElement.of("phasor", InfoElement.text("samples", text)))
                    .build();
            FakeLsl network = new FakeLsl(full, null);
            assertThatThrownBy(() -> LslSource.open(network, EEG))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("stream 'amp': desc/phasor/samples = \"" + text + "\": must be a whole number > 0");
            assertThat(network.inlet.closes).isEqualTo(1);
        }
    }

    @Test
    void passesOnWhyThereIsNoConnection() {
        FakeLsl network = new FakeLsl(EEG, null);
        network.refusal = new IOException("stream 'amp' at 127.0.0.1:16572: connection refused");
        assertThatThrownBy(() -> LslSource.open(network, EEG)).isSameAs(network.refusal);
    }

    @Test
    void notesWhatInt64Loses() throws IOException {
        assertThat(started(EEG).notes()).isEmpty();
        assertThat(started(EEG.toBuilder().format(ChannelFormat.INT64).build()).notes())
                .containsExactly("stream 'amp' is int64: values beyond 2^53 lose their last bits");
    }

    @Test
    void allocatesNothingPerSample() throws IOException {
        FakeLsl network = new FakeLsl(EEG, null);
        network.inlet.correction = new TimeCorrection(0.010, 0.001, 2);
        Sample slot = new Sample(2);
        LslSource source = LslSource.open(network, EEG, 0);
        source.start(new SampleSink() {
            @Override
            public Sample claim() {
                return slot;
            }

            @Override
            public void publish() {
                // The slot is used again.
            }

            @Override
            public void ended(SourceEnd end, String detail) {
                // Not reached while counting.
            }
        });
        SampleClock clock = new SampleClock(500);
        double[] values = {1, 2};
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = 0; i < 60_000; i++) {
            if (i == 30_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            network.inlet.listener.onSample(2 + i * 0.002, true, ARRIVAL + i * 2_000_000L, values);
            clock.stamp(slot);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(30_000);
        assertThat(slot.index).isEqualTo(59_999);
        source.close();
    }
}
