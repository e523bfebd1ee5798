package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

class SpatialFilterTest {

    private static final List<String> AVERAGE = List.of(ConditioningSettings.AVERAGE);

    private final StreamInfo cap = StreamInfo.builder("cap", "EEG")
            .channels(List.of(
                    new ChannelInfo("C3", "uV", "EEG"),
                    new ChannelInfo("C4", "mV", ""),
                    new ChannelInfo("Cz", "uV", "eeg"),
                    new ChannelInfo("HEOG", "uV", "EOG"),
                    new ChannelInfo("STI", "", "stim"),
                    new ChannelInfo("M1", "uV", "misc")))
            .nominalRateHz(1000)
            .build();

    private final double[] values = {30, 0.006, 9, 5000, 255, 12};

    @Test
    void theAverageIsOfEegChannelsAndThoseWithoutAType() {
        assertThat(SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, cap).apply(values))
                .isCloseTo(30 - (30 + 6 + 9) / 3.0, within(1e-12));
    }

    @Test
    void aReferenceOfLabelsIsTheirMeanWhateverTheirType() {
        assertThat(SpatialFilter.of(Map.of("C3", 2.0), List.of("m1", "Cz"), cap).apply(values))
                .isCloseTo(2 * (30 - (12 + 9) / 2.0), within(1e-12));
    }

    @Test
    void aMontageThatSumsToZeroNeedsNoReference() {
        double bad = Double.NaN;
        double[] withABadReference = {30, 0.006, 9, 5000, 255, bad};
        SpatialFilter bipolar = SpatialFilter.of(Map.of("C3", 1.0, "Cz", -1.0), List.of("M1"), cap);
        assertThat(bipolar.apply(withABadReference)).isEqualTo(21);
        assertThat(bipolar.namedChannels()).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void channelsOfTheAverageAreNotNamedButThoseOfAWrittenReferenceAre() {
        assertThat(SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, cap).channels()).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, cap).namedChannels())
                .containsExactly(0);
        assertThat(SpatialFilter.of(Map.of("C3", 1.0), List.of("M1"), cap).namedChannels())
                .containsExactly(0, 5);
    }

    @Test
    void refusesAReferenceThatCannotBe() {
        assertThatThrownBy(() -> SpatialFilter.of(Map.of("C3", 1.0), List.of("M2"), cap))
                .hasMessage("channel 'M2' is not in stream 'cap' (has C3, C4, Cz, HEOG, STI, M1); nearest: M1");
        assertThatThrownBy(() -> SpatialFilter.of(Map.of("C3", 1.0), List.of("C3"), cap))
                .hasMessage("reference = [C3]: takes away all of the signal {C3=1.0}");
        assertThatThrownBy(() -> SpatialFilter.of(Map.of("C3", 1.0), List.of("M1", "m1"), cap))
                .hasMessage("reference = [M1, m1]: channel 'M1' stands there twice");
        StreamInfo one = StreamInfo.builder("one", "EEG")
                .channels(List.of(new ChannelInfo("C3", "uV", "EEG"), new ChannelInfo("STI", "", "stim")))
                .nominalRateHz(1000)
                .build();
        assertThatThrownBy(() -> SpatialFilter.of(Map.of("C3", 1.0), AVERAGE, one))
                .hasMessage("reference = \"average\": stream 'one' has 1 EEG channels: must be >= 2");
    }
}
