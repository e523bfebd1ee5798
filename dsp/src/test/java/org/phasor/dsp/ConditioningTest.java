package org.phasor.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.acquisition.Sample;
import org.phasor.lsl.ChannelFormat;
import org.phasor.lsl.ChannelInfo;
import org.phasor.lsl.StreamInfo;

class ConditioningTest {

    private final Sample sample = new Sample(3);
    private final Signal signal = new Signal();

    @Test
    void sumsChannelsByTheirWeights() {
        Conditioning laplacian = Conditioning.of(
                settings(weights("C3", 1.0, "C4", -0.5, "Cz", -0.25)), stream("microvolts", "C4", "C3", "Cz"));
        assertThat(laplacian.weighted(new double[] {10, 100, 8})).isEqualTo(100 - 5 - 2);
    }

    @ParameterizedTest
    @CsvSource({
        "V, 1e6",
        "volts, 1e6",
        "mV, 1e3",
        "millivolts, 1e3",
        "uV, 1",
        "µV, 1",
        "μV, 1",
        "microvolts, 1",
        "Microvolts, 1",
        "microvolt, 1",
        "' uV ', 1",
        "nV, 1e-3",
        "nanovolts, 1e-3"
    })
    void turnsUnitsIntoMicrovolts(String unit, double microvolts) {
        Conditioning conditioning = Conditioning.of(settings(weights("C3", 1.0)), stream(unit, "C3"));
        assertThat(conditioning.weighted(new double[] {2})).isCloseTo(2 * microvolts, within(1e-9 * microvolts));
        assertThat(conditioning.unitNote()).isEmpty();
    }

    @Test
    void takesUnknownUnitsAsMicrovoltsAndSaysSo() {
        StreamInfo info = StreamInfo.builder("X", "EEG")
                .channels(List.of(
                        new ChannelInfo("C3", "", "EEG"),
                        new ChannelInfo("C4", "MV", "EEG"),
                        new ChannelInfo("Cz", "counts", "EEG"),
                        new ChannelInfo("Oz", "mV", "EEG")))
                .nominalRateHz(1000)
                .build();
        Conditioning conditioning = Conditioning.of(settings(weights("C3", 1.0, "C4", 1.0, "Oz", 1.0)), info);
        assertThat(conditioning.unitNote())
                .isEqualTo("channel 'C3' has no unit: taken as microvolts; "
                        + "channel 'C4' has the unknown unit 'MV': taken as microvolts");
        assertThat(conditioning.weighted(new double[] {1, 10, 100, 1})).isEqualTo(1011);
    }

    @Test
    void theNoteOnUnitsIsOfEveryChannelUsedOnceAndNotEndless() {
        List<ChannelInfo> channels = new ArrayList<>();
        for (int i = 1; i <= 64; i++) {
            channels.add(new ChannelInfo("E" + i, "", "EEG"));
        }
        StreamInfo info = StreamInfo.builder("X", "EEG")
                .channels(channels)
                .nominalRateHz(1000)
                .build();
        ConditioningSettings neighbour = ConditioningSettings.DEFAULTS.withNeighbour("E2");
        assertThat(Conditioning.of(settings(weights("E1", 1.0)).withConditioning(neighbour), info)
                        .unitNote())
                .isEqualTo("channel 'E1' has no unit: taken as microvolts; "
                        + "channel 'E2' has no unit: taken as microvolts");
        ConditioningSettings average = neighbour.withReference(List.of(ConditioningSettings.AVERAGE));
        assertThat(Conditioning.of(settings(weights("E1", 1.0)).withConditioning(average), info)
                        .unitNote())
                .endsWith("channel 'E12' has no unit: taken as microvolts; ... 64 in all");
    }

    @Test
    void findsALabelAsWrittenBeforeRegardlessOfCase() {
        StreamInfo info = stream("uV", "FZ", "Fz", "cz");
        assertThat(Conditioning.of(settings(weights("Fz", 1.0)), info).weighted(new double[] {1, 2, 3}))
                .isEqualTo(2);
        assertThat(Conditioning.of(settings(weights("CZ", 1.0)), info).weighted(new double[] {1, 2, 3}))
                .isEqualTo(3);
        assertThatThrownBy(() -> Conditioning.of(settings(weights("fz", 1.0)), info))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel 'fz' is not unique in stream 'X': numbers 1 ('FZ') and 2 ('Fz')");
    }

    @Test
    void namesTheNearestLabelWhenOneIsMissing() {
        assertThatThrownBy(() -> Conditioning.of(settings(weights("C33", 1.0)), stream("uV", "C4", "C3", "Oz")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel 'C33' is not in stream 'X' (has C4, C3, Oz); nearest: C3");
    }

    @Test
    void doesNotListAHundredLabels() {
        String[] labels = new String[128];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = "E" + (i + 1);
        }
        assertThatThrownBy(() -> Conditioning.of(settings(weights("e1288", 1.0)), stream("uV", labels)))
                .hasMessage(
                        "channel 'e1288' is not in stream 'X' (has E1, E2, E3, E4, E5, E6, E7, E8, E9, E10, E11, E12,"
                                + " ... 128 in all); nearest: E128");
    }

    @Test
    void refusesWhatCannotBeASignal() {
        assertThatThrownBy(() -> Conditioning.of(settings(Map.of()), stream("uV", "C3")))
                .hasMessageContaining("must give a channel a weight");
        assertThatThrownBy(() -> Conditioning.of(settings(weights("C3", 0.0)), stream("uV", "C3")))
                .hasMessageContaining("must give a channel a weight");
        assertThatThrownBy(() -> Conditioning.of(settings(weights("C3", Double.NaN)), stream("uV", "C3")))
                .hasMessage("weight of channel 'C3' = NaN: must be a finite number");
        assertThatThrownBy(() -> Conditioning.of(settings(weights("C3", 1.0, "c3", 1.0)), stream("uV", "C3")))
                .hasMessage("channel 'C3' has two weights");
        StreamInfo irregular = stream("uV", "C3").toBuilder().nominalRateHz(0).build();
        assertThatThrownBy(() -> Conditioning.of(settings(weights("C3", 1.0)), irregular))
                .hasMessageContaining("has no regular rate");
        StreamInfo text =
                stream("uV", "C3").toBuilder().format(ChannelFormat.STRING).build();
        assertThatThrownBy(() -> Conditioning.of(settings(weights("C3", 1.0)), text))
                .hasMessageContaining("has text, not numbers");
    }

    @Test
    void isBlindToBadChannelsThatItDoesNotUse() {
        Conditioning conditioning =
                Conditioning.of(settings(weights("C3", 1.0, "Cz", 0.0)), stream("uV", "C3", "C4", "Cz"));
        condition(conditioning, 0, 5, Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(signal.microvolts).isZero();
    }

    @Test
    void givesNaNForValuesThatCannotBeUsedAndStartsAnewBehindThem() {
        Conditioning conditioning =
                Conditioning.of(settings(weights("C3", 1.0, "C4", 1.0)), stream("uV", "C3", "C4", "Cz"));
        condition(conditioning, 0, 100, 0, 0);
        condition(conditioning, 0, 104, 0, 0);
        assertThat(signal.microvolts).isEqualTo(2);
        condition(conditioning, 0, Double.NaN, 0, 0);
        assertThat(signal.microvolts).isNaN();
        assertThat(signal.afterGap).isFalse();
        condition(conditioning, 0, 300, 0, 0);
        assertThat(signal.microvolts).isZero();
        condition(conditioning, 0, 0, Double.NEGATIVE_INFINITY, 0);
        assertThat(signal.microvolts).isNaN();
        condition(conditioning, 0, 1e308, 1e308, 0);
        assertThat(signal.microvolts).as("the sum overflows").isNaN();
        condition(conditioning, Sample.UNANCHORED, 1, 1, 1);
        assertThat(signal.microvolts).isNaN();
        condition(conditioning, 0, 10, 0, 0);
        assertThat(signal.microvolts).isZero();
    }

    @Test
    void startsAnewAtTheSampleBehindAGap() {
        Conditioning conditioning = Conditioning.of(settings(weights("C3", 1.0)), stream("uV", "C3", "C4", "Cz"));
        condition(conditioning, 0, 100, 0, 0);
        condition(conditioning, 0, 104, 0, 0);
        condition(conditioning, Sample.GAP, 500, 0, 0);
        assertThat(signal.afterGap).isTrue();
        assertThat(signal.microvolts).isZero();
        condition(conditioning, 0, 502, 0, 0);
        assertThat(signal.afterGap).isFalse();
        assertThat(signal.microvolts).isEqualTo(1);
        condition(conditioning, Sample.GAP | Sample.UNANCHORED, 500, 0, 0);
        assertThat(signal.afterGap).isTrue();
        assertThat(signal.microvolts).isNaN();
    }

    @Test
    void writesItsWholeSignalEveryFrame() {
        Conditioning conditioning = Conditioning.of(settings(weights("C3", 1.0)), stream("uV", "C3", "C4", "Cz"));
        for (int i = 0; i < 10; i++) {
            signal.afterGap = true;
            signal.microvolts = 1e9;
            condition(conditioning, 0, 7, 0, 0);
            assertThat(signal.afterGap).isFalse();
            assertThat(signal.microvolts).isZero();
        }
    }

    @Test
    void allocatesNothing() {
        Conditioning conditioning =
                Conditioning.of(settings(weights("C3", 1.0, "C4", -1.0)), stream("uV", "C3", "C4", "Cz"));
        int[] count = {0};
        double bytes = AllocationCounter.bytesPerCall(() -> {
            count[0]++;
            sample.flags = count[0] % 5000 == 0 ? Sample.GAP : 0;
            sample.values[0] = count[0] % 71 == 0 ? Double.NaN : count[0] % 70;
            sample.values[1] = count[0] % 13;
            conditioning.condition(sample, signal);
        });
        assertThat(bytes).isLessThan(1);
    }

    private void condition(Conditioning conditioning, int flags, double... values) {
        sample.flags = flags;
        System.arraycopy(values, 0, sample.values, 0, 3);
        conditioning.condition(sample, signal);
    }

    private static SignalSettings settings(Map<String, Double> spatial) {
        return new SignalSettings("mu", spatial, 8, 13, OptionalDouble.empty(), "echt", OptionalDouble.empty());
    }

    private static Map<String, Double> weights(Object... labelsAndWeights) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (int i = 0; i < labelsAndWeights.length; i += 2) {
            weights.put((String) labelsAndWeights[i], (Double) labelsAndWeights[i + 1]);
        }
        return weights;
    }

    private static StreamInfo stream(String unit, String... labels) {
        List<ChannelInfo> channels = new ArrayList<>();
        for (String label : labels) {
            channels.add(new ChannelInfo(label, unit, "EEG"));
        }
        return StreamInfo.builder("X", "EEG")
                .channels(channels)
                .nominalRateHz(1000)
                .build();
    }
}
