package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked of a wide description, and what would take too long. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class InfoQueryCostTest {

    private static final int ELEMENTS = 4000;
    private static final int CHARACTERS = 200_000;

    private static ServedStream wide() {
        List<ChannelInfo> channels = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            channels.add(new ChannelInfo("C" + i, "microvolts", "EEG"));
        }
        return new ServedStream(StreamInfo.builder("Wide", "EEG")
                .channels(channels)
                .nominalRateHz(500)
                .uid("u")
                .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session_id='default' and name='Wide' and type='EEG'",
                "desc/channels/channel[label='C999']",
                "count(desc/channels/channel[type='EEG'][unit='microvolts'])=1000",
                "//channel[label='C3']/unit='microvolts'",
                "/info/desc/channels/channel[1000]/label='C999'",
                "contains(concat(name,'/',type,'/',hostname),'Wide/EEG/') and nominal_srate >= 500"
            })
    void whatPeopleAskIsAnswered(String query) {
        assertThat(wide().matches(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//*[count(//*)>0]",
                "//*[following::*='q']",
                "desc/channels/channel[/info/desc/channels/channel='q']",
                "desc/channels/channel[count( /info/desc/channels/channel)>1]",
                "desc/channels/channel[1*/info/desc/channels/channel]",
                "count(//*/preceding::*)"
            })
    void whatVisitsTheTreeForEachOfItsElementsIsNot(String query) {
        assertThatThrownBy(() -> InfoQuery.compile(query, ELEMENTS, CHARACTERS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("costs too much on a description of 4000 elements");
        assertThat(wide().matches(query)).isFalse();
    }

    @Test
    void aTextManyTimesTheDescriptionIsNotPutTogether() {
        String query = "string-length(concat(" + ".,".repeat(90) + ".))";
        assertThatThrownBy(() -> InfoQuery.compile(query, ELEMENTS, CHARACTERS)).hasMessageContaining("costs too much");
        assertThat(InfoQuery.compile(query, 20, 1000)).isNotNull();
    }

    @Test
    void aQueryOfNothingButQuotesIsTooLong() {
        assertThatThrownBy(() -> InfoQuery.compile("t'wB".repeat(16_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is too long: at most 8192 characters beside what is quoted");
    }
}
