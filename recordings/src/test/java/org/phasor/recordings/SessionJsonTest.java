package org.phasor.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Outcome;

class SessionJsonTest {

    private static final String OLDER = "{\"id\":7,\"condition\":1,\"outcome\":\"DELIVERED\",\"plannedNanos\":\"5\","
            + "\"decidedOnNanos\":\"4\",\"gateNanos\":\"6\",\"returnedNanos\":\"8\"";

    @Test
    void readsDeliveriesOfSessionsWithoutPatternsAsSinglePulses() {
        Delivery read = SessionJson.delivery(OLDER + "}");
        assertThat(read.outcome).isEqualTo(Outcome.DELIVERED);
        assertThat(read.pulse).isZero();
        assertThat(read.pulses).isEqualTo(1);
        assertThat(read.measured).isZero();
        assertThat(read.bound).isZero();
    }

    @Test
    void refusesPulsesThatCannotBe() {
        assertThatThrownBy(() ->
                        SessionJson.delivery(OLDER + ",\"pulse\":0,\"pulses\":0,\"measured\":\"0\",\"bound\":\"0\"}"))
                .hasMessage("pulse = 0, pulses = 0: must be >= 0, >= 1");
    }
}
