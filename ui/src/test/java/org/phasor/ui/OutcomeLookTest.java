package org.phasor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.phasor.stimulator.Outcome;

class OutcomeLookTest {

    @Test
    void onlyWhatReachedTheDeviceIsSolid() {
        for (Outcome outcome : Outcome.values()) {
            assertThat(OutcomeLook.of(outcome).solid()).as(outcome.name()).isEqualTo(outcome.counts());
        }
    }

    @Test
    void aShamLooksAsAVirtualOneAndNotAsARefusal() {
        assertThat(OutcomeLook.of(Outcome.SHAM)).isEqualTo(OutcomeLook.VIRTUAL);
        assertThat(OutcomeLook.of(Outcome.VIRTUAL)).isEqualTo(OutcomeLook.VIRTUAL);
        assertThat(OutcomeLook.of(Outcome.VETOED_HOLD)).isEqualTo(OutcomeLook.REFUSED);
        assertThat(OutcomeLook.of(null)).isEqualTo(OutcomeLook.PLANNED);
    }
}
