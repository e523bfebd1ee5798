package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class EegDescriptionTest {

    private static final StreamInfo STREAM = StreamInfo.builder("Rig", "EEG")
            .channels(List.of(new ChannelInfo("C3", "microvolts", "EEG"), new ChannelInfo("Trig", "", "misc")))
            .describe(InfoElement.of("reference", InfoElement.text("note", "kept")))
            .describe(InfoElement.text("manufacturer", "kept, too"))
            .build();

    @Test
    void comesBackFromTheXmlAsItWasWritten() {
        EegDescription eeg = EegDescription.unknown(2)
                .withPositions(List.of(Optional.of(new EegDescription.Position(-52.5, 1e-3, 63)), Optional.empty()))
                .withReference(new EegDescription.Reference(List.of("TP9", "TP10"), "Yes", "No"))
                .withCap(new EegDescription.Cap("Cap", "56", "Maker", "10-20"))
                .withAcquisition(new EegDescription.Acquisition("A & B", "X1", "0042"));
        StreamInfo written = StreamInfo.fromXml(eeg.writtenInto(STREAM).toXml());
        assertThat(EegDescription.of(written)).isEqualTo(eeg);
        assertThat(written.channels()).isEqualTo(STREAM.channels());
        assertThat(written.desc().child("reference").child("note").text()).isEqualTo("kept");
        assertThat(written.desc().child("manufacturer").text()).isEqualTo("kept, too");
        assertThat(eeg.writtenInto(written).toXml()).as("written again").isEqualTo(written.toXml());
    }

    @Test
    void readsTheRecommendedLayout() {
        StreamInfo info = StreamInfo.fromXml(STREAM.toXml()
                .replaceFirst(
                        "<label>C3</label>", "<label>C3</label><location><X> -52 </X><Y>0</Y><Z>63.5</Z></location>"));
        assertThat(EegDescription.of(info).positions())
                .containsExactly(Optional.of(new EegDescription.Position(-52, 0, 63.5)), Optional.empty());
    }

    @Test
    void givesEmptiesForWhatItDoesNotKnow() {
        assertThat(EegDescription.of(STREAM)).isEqualTo(EegDescription.unknown(2));
        for (String location : List.of(
                "<X>a</X><Y>0</Y><Z>1</Z>",
                "<X>1</X>",
                "<x>1</x><y>1</y><z>1</z>",
                "1,2,3",
                "<X>NaN</X><Y>0</Y><Z>1</Z>",
                "<X>1,5</X><Y>0</Y><Z>1</Z>")) {
            String xml = STREAM.toXml()
                    .replaceFirst("<label>C3</label>", "<label>C3</label><location>" + location + "</location>");
            assertThat(EegDescription.of(StreamInfo.fromXml(xml)).positions())
                    .as(location)
                    .containsExactly(Optional.empty(), Optional.empty());
        }
        StreamInfo more = STREAM.toBuilder().channelCount(5).build();
        assertThat(EegDescription.of(more).positions()).hasSize(5).allMatch(Optional::isEmpty);
    }

    @Test
    void writesPositionsOfChannelsNotDescribedYet() {
        StreamInfo bare = StreamInfo.builder("Rig", "EEG").channelCount(2).build();
        EegDescription eeg = EegDescription.unknown(2)
                .withPositions(List.of(Optional.empty(), Optional.of(new EegDescription.Position(1, 2, 3))));
        assertThat(EegDescription.of(StreamInfo.fromXml(eeg.writtenInto(bare).toXml())))
                .isEqualTo(eeg);
        assertThat(EegDescription.unknown(2).writtenInto(bare).toXml()).isEqualTo(bare.toXml());
    }

    @Test
    void refusesPositionsThatDoNotFit() {
        assertThatThrownBy(() -> EegDescription.unknown(3).writtenInto(STREAM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 positions");
        assertThatThrownBy(() -> new EegDescription.Position(Double.NaN, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
