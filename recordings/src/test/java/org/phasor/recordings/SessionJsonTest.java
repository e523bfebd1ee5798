package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;
import org.junit.jupiter.api.Test;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

class SessionJsonTest {

    private static final String BEFORE_TRIALS =
            "{\"id\":7,\"frame\":1234,\"action\":\"FIRE\",\"reason\":\"TARGET_REACHED\",\"condition\":1,\"gates\":31,"
                    + "\"commandNanos\":\"5000000001\",\"atOnce\":false,\"phaseRad\":0.5,"
                    + "\"phaseRadBits\":\"3fe0000000000000\",\"amplitudeMicrovolts\":2.0,"
                    + "\"amplitudeMicrovoltsBits\":\"4000000000000000\",\"amplitudeThresholdMicrovolts\":null,"
                    + "\"amplitudeThresholdMicrovoltsBits\":\"7ff8000000000000\"}";

    @Test
    void readsAPlanFromBeforeThereWereTrials() {
        PlannedDecision plan = SessionJson.plan(BEFORE_TRIALS);
        Decision decision = plan.decision();
        assertThat(plan.frame()).isEqualTo(1234);
        assertThat(decision.id).isEqualTo(7);
        assertThat(decision.reason).isEqualTo(Reason.TARGET_REACHED);
        assertThat(decision.condition).isEqualTo(1);
        assertThat(decision.commandNanos).isEqualTo(5_000_000_001L);
        assertThat(decision.phaseRad).isEqualTo(0.5);
        assertThat(decision.intent).isEqualTo(Decision.Intent.PULSE);
        assertThat(decision.trial).isZero();
        assertThat(decision.attempt).isZero();
        assertThat(decision.stage).isEqualTo(-1);
        assertThat(decision.amplitudeWindow).isEqualTo(-1);
        assertThat(decision.intensityPercentRmt).isNaN();
        assertThat(decision.targetPhaseRad).isNaN();
    }

    @Test
    void aWithdrawalHasNoTargetAndNoIntensity() {
        Decision cancel = new Decision();
        cancel.hold(Reason.SIGNAL_BROKE, 0, 0);
        cancel.action = Decision.Action.CANCEL;
        cancel.id = 3;
        cancel.trial = 2;
        cancel.attempt = 1;
        String text = SessionJson.plan(9, cancel);
        assertThat(text).contains("\"targetPhaseRad\":null").contains("\"trial\":2");
        assertThat(SessionJson.plan(text).decision().trial).isEqualTo(2);
    }

    @Test
    void refusesATrialThatCannotBe() {
        Decision decision = new Decision();
        decision.hold(Reason.TARGET_REACHED, 0, 0);
        decision.action = Decision.Action.FIRE;
        decision.attempt = -1;
        String text = SessionJson.plan(9, decision);
        assertThatThrownBy(() -> SessionJson.plan(text))
                .isInstanceOf(JsonParseException.class)
                .hasMessageContaining("attempt = -1")
                .hasMessageContaining("must be");
    }

    @Test
    void refusesAnInputThatSaysNeitherYesNorNo() {
        SessionInput odd = SessionJson.input("{\"frame\":3,\"kind\":\"running\",\"value\":\"perhaps\"}");
        assertThatThrownBy(odd::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("value of input running = \"perhaps\": must be true or false");
        SessionInput nobody = SessionJson.input("{\"frame\":3,\"kind\":\"outcome\",\"value\":\"true\"}");
        assertThatThrownBy(nobody::check).isInstanceOf(IllegalArgumentException.class);
    }
}
