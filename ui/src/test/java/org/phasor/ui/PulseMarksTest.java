package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;

@Timeout(10)
class PulseMarksTest {

    private static final long MILLI = 1_000_000;

    private final ScopeRig rig;
    private final PulseMarks marks;

    PulseMarksTest() throws Exception {
        rig = ScopeRig.phase(1000);
        marks = new PulseMarks(rig.tap.marks());
    }

    private void pulse(long id, int pulse, int pulses, Outcome outcome, long gateNanos) {
        Delivery delivery = new Delivery();
        delivery.decisionId = id;
        delivery.pulse = pulse;
        delivery.pulses = pulses;
        delivery.outcome = outcome;
        delivery.plannedNanos = gateNanos;
        delivery.gateNanos = gateNanos;
        if (outcome == Outcome.VETOED_LATE) {
            delivery.measured = 5 * MILLI;
            delivery.bound = 2 * MILLI;
        }
        rig.tap.observe(delivery);
    }

    @Test
    void eachPulseOfAPatternHasAMarkAndItsRefusedRestHasOne() {
        rig.prepare(0, 0, 0);
        rig.frame.decision.action = Decision.Action.FIRE;
        rig.frame.decision.id = 7;
        rig.frame.decision.commandNanos = 100 * MILLI;
        rig.tap.observe(rig.frame);
        marks.update();
        assertThat(marks.size()).isEqualTo(1);
        assertThat(marks.outcome(0)).isNull();
        pulse(7, 0, 1, Outcome.DELIVERED, 100 * MILLI);
        pulse(7, 1, 1, Outcome.DELIVERED, 120 * MILLI);
        pulse(7, 2, 3, Outcome.VETOED_LATE, 140 * MILLI);
        marks.update();
        assertThat(marks.size()).isEqualTo(3);
        // The marks are where the brain is met, 5 ms later.
        assertThat(marks.timeNanos(2)).isEqualTo(105 * MILLI);
        assertThat(marks.timeNanos(1)).isEqualTo(125 * MILLI);
        assertThat(marks.timeNanos(0)).isEqualTo(145 * MILLI);
        assertThat(marks.outcome(2)).isEqualTo(Outcome.DELIVERED);
        assertThat(marks.outcome(1)).isEqualTo(Outcome.DELIVERED);
        assertThat(marks.outcome(0)).isEqualTo(Outcome.VETOED_LATE);
        assertThat(marks.lastRefusal()).isEqualTo("late: 5 ms, at most 2 ms (from pulse 3 of its pattern on)");
        assertThat(rig.tap.count(Outcome.DELIVERED)).isEqualTo(2);
        assertThat(rig.tap.count(Outcome.VETOED_LATE)).isEqualTo(1);
    }

    @Test
    void aPatternThatTheDeviceTimesIsCountedByItsPulses() {
        pulse(1, 0, 4, Outcome.DELIVERED, 100 * MILLI);
        marks.update();
        assertThat(rig.tap.count(Outcome.DELIVERED)).isEqualTo(4);
        assertThat(marks.size()).isEqualTo(4);
        assertThat(marks.lastRefusal()).isEmpty();
    }
}
