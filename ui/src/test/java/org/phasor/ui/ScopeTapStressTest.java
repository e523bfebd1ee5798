package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.Outcome;

/** Writer and reader at full speed, so that the reader is overtaken again and again. */
class ScopeTapStressTest {

    private static final long SAMPLES = 6_000_000;

    @Test
    @Timeout(30)
    void aReaderThatIsOvertakenSkipsAndNeverGetsTornOrRepeatedRows() throws Exception {
        ScopeRig rig = ScopeRig.threshold(50);
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread writer = new Thread(
                () -> {
                    try {
                        for (long n = 0; n < SAMPLES; n++) {
                            rig.sample(0, n, 0);
                            if (n % 1000 == 999) {
                                rig.deliver(n, Outcome.DELIVERED, 0, 2 * n);
                            }
                            if (n % 100_000 == 0) {
                                // Now and then the reader may catch up.
                                LockSupport.parkNanos(200_000);
                            }
                        }
                    } catch (Throwable e) {
                        failure.set(e);
                    } finally {
                        done.set(true);
                    }
                },
                "writer");
        writer.setDaemon(true);
        SingleWriterRing.Reader samples = rig.tap.samples().reader(300);
        SingleWriterRing.Reader marks = rig.tap.marks().reader(64);
        SplittableRandom random = new SplittableRandom(11);
        long read = 0;
        long marksRead = 0;
        long next = 0;
        long lastMark = -1;
        writer.start();
        for (boolean last = false; ; ) {
            int rows = samples.read();
            assertThat(samples.firstIndex()).isGreaterThanOrEqualTo(next);
            for (int row = 0; row < rows; row++) {
                long n = samples.firstIndex() + row;
                if (samples.field(row, ScopeTap.TIME_NANOS) != rig.timeNanos(n)
                        || samples.real(row, ScopeTap.VALUE) != n) {
                    throw new AssertionError("row " + n + " is torn: time " + samples.field(row, ScopeTap.TIME_NANOS)
                            + ", value " + samples.real(row, ScopeTap.VALUE));
                }
            }
            next = samples.firstIndex() + rows;
            read += rows;
            int markRows = marks.read();
            for (int row = 0; row < markRows; row++) {
                long id = marks.field(row, ScopeTap.DECISION_ID);
                assertThat(marks.field(row, ScopeTap.TIME_NANOS)).isEqualTo(2 * id + 5_000_000);
                assertThat(id).isGreaterThan(lastMark);
                lastMark = id;
            }
            marksRead += markRows;
            if (last && rows == 0 && markRows == 0) {
                break;
            }
            last = done.get();
            if (random.nextInt(50) == 0) {
                LockSupport.parkNanos(random.nextInt(300_000));
            }
        }
        assertThat(failure.get()).isNull();
        assertThat(read + samples.skipped()).isEqualTo(SAMPLES);
        assertThat(marksRead + marks.skipped()).isEqualTo(SAMPLES / 1000);
        assertThat(samples.skipped()).as("the reader was overtaken").isPositive();
        assertThat(read).as("the reader read").isGreaterThan(10_000);
        assertThat(rig.tap.count(Outcome.DELIVERED)).isEqualTo(SAMPLES / 1000);
    }

    @Test
    void aReaderThatKeepsUpMissesNothing() {
        SingleWriterRing ring = new SingleWriterRing(1, 4);
        SingleWriterRing.Reader reader = ring.reader(2);
        long expected = 0;
        for (long n = 0; n < 100; n++) {
            ring.claim();
            ring.set(0, n);
            ring.publish();
            if (n % 3 == 0) {
                for (int rows = reader.read(); rows > 0; rows = reader.read()) {
                    for (int row = 0; row < rows; row++) {
                        assertThat(reader.field(row, 0)).isEqualTo(expected++);
                    }
                }
            }
        }
        assertThat(expected).isEqualTo(100);
        assertThat(reader.skipped()).isZero();
    }

    @Test
    void aReaderThatRewindsGetsAllThatIsStillThere() {
        SingleWriterRing ring = new SingleWriterRing(1, 4);
        SingleWriterRing.Reader reader = ring.reader(64);
        for (long n = 0; n < 20; n++) {
            ring.claim();
            ring.set(0, n);
            ring.publish();
        }
        assertThat(reader.read()).isEqualTo(ring.capacity() - 1);
        assertThat(reader.read()).isZero();
        reader.rewind();
        assertThat(reader.read()).isEqualTo(ring.capacity() - 1);
        assertThat(reader.field(0, 0)).isEqualTo(20 - (ring.capacity() - 1));
    }
}
