package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.phasor.stimulator.InterlockState;

/** A person at the console must not take a device that gives pulses for one that does not, nor the other way. */
class NarratorLiveTest {

    @Test
    void saysOnceWheneverPulsesBeginAndEnd() {
        StringWriter said = new StringWriter();
        Narrator narrator = new Narrator(new PrintWriter(said), false);
        for (InterlockState state : new InterlockState[] {
            InterlockState.SAFE,
            InterlockState.CHECKED,
            InterlockState.RUNNING,
            InterlockState.RUNNING,
            InterlockState.HOLD,
            InterlockState.HOLD,
            InterlockState.RUNNING,
            InterlockState.STOPPED,
            InterlockState.STOPPED
        }) {
            narrator.live(state);
        }
        assertThat(said.toString().lines().map(String::strip))
                .containsExactly(
                        "LIVE       RUNNING: the device gives pulses from now on; s stops, h holds",
                        "live       HOLD: no pulses",
                        "LIVE       RUNNING: the device gives pulses from now on; s stops, h holds",
                        "live       STOPPED: no pulses");
    }
}
