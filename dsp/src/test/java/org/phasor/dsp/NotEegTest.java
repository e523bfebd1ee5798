package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

/** Channels that the rig file calls muscles, eyes or triggers, in a stream that calls everything EEG. */
class NotEegTest {

    private static final List<String> AVERAGE = List.of(ConditioningSettings.AVERAGE);

    private static final StreamInfo CAP = StreamInfo.builder("cap", "EEG")
            .channels(List.of(channel("C3"), channel("C4"), channel("Hand")))
            .build();

    private static ChannelInfo channel(String label) {
        return new ChannelInfo(label, "microvolts", "EEG");
    }

    @Test
    void isLeftOutOfTheAverage() {
        double[] values = {10, 20, 600};
        assertThat(SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, CAP).apply(values))
                .isEqualTo(-200, within(1e-9));
        assertThat(SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, List.of("hand"), CAP)
                        .apply(values))
                .isEqualTo(-5, within(1e-9));
    }

    @Test
    void mayBeNamedInAMontageAllTheSame() {
        double[] values = {10, 20, 600};
        assertThat(SpatialFilter.of(Map.of("Hand", 1.0), AVERAGE, List.of("Hand"), CAP)
                        .apply(values))
                .isEqualTo(585, within(1e-9));
    }

    @Test
    void whatTheStreamDoesNotHaveIsPassedOver() {
        assertThat(SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, List.of("Foot"), CAP)
                        .channels())
                .containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void anAverageNeedsTwoThatAreLeft() {
        assertThatThrownBy(() -> SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, List.of("Hand", "C4"), CAP))
                .hasMessageContaining("has 1 EEG channels: must be >= 2");
    }
}
