package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** XML whose few characters would take much of the heap. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class HardenedXmlBoundsTest {

    @Test
    void refusesMoreTagsThanADescriptionHas() {
        assertThatThrownBy(() -> HardenedXml.tree("<info>" + "<a/>".repeat(1_000_000) + "</info>"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("XML of 1000002 tags and attributes: must be <= 1000000");
    }

    @Test
    void refusesMoreAttributesThanADescriptionHas() {
        assertThatThrownBy(() -> HardenedXml.tree("<info>" + "<a b='' c='' d='' e=''/>".repeat(250_000) + "</info>"))
                .hasMessageContaining("tags and attributes");
    }

    @Test
    void readsTenThousandChannels() {
        String channel = "<channel><label>C</label><unit>microvolts</unit><type>EEG</type>"
                + "<location><X>1</X><Y>2</Y><Z>3</Z></location></channel>";
        assertThat(HardenedXml.tree("<desc>" + channel.repeat(10_000) + "</desc>")
                        .children())
                .hasSize(10_000);
    }
}
