package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.rig.TrialStatus.Waiting;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Decision.Intent;
import org.phasor.trigger.Reason;

/** How the trials stand, counted from decisions and outcomes alone. */
@Timeout(20)
class TrialCounterTest {

    private static final double RATE_HZ = 100;

    private final TrialCounter counter = counter(false);
    private long lastId;

    private static TrialCounter counter(boolean leavesOut) {
        return new TrialCounter(
                List.of("peak", "trough"),
                List.of(new TrialCounter.Stage("warm-up", 0), new TrialCounter.Stage("break", 10)),
                OptionalLong.of(20),
                leavesOut,
                RATE_HZ);
    }

    private static Decision decision(Reason reason, int condition, int stage) {
        Decision decision = new Decision();
        decision.hold(reason, condition, 0);
        decision.stage = stage;
        return decision;
    }

    private void attempt(long trial, int attempt, Intent intent, Outcome outcome) {
        Decision decision = decision(Reason.TARGET_REACHED, 0, 0);
        decision.action = Decision.Action.FIRE;
        decision.id = ++lastId;
        decision.trial = trial;
        decision.attempt = attempt;
        decision.intent = intent;
        counter.take(decision);
        Delivery delivery = new Delivery();
        delivery.decisionId = lastId;
        delivery.trial = trial;
        delivery.intent = intent;
        delivery.outcome = outcome;
        counter.recorded(delivery);
    }

    @Test
    void beginsWithNothing() {
        assertThat(counter.status())
                .isEqualTo(
                        new TrialStatus(0, OptionalLong.of(20), 0, 0, "", "", Waiting.NOTHING, OptionalDouble.empty()));
    }

    @Test
    void countsATrialByItsNewestAttempt() {
        attempt(1, 1, Intent.PULSE, Outcome.DELIVERED);
        attempt(2, 1, Intent.SHAM, Outcome.SHAM);
        attempt(3, 1, Intent.PULSE, Outcome.VETOED_LATE);
        assertThat(counter.status().given()).isEqualTo(2);
        attempt(3, 2, Intent.PULSE, Outcome.DELIVERED);
        assertThat(counter.status().given()).isEqualTo(3);
        assertThat(counter.status().redone()).isEqualTo(1);
        attempt(3, 3, Intent.PULSE, Outcome.CANCELLED_SIGNAL);
        assertThat(counter.status().given())
                .as("it was given, and is redone all the same")
                .isEqualTo(2);
    }

    @Test
    void virtualOnesThatAreMixedInAreNoTrials() {
        attempt(1, 1, Intent.VIRTUAL, Outcome.VIRTUAL);
        assertThat(counter.status().given()).isZero();
        attempt(1, 1, Intent.PULSE, Outcome.VIRTUAL);
        assertThat(counter.status().given()).as("in a virtual run").isEqualTo(1);
    }

    @Test
    void aPulseOfNoTrialIsNone() {
        attempt(0, 0, Intent.PULSE, Outcome.DELIVERED);
        assertThat(counter.status().given()).isZero();
    }

    @Test
    void saysWhatIsWaitedForAndHowLongARestLasts() {
        counter.take(decision(Reason.TOO_SOON, 1, 0));
        assertThat(counter.status().stage()).isEqualTo("warm-up");
        assertThat(counter.status().condition()).isEqualTo("trough");
        counter.take(decision(Reason.PAUSED, 1, 0));
        assertThat(counter.status().waiting()).isEqualTo(Waiting.PAUSED);
        counter.take(decision(Reason.DEVICE_NOT_READY, 1, 0));
        assertThat(counter.status().waiting()).isEqualTo(Waiting.DEVICE);
        for (int i = 0; i < 400; i++) {
            counter.take(decision(Reason.RESTING, -1, 1));
        }
        assertThat(counter.status().secondsLeft()).hasValue(6);
        for (int i = 0; i < 300; i++) {
            counter.take(decision(Reason.PAUSED, -1, 1));
        }
        assertThat(counter.status().secondsLeft()).isEmpty();
        counter.take(decision(Reason.RESTING, -1, 1));
        assertThat(counter.status().secondsLeft().getAsDouble())
                .as("a rest stands still in a pause")
                .isBetween(5.9, 6.0);
        assertThat(counter.status().stage()).isEqualTo("break");
        assertThat(counter.status().condition()).isEmpty();
        counter.take(decision(Reason.TRIALS_DONE, -1, -1));
        assertThat(counter.status().waiting()).isEqualTo(Waiting.DONE);
    }

    @Test
    void countsTrialsThatAreLeftOut() {
        Decision tooLong = decision(Reason.WAITED_TOO_LONG, 0, 0);
        tooLong.trial = 4;
        counter.take(tooLong);
        assertThat(counter.status().leftOut()).as("it was put off").isZero();
        TrialCounter leavesOut = counter(true);
        leavesOut.take(tooLong);
        assertThat(leavesOut.status().leftOut()).isEqualTo(1);
    }

    private void withdraw(long id, long trial) {
        Decision cancel = decision(Reason.AUX_ACTIVE, 0, 0);
        cancel.action = Decision.Action.CANCEL;
        cancel.id = id;
        cancel.trial = trial;
        counter.take(cancel);
    }

    @Test
    void aTrialThatIsFoundSpoiledAfterItsPulseIsNotGiven() {
        attempt(1, 1, Intent.PULSE, Outcome.DELIVERED);
        withdraw(lastId, 1);
        assertThat(counter.status().given())
                .as("also when the session ends before it is redone")
                .isZero();
        attempt(1, 2, Intent.PULSE, Outcome.DELIVERED);
        assertThat(counter.status().given()).isEqualTo(1);
    }

    @Test
    void aPulseThatIsHeardOfAfterItsWithdrawalMakesNoTrialGiven() {
        withdraw(lastId + 1, 1);
        attempt(1, 1, Intent.PULSE, Outcome.DELIVERED);
        assertThat(counter.status().given()).isZero();
    }
}
