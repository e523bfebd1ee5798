package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.phasor.lsl.StreamInfo;

class AnnouncedLengthTest {

    private static final StreamInfo DEMO = SyntheticSignal.streamInfo(SyntheticSettings.DEFAULTS, "demo");

    @Test
    void travelsInTheDescription() {
        StreamInfo announced = AnnouncedLength.announce(DEMO, 12_000);
        assertThat(AnnouncedLength.of(StreamInfo.fromXml(announced.toXml()))).isEqualTo(12_000);
        assertThat(announced.channels()).isEqualTo(DEMO.channels());
        assertThat(announced.desc().child("phasor").child("synthetic"))
                .isEqualTo(DEMO.desc().child("phasor").child("synthetic"));
    }

    @Test
    void isReplacedAndTakenBack() {
        StreamInfo twice = AnnouncedLength.announce(AnnouncedLength.announce(DEMO, 5), 7);
        assertThat(AnnouncedLength.of(twice)).isEqualTo(7);
        StreamInfo silent = AnnouncedLength.announce(twice, AnnouncedLength.NONE);
        assertThat(AnnouncedLength.of(silent)).isEqualTo(AnnouncedLength.NONE);
        assertThat(silent.toXml()).isEqualTo(DEMO.toXml());
    }

    @Test
    void isAboveZero() {
        assertThatThrownBy(() -> AnnouncedLength.announce(DEMO, 0)).hasMessage("samples = 0: must be > 0");
    }
}
