package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.phasor.acquisition.Sample;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;

class ScopeTapTest {

    private static double newestValue(ScopeRig rig) {
        SingleWriterRing.Reader reader = rig.tap.samples().reader(100_000);
        int rows = reader.read();
        return reader.real(rows - 1, ScopeTap.VALUE);
    }

    @Test
    void allocatesNothing() throws Exception {
        ScopeRig rig = ScopeRig.phase(1000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int calls = 50_000;
        long before = 0;
        for (int i = 0; i < 2 * calls; i++) {
            if (i == calls) {
                before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            }
            rig.prepare(i % 7, 0, i % 100 == 0 ? Sample.GAP : 0);
            rig.frame.decision.action = i % 10 == 0 ? Decision.Action.FIRE : Decision.Action.HOLD;
            rig.tap.observe(rig.frame);
            rig.deliver(i, Outcome.DELIVERED, i, i);
        }
        long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(bytes / (double) calls).isLessThan(1);
    }

    @Test
    void takesTheOffsetAndTheDriftOffForTheEyeAndKeepsTheRhythm() throws Exception {
        ScopeRig rig = ScopeRig.phase(1000);
        double largestError = 0;
        for (int n = 0; n < 10_000; n++) {
            double rhythm = 10 * Math.sin(2 * Math.PI * 10 * n / 1000);
            rig.sample(40_000 + 2.0 * n / 1000 + rhythm, 0, 0);
            if (n > 5000) {
                largestError = Math.max(largestError, Math.abs(newestValue(rig) - rhythm));
            }
        }
        // The drift of 2 µV/s leaves a constant of about 1.6 µV.
        assertThat(largestError).isLessThan(2.5);
    }

    @Test
    void startsAnewAfterAValueThatIsNone() throws Exception {
        ScopeRig rig = ScopeRig.phase(1000);
        rig.sample(100, 0, 0);
        rig.sample(Double.NaN, 0, 0);
        assertThat(newestValue(rig)).isNaN();
        rig.sample(9000, 0, 0);
        assertThat(newestValue(rig)).isZero();
        rig.sample(-9000, 0, Sample.GAP);
        assertThat(newestValue(rig)).isZero();
        rig.sample(5, 0, Sample.UNANCHORED);
        assertThat(newestValue(rig)).isNaN();
    }

    @Test
    void showsTheWatchedChannelAsItIsWhereALevelFires() throws Exception {
        ScopeRig rig = ScopeRig.threshold(1000);
        rig.sample(1, 123.5, 0);
        assertThat(newestValue(rig)).isEqualTo(123.5);
        assertThat(rig.tap.signal().level()).hasValue(50);
        assertThat(rig.tap.signal().unit()).isEqualTo("millivolts");
        assertThat(rig.tap.signal().title()).isEqualTo("trig, raw; fires when it rises through 50");
        assertThat(rig.tap.hasPhase()).isFalse();
    }

    @Test
    void marksAPulseWhereItMeetsTheBrain() throws Exception {
        ScopeRig rig = ScopeRig.phase(1000);
        PulseMarks marks = new PulseMarks(rig.tap.marks());
        rig.prepare(0, 0, 0);
        rig.frame.decision.action = Decision.Action.FIRE;
        rig.frame.decision.id = 1;
        rig.frame.decision.commandNanos = 1_000_000_000;
        rig.tap.observe(rig.frame);
        assertThat(marks.update()).isTrue();
        assertThat(marks.outcome(0)).isNull();
        assertThat(marks.timeNanos(0)).isEqualTo(1_005_000_000);
        rig.deliver(1, Outcome.DELIVERED, 1_000_000_000, 1_000_090_000);
        rig.deliver(2, Outcome.VETOED_LATE, 2_000_000_000, 2_007_000_000L);
        assertThat(marks.update()).isTrue();
        assertThat(marks.size()).isEqualTo(2);
        assertThat(marks.outcome(1)).isEqualTo(Outcome.DELIVERED);
        assertThat(marks.timeNanos(1)).isEqualTo(1_005_090_000);
        assertThat(marks.outcome(0)).isEqualTo(Outcome.VETOED_LATE);
        assertThat(marks.timeNanos(0)).isEqualTo(2_005_000_000);
        assertThat(rig.tap.count(Outcome.DELIVERED)).isEqualTo(1);
        assertThat(rig.tap.count(Outcome.VETOED_LATE)).isEqualTo(1);
        assertThat(marks.update()).isFalse();
    }
}
