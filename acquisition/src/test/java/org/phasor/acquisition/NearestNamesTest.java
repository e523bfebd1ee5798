package org.phasor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    @Test
    void countsInsertedDeletedAndReplacedLetters() {
        assertThat(NearestNames.distance("kitten", "sitting")).isEqualTo(7);
        assertThat(NearestNames.distance("", "abc")).isEqualTo(7);
        assertThat(NearestNames.distance("udp", "udp")).isZero();
        assertThat(NearestNames.distance("UDP", "udp")).isEqualTo(1);
    }

    @Test
    void theNearestComesFirst() {
        assertThat(NearestNames.first("simulatd", List.of("udp", "lsl-marker", "simulated")))
                .first()
                .isEqualTo("simulated");
        assertThat(NearestNames.first("c3", List.of("C4", "C3", "Cz"))).first().isEqualTo("C3");
    }

    @Test
    void aNameThatIsFarFromAllWasNotMeant() {
        assertThat(NearestNames.meant("horizon", List.of("horizon-ms", "seed"))).contains("horizon-ms");
        assertThat(NearestNames.meant("xyzzyxyzzy", List.of("udp", "seed"))).isEmpty();
        assertThat(NearestNames.meant("a", List.of())).isEmpty();
        assertThat(NearestNames.meant("C".repeat(100_000), List.of("C3"))).isEmpty();
    }
}
