package org.phasor.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.phasor.acquisition.Sample;
import org.phasor.trigger.Decision.Action;

class ThresholdPolicyTest {

    private static Frames frames(boolean rising, long minIntervalNanos) {
        return new Frames(new ThresholdPolicy(new ThresholdSettings(1, 5, rising, minIntervalNanos), 2), 1);
    }

    private static Decision at(Frames frames, double value, int flags) {
        frames.advance();
        frames.sample.values[1] = value;
        frames.sample.flags = flags;
        return frames.decide();
    }

    @Test
    void firesAtOnceOnTheSampleThatReachesTheLevel() {
        Frames frames = frames(true, 0);
        assertThat(at(frames, 4.9, 0).reason).isEqualTo(Reason.WAITING_FOR_TARGET);
        Decision fired = at(frames, 5, 0);
        assertThat(fired.action).isEqualTo(Action.FIRE);
        assertThat(fired.atOnce).isTrue();
        assertThat(fired.commandNanos).isEqualTo(frames.timeNanos);
        assertThat(fired.condition).isZero();
        assertThat(fired.gates).isEqualTo(Decision.ALL_GATES);
        assertThat(at(frames, 6, 0).action).isEqualTo(Action.HOLD);
    }

    @Test
    void firesDownwardWhenToldTo() {
        Frames frames = frames(false, 0);
        at(frames, 4, 0);
        assertThat(at(frames, 6, 0).action).isEqualTo(Action.HOLD);
        assertThat(at(frames, 5, 0).action).isEqualTo(Action.FIRE);
    }

    @Test
    void doesNotFireWhenTheFirstSampleIsAlreadyAbove() {
        Frames frames = frames(true, 0);
        assertThat(at(frames, 9, 0).action).isEqualTo(Action.HOLD);
        assertThat(at(frames, 9, 0).action).isEqualTo(Action.HOLD);
    }

    @Test
    void startsAnewAfterAGapOrABadValue() {
        for (double[] broken :
                new double[][] {{0, Sample.GAP}, {0, Sample.UNANCHORED}, {Double.NaN, 0}, {Double.NEGATIVE_INFINITY, 0}
                }) {
            Frames frames = frames(true, 0);
            at(frames, 0, 0);
            assertThat(at(frames, broken[0], (int) broken[1]).reason).isEqualTo(Reason.SAMPLE_UNUSABLE);
            assertThat(at(frames, 9, 0).action).isEqualTo(Action.HOLD);
            at(frames, 0, 0);
            assertThat(at(frames, 9, 0).action).isEqualTo(Action.FIRE);
        }
    }

    @Test
    void firesAlsoWhileTheTimeIsUnsure() {
        Frames frames = frames(true, 0);
        at(frames, 0, Sample.UNSURE);
        assertThat(at(frames, 9, Sample.UNSURE).action).isEqualTo(Action.FIRE);
    }

    @Test
    void keepsTheMinimumIntervalBetweenSamples() {
        Frames frames = frames(true, 10 * Frames.STEP_NANOS);
        long last = Long.MIN_VALUE;
        int fired = 0;
        for (int i = 0; i < 100; i++) {
            if (at(frames, i % 2 == 0 ? 0 : 9, 0).action == Action.FIRE) {
                assertThat(frames.timeNanos - last >= 10 * Frames.STEP_NANOS || fired == 0)
                        .isTrue();
                last = frames.timeNanos;
                fired++;
            } else if (i > 1) {
                assertThat(frames.decision.reason).isIn(Reason.TOO_SOON, Reason.WAITING_FOR_TARGET);
            }
        }
        assertThat(fired).isEqualTo(10);
    }

    @Test
    void refusesSettingsNamingKeyValueAndBound() {
        assertThatThrownBy(() -> new ThresholdSettings(-1, 0, true, 0)).hasMessage("channel = -1: must be >= 0");
        assertThatThrownBy(() -> new ThresholdSettings(0, Double.NaN, true, 0))
                .hasMessage("level = NaN: must be finite");
        assertThatThrownBy(() -> new ThresholdSettings(0, 0, true, -1)).hasMessageContaining("minIntervalNanos = -1");
        assertThatThrownBy(() -> new ThresholdPolicy(new ThresholdSettings(2, 0, true, 0), 2))
                .hasMessage("channel = 2: must be 0 to 1");
    }
}
