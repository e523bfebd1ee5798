package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.acquisition.SyntheticSource;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.LslClock;
import org.phasor.lsl.StreamInfo;
import org.phasor.lsl.TimeCorrection;
import org.phasor.recordings.ClockOffset;
import org.phasor.recordings.Recorder;
import org.phasor.recordings.SessionRecording;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FurtherStreamsTest extends AuxFixture {

    /** Runs a session on a signal of so many seconds; the streams are played when it has started. */
    private SessionSummary run(double seconds, AuxStreams aux, Runnable meanwhile) throws Exception {
        return run(seconds, 1, aux, meanwhile);
    }

    private SessionSummary run(double seconds, double speed, AuxStreams aux, Runnable meanwhile) throws Exception {
        options = new SessionOptions(false, folder, List.of()).cold().withAux(aux);
        try (SyntheticSource source = source(seconds, speed);
                Session session = Session.open(bound(MARKERS_AND_EMG, source.info()), source, null, options)) {
            session.start();
            meanwhile.run();
            awaitOrGiveUp(() -> session.watch().isPresent());
            return session.end(SessionEnd.INPUT_FINISHED);
        }
    }

    private static StreamInfo eeg() {
        return source(1, 1).info();
    }

    @Test
    void areRecordedAsTheyCameWithTheirClocks() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG, eeg());
        markers.correction = new TimeCorrection(-1000.25, 0.0002, 5000);
        SessionSummary summary = run(0.3, aux, () -> {
            for (int i = 0; i < 100; i++) {
                muscles.sample(10 + i * 0.001, i, -i, 0.5);
            }
            markers.text(5001, "begin \u00e4");
            markers.text(5002, "");
        });
        assertThat(summary.end()).isEqualTo(SessionEnd.INPUT_FINISHED);
        assertThat(summary.further())
                .containsExactly(
                        new SessionSummary.Further("task", "Markers", 2, 0, 0, true),
                        new SessionSummary.Further("hand", "Muscles", 100, 0, 0, true));
        assertThat(markers.closed && muscles.closed).isTrue();
        try (SessionRecording session = SessionRecording.open(summary.recording())) {
            assertThat(session.frames()).isEqualTo(300);
            assertThat(session.recording().damage()).isEmpty();
            assertThat(session.facts()).containsEntry("further.0.aux", "task").containsEntry("further.1.aux", "hand");
            assertThat(session.furtherStreams().get(0).info().toXml()).isEqualTo(markers.info.toXml());
            assertThat(session.furtherStreams().get(0).clockOffsets()).containsExactly(new ClockOffset(5000, -1000.25));
            assertThat(rows(session, 0)).containsExactly(List.of(5001.0, "begin \u00e4"), List.of(5002.0, ""));
            assertThat(session.furtherStreams().get(1).info().toXml()).isEqualTo(muscles.info.toXml());
            assertThat(rows(session, 1)).hasSize(100).contains(List.of(10 + 99 * 0.001, 99.0, -99.0, 0.5));
            assertThat(session.furtherStreams().get(1).clockOffsets()).isEmpty();
        }
    }

    @Test
    void areHeardOnTheRigsClockByTheChannelsThatWereNamed() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG, eeg());
        List<String> heard = new ArrayList<>();
        List<Long> lateNanos = new ArrayList<>();
        aux.listen(new AuxListener() {
            @Override
            public void sample(RigSettings.Aux table, long timeNanos, double[] values) {
                heard.add(table.name() + " " + Arrays.toString(values));
                lateNanos.add(System.nanoTime() - timeNanos);
            }

            @Override
            public void text(RigSettings.Aux table, long timeNanos, String text) {
                heard.add(table.name() + " " + text);
                lateNanos.add(System.nanoTime() - timeNanos);
            }
        });
        muscles.correction = new TimeCorrection(123_456.5, 0.0002, 1);
        markers.correction = new TimeCorrection(0.000_01, 0.0002, 1);
        run(0.3, aux, () -> {
            muscles.sample(LslClock.seconds() - 123_456.5, 1, 2, 3);
            markers.text(LslClock.seconds(), "go");
        });
        assertThat(heard).containsExactly("hand [3.0, 1.0]", "task go");
        assertThat(lateNanos).allSatisfy(late -> assertThat((double) late).isCloseTo(0, within(1e9)));
    }

    @Test
    void twoTablesMayShareOneStream() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG + """
                [[acquisition.aux]]
                name = "foot"
                class = "emg"
                stream = "name='Muscles'"
                channel = "ADM"
                """, eeg());
        muscles.correction = new TimeCorrection(0, 0.0002, 1);
        List<String> heard = new ArrayList<>();
        aux.listen(new AuxListener() {
            @Override
            public void sample(RigSettings.Aux table, long timeNanos, double[] values) {
                heard.add(table.name() + Arrays.toString(values));
            }
        });
        SessionSummary summary = run(0.3, aux, () -> muscles.sample(1, 1, 2, 3));
        assertThat(heard).containsExactly("hand[3.0, 1.0]", "foot[2.0]");
        assertThat(summary.further()).hasSize(2);
        assertThat(summary.further().get(1).aux()).isEqualTo("hand, foot");
        assertThat(summary.further().get(1).samples()).isEqualTo(1);
    }

    @Test
    void aSessionGoesOnWhenOneIsLostAndTakesItUpAgain() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG, eeg());
        SessionSummary summary = run(0.3, aux, () -> {
            muscles.listener.onLost("stream 'Muscles': connection reset");
            markers.text(1, "before");
            markers.listener.onLost("stream 'Markers': closed");
            markers.listener.onRecovered();
            markers.text(2, "behind");
        });
        assertThat(summary.end()).isEqualTo(SessionEnd.INPUT_FINISHED);
        assertThat(summary.frames()).isEqualTo(300);
        assertThat(summary.further())
                .containsExactly(
                        new SessionSummary.Further("task", "Markers", 2, 0, 1, true),
                        new SessionSummary.Further("hand", "Muscles", 0, 0, 1, false));
        List<String> expected = List.of(
                "aux 'hand': stream 'Muscles': connection reset",
                "aux 'task': stream 'Markers': closed; waiting for it to come back",
                "aux 'task': stream 'Markers' is back");
        assertThat(news(aux)).isEqualTo(expected);
        assertThat(log(summary.recording())).containsAll(expected);
    }

    /** A sender that comes back may have another clock: readers need to know it from its first samples on. */
    @Test
    void theClockIsRecordedAnewWhenOneComesBack() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG, eeg());
        markers.correction = new TimeCorrection(-1000, 0.0002, 1);
        SessionSummary summary = run(0.3, aux, () -> {
            sayAndAwait(aux, 1, 2);
            markers.correction = null;
            markers.listener.onLost("stream 'Markers': closed");
            markers.correction = new TimeCorrection(-3000, 0.0002, 3);
            markers.listener.onRecovered();
            sayAndAwait(aux, 3, 4);
            markers.correction = new TimeCorrection(-3000.5, 0.0002, 5);
        });
        try (SessionRecording session = SessionRecording.open(summary.recording())) {
            assertThat(session.furtherStreams().get(0).clockOffsets())
                    .containsExactly(new ClockOffset(1, -1000), new ClockOffset(3, -3000), new ClockOffset(5, -3000.5));
        }
    }

    /** When the second was recorded, the recorder has looked at the clock since the first. */
    private void sayAndAwait(AuxStreams aux, int first, int second) {
        for (int number : new int[] {first, second}) {
            markers.text(number, "m");
            awaitOrGiveUp(() -> aux.summary().get(0).samples() >= number);
        }
    }

    @Test
    void whatHasNoStampThatMeansAnythingIsCountedAndSaid() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG, eeg());
        SessionSummary summary = run(0.3, aux, () -> {
            muscles.listener.onSample(0.001, false, 0, new double[3]);
            muscles.sample(7, 1, 2, 3);
            muscles.sample(Double.NaN, 1, 2, 3);
            muscles.sample(8, 1, 2, 3);
            muscles.sample(Double.POSITIVE_INFINITY, 1, 2, 3);
        });
        assertThat(summary.further().get(1).samples()).isEqualTo(2);
        assertThat(summary.further().get(1).notRecorded()).isEqualTo(3);
        assertThat(log(summary.recording()))
                .contains(
                        "aux 'hand': 1 samples of stream 'Muscles' were not recorded, between its start and 7.000000 s"
                                + " of its own clock",
                        "aux 'hand': 1 samples of stream 'Muscles' were not recorded, between 7.000000 s and 8.000000 s"
                                + " of its own clock",
                        "aux 'hand': 1 samples of stream 'Muscles' were not recorded, after 8.000000 s of its own clock");
    }

    @Test
    void aDiskThatSleepsHoldsUpNobody() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG, eeg());
        CountDownLatch asleep = new CountDownLatch(1);
        SessionDisk disk = (file, header) -> Recorder.to(
                new SleepingDisk(
                        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), asleep),
                file.toString(),
                header);
        options = new SessionOptions(false, folder, List.of()).cold().withAux(aux);
        try (SyntheticSource source = source(1, 1);
                Session session = Session.open(bound(MARKERS_AND_EMG, source.info()), source, null, options, disk)) {
            SleepingDisk.awake = false;
            session.start();
            awaitOrGiveUp(() -> SleepingDisk.waiting);
            for (int i = 0; i < 5000; i++) {
                markers.text(i, "m");
            }
            assertThat(session.watch()).isEmpty();
            SleepingDisk.awake = true;
            asleep.countDown();
            awaitOrGiveUp(() -> aux.summary().get(0).samples() >= 4096);
            markers.text(9999, "m");
            awaitOrGiveUp(() -> session.watch().isPresent());
            SessionSummary summary = session.end(SessionEnd.INPUT_FINISHED);
            assertThat(summary.frames()).isEqualTo(1000);
            SessionSummary.Further task = summary.further().get(0);
            assertThat(task.samples() + task.notRecorded()).isEqualTo(5001);
            assertThat(task.notRecorded()).isBetween(1L, 904L);
            String said =
                    "aux 'task': " + task.notRecorded() + " samples of stream 'Markers' were not recorded, between "
                            + String.format(Locale.ROOT, "%.6f", 4999.0 - task.notRecorded())
                            + " s and 9999.000000 s of its own clock";
            assertThat(log(summary.recording())).contains(said);
            assertThat(news(aux)).containsExactly(said);
        }
    }

    @Test
    void aSessionWithThemReplaysToTheLastDecision() throws Exception {
        AuxStreams aux = connect(MARKERS_AND_EMG, eeg());
        Path recording = run(8, Double.POSITIVE_INFINITY, aux, () -> {
                    for (int i = 0; i < 500; i++) {
                        muscles.sample(i, i, i, i);
                        markers.text(i, "m" + i);
                    }
                })
                .recording();
        try (SessionRecording session = SessionRecording.open(recording)) {
            Replay.Result result = Replay.run(session, RecordedRig.of(session));
            assertThat(result.decisions()).isEqualTo(8000);
            assertThat(result.recordedPlans()).isPositive();
            assertThat(result.identical()).as("%s", result).isTrue();
        }
    }

    @Test
    void oneThatIsNotThereOrNotAloneIsOneLine() {
        assertThatThrownBy(() -> connect("""
                        [[acquisition.aux]]
                        name = "task"
                        class = "other"
                        stream = "name='Nobody'"
                        """, eeg()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "no LSL stream with name='Nobody' was found in 10.0 s (acquisition.aux.task.stream)")
                .hasMessageContaining("there are: 'Markers'");
        network.serve(markers.info);
        assertThatThrownBy(() -> connect(MARKERS_AND_EMG, eeg()))
                .hasMessageContaining(
                        "2 LSL streams match name='Markers' (acquisition.aux.task.stream), it must be one");
    }

    @Test
    void whatDoesNotFitItsStreamIsAFaultOfTheRigFile() {
        assertThatThrownBy(() -> connect(MARKERS_AND_EMG.replace("\"FDI\"", "\"FDU\""), eeg()))
                .isInstanceOf(RigFileException.class)
                .hasMessageContaining("acquisition.aux.channels")
                .hasMessageContaining("channel 'FDU' is not in stream 'Muscles'")
                .hasMessageContaining("nearest: FDI");
        assertThat(muscles.closed).isTrue();
        assertThatThrownBy(() -> connect(MARKERS_AND_EMG.replace("name='Muscles'", "["), eeg()))
                .isInstanceOf(RigFileException.class)
                .hasMessageContaining("acquisition.aux.hand.stream")
                .hasMessageContaining("is no XPath");
        assertThatThrownBy(() -> connect(
                        MARKERS_AND_EMG,
                        muscles.info.toBuilder().channels(eeg().channels()).build()))
                .hasMessageContaining("must be another stream than the EEG's 'Muscles'");
        network.serve(StreamInfo.builder("Empty", "x")
                .channelCount(0)
                .format(ChannelFormat.INT8)
                .build());
        assertThatThrownBy(() -> connect(MARKERS_AND_EMG.replace("Muscles", "Empty"), eeg()))
                .hasMessageContaining("must have 1 to 65536 channels to be recorded (acquisition.aux.hand.stream)");
    }

    @Test
    void oneThatCannotBeHadClosesTheOthers() {
        network.refusal = new IOException("stream 'Markers': connection refused");
        assertThatThrownBy(() -> connect(MARKERS_AND_EMG, eeg())).hasMessage("stream 'Markers': connection refused");
    }

    /** Waits in a write, once it is not awake. */
    private static final class SleepingDisk implements WritableByteChannel {
        static volatile boolean awake = true;
        static volatile boolean waiting;
        private final FileChannel file;
        private final CountDownLatch asleep;

        SleepingDisk(FileChannel file, CountDownLatch asleep) {
            this.file = file;
            this.asleep = asleep;
            waiting = false;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (!awake) {
                waiting = true;
                try {
                    asleep.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return file.write(bytes);
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
