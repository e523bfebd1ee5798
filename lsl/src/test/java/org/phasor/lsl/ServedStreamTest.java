package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** O3: the query language. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class ServedStreamTest {

    private final ServedStream stream = new ServedStream(StreamInfo.builder("XF32", "EEG")
            .channels(List.of(
                    new ChannelInfo("C3", "", ""), new ChannelInfo("C4", "", ""), new ChannelInfo("Cµ", "", "")))
            .nominalRateHz(100)
            .uid("u")
            .build());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name='XF32' and type='EEG'",
                "starts-with(name,'X')",
                "contains(name,'F32')",
                "count(desc/channels/channel)=3",
                "/info/name='XF32'",
                "nominal_srate=100",
                "channel_count>2",
                "desc",
                "'x'",
                "desc/channels/channel/label='Cµ'",
                "session_id='default' and (name='a' or name='XF32')",
                "//label='C4'"
            })
    void matches(String query) {
        assertThat(stream.matches(query)).isTrue();
        assertThat(stream.matches(query)).as("from the cache").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name='other'",
                "count(info/desc/channels/channel)=3",
                "nominal_srate='100'",
                "0",
                "name='",
                "name=",
                "$x",
                "document('file:///etc/hostname')",
                "java:java.lang.System.exit(1)"
            })
    void doesNotMatch(String query) {
        assertThat(stream.matches(query)).isFalse();
        assertThat(stream.matches(query)).as("from the cache").isFalse();
    }

    @Test
    void takesAQueryOfSixtyKilobytes() {
        assertThat(stream.matches("name!='" + "x".repeat(60_000) + "'")).isTrue();
    }

    @Test
    void refusesQueriesThatWouldKeepItBusy() {
        String wide = "//*".repeat(2) + "[//*[//*[//*[//*]]]]";
        assertThatThrownBy(() -> InfoQuery.compile(wide)).hasMessageContaining("too nested");
        assertThat(stream.matches(wide)).isFalse();
        assertThat(stream.matches("(".repeat(30_000) + "1" + ")".repeat(30_000)))
                .isFalse();
        assertThat(stream.matches("name='//[[[[//..//..' or 1"))
                .as("inside quotes")
                .isTrue();
    }

    @Test
    void saysWhatIsWrongWithAQuery() {
        assertThatThrownBy(() -> InfoQuery.compile("name='x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name='x")
                .hasMessageContaining("no XPath");
    }
}
