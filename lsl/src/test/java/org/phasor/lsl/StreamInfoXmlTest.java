package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** O4: the description on the wire. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class StreamInfoXmlTest {

    private static StreamInfo full() {
        return StreamInfo.builder("A & B <C> \"q\" 'a'", "EEG")
                .channels(List.of(
                        new ChannelInfo("C3", "µV", "EEG"),
                        new ChannelInfo("Fpü", "microvolts", "EEG"),
                        new ChannelInfo("a\nb\tc", "", "misc")))
                .format(ChannelFormat.INT16)
                .nominalRateHz(250.5)
                .sourceId("]]> source")
                .uid("3cfe0b3a-a18e-4f3a-b962-10c23dc292b2")
                .sessionId("lab 2")
                .hostname("vm")
                .createdAtSeconds(864.605368727)
                .v4("", 16572, 16573)
                .v6("", 16574, 16575)
                .describe(InfoElement.of("nested", InfoElement.of("deeper", InfoElement.text("leaf", "𝜇 x"))))
                .describe(InfoElement.text("empty", ""))
                .build();
    }

    @Test
    void roundTripsEveryPart() {
        StreamInfo info = full();
        StreamInfo read = StreamInfo.fromXml(info.toXml());
        assertThat(read.toXml()).isEqualTo(info.toXml());
        assertThat(read.labels()).containsExactly("C3", "Fpü", "a\nb\tc");
        assertThat(read.nominalRateHz()).isEqualTo(250.5);
        assertThat(read.protocolVersion()).isEqualTo(110);
        assertThat(read.v4ServicePort()).isEqualTo(16573);
        assertThat(read.desc().child("nested").child("deeper").child("leaf").text())
                .isEqualTo("𝜇 x");
    }

    @Test
    void writesTheFormThatNativeOutletsSend() throws IOException {
        String captured = Vectors.text("tcp-shortinfo-reply.bin");
        assertThat(StreamInfo.fromXml(captured).toShortXml()).isEqualTo(captured);
    }

    @Test
    void readsANativeDescriptionWithEscapes() throws IOException {
        StreamInfo info = StreamInfo.fromXml(Vectors.text("tcp-fullinfo-reply-escapes.bin"));
        assertThat(info.labels()).containsExactly("C3", "Fpü", "a\nb\tc");
        assertThat(info.desc().child("manufacturer").text()).isEqualTo("A & B <C> \"quoted\" 'single'");
        assertThat(info.channels().get(0).unit()).isEqualTo("µV");
    }

    @Test
    void shortFormHasNoDescription() {
        assertThat(full().toShortXml()).contains("\t<desc />\n").doesNotContain("channels");
    }

    @Test
    void refusesDocumentTypes() {
        String hostile = "<?xml version=\"1.0\"?><!DOCTYPE info [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<info><name>&x;</name></info>";
        assertThatThrownBy(() -> StreamInfo.fromXml(hostile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DOCTYPE");
    }

    @Test
    void refusesTwentyMegabytesUnread() {
        String huge = "<info><name>" + "x".repeat(20 << 20) + "</name></info>";
        assertThatThrownBy(() -> StreamInfo.fromXml(huge))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be <=");
    }

    @Test
    void refusesEndlessNesting() {
        String deep = "<info><name>x</name><desc>" + "<a>".repeat(500) + "</a>".repeat(500) + "</desc></info>";
        assertThatThrownBy(() -> StreamInfo.fromXml(deep)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesTheMalformedElement() {
        String xml = full().toXml().replace("<channel_count>3<", "<channel_count>three<");
        assertThatThrownBy(() -> StreamInfo.fromXml(xml)).hasMessageContaining("channel_count = \"three\"");
        String port = full().toXml().replace("<v4data_port>16572<", "<v4data_port>99999<");
        assertThatThrownBy(() -> StreamInfo.fromXml(port)).hasMessageContaining("v4data_port = 99999");
        assertThatThrownBy(() -> StreamInfo.fromXml("no xml")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsMinimalAndCdata() {
        StreamInfo info = StreamInfo.fromXml("<info><name><![CDATA[a<b]]></name><channel_count> 2 </channel_count>"
                + "<channel_format>int8</channel_format><nominal_srate>1e2</nominal_srate></info>");
        assertThat(info.name()).isEqualTo("a<b");
        assertThat(info.nominalRateHz()).isEqualTo(100);
        assertThat(info.labels()).containsExactly("Ch1", "Ch2");
    }
}
