package org.phasor.rig.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.phasor.rig.TrialStatus;
import org.phasor.rig.TrialStatus.Waiting;
import org.phasor.trigger.AmplitudeWindow;

class TrialWordsTest {

    @Test
    void aReportSaysWhichWindowIsWhich() {
        assertThat(ConditionTable.legend(List.of())).isEmpty();
        assertThat(ConditionTable.legend(
                        List.of(AmplitudeWindow.percentiles(0, 50), AmplitudeWindow.percentiles(50, 100))))
                .isEqualTo("; window 1: percentile 0 to 50, window 2: percentile 50 to 100");
    }

    @Test
    void aSummaryCountsThem() {
        assertThat(TrialWords.counts(new TrialStatus(
                        12, OptionalLong.of(200), 3, 1, "break", "", Waiting.RESTING, OptionalDouble.of(44.2))))
                .isEqualTo("12 given of 200, 3 redone, 1 left out");
    }

    @Test
    void saysWhatThereIsToSay() {
        assertThat(TrialWords.of(new TrialStatus(
                        12, OptionalLong.of(200), 3, 1, "break", "", Waiting.RESTING, OptionalDouble.of(44.2))))
                .isEqualTo("trials 12 given of 200, stage break, 3 redone, 1 left out, resting, 45 s left");
        assertThat(TrialWords.of(new TrialStatus(
                        5, OptionalLong.empty(), 0, 0, "", "trough", Waiting.NOTHING, OptionalDouble.empty())))
                .isEqualTo("trials 5 given, next: trough");
        assertThat(TrialWords.of(
                        new TrialStatus(5, OptionalLong.of(5), 0, 0, "", "", Waiting.DONE, OptionalDouble.empty())))
                .isEqualTo("trials 5 given of 5, all done");
    }
}
