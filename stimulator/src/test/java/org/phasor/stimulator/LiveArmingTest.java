package org.phasor.stimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.phasor.stimulator.Bench.SECOND;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A code is good for one try within a minute, a permission for one arming within five seconds. */
@Timeout(20)
class LiveArmingTest {

    private final LiveArming arming = new LiveArming();

    @Test
    void permitsNothingByItself() {
        assertThat(arming.consume(0, 0)).isFalse();
        arming.begin(0, 0);
        assertThat(arming.consume(0, 0)).isFalse();
    }

    @Test
    void permitsOnce() {
        arming.typed(arming.begin(0, 4), 0, 4);
        assertThat(arming.consume(0, 4)).isTrue();
        assertThat(arming.consume(0, 4)).isFalse();
    }

    @Test
    void givesCodesOfFourDigitsThatDiffer() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            Set<String> codes = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                String code = arming.begin(0, 0);
                assertThat(code).matches("[0-9]{4}");
                codes.add(code);
            }
            assertThat(codes).hasSizeGreaterThan(150);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void forgetsTheCodeAndWhatItGave() {
        String code = arming.begin(0, 0);
        arming.forget();
        assertThatThrownBy(() -> arming.typed(code, 0, 0)).hasMessageContaining("no code was given out");
        arming.typed(arming.begin(0, 0), 0, 0);
        arming.forget();
        assertThat(arming.consume(0, 0)).isFalse();
    }

    @Test
    void takesOneTryOnly() {
        String code = arming.begin(0, 0);
        String wrong = code.equals("1234") ? "4321" : "1234";
        assertThatThrownBy(() -> arming.typed(wrong, 0, 0)).hasMessageContaining("not the one shown");
        assertThatThrownBy(() -> arming.typed(code, 0, 0)).hasMessageContaining("no code was given out");
        assertThat(arming.consume(0, 0)).isFalse();
        arming.begin(0, 0);
        assertThatThrownBy(() -> arming.typed(null, 0, 0)).hasMessageContaining("not the one shown");
    }

    @Test
    void isNotFooledByAClockThatJumps() {
        for (long jump : new long[] {-60 * SECOND - 1, 60 * SECOND + 1}) {
            String code = arming.begin(0, 0);
            assertThatThrownBy(() -> arming.typed(code, jump, 0)).hasMessageContaining("more than a minute ago");
        }
        for (long jump : new long[] {-5 * SECOND - 1, 5 * SECOND + 1}) {
            arming.typed(arming.begin(0, 0), 0, 0);
            assertThat(arming.consume(jump, 0)).isFalse();
            assertThat(arming.consume(0, 0)).as("consumed").isFalse();
        }
        arming.typed(arming.begin(0, 0), 60 * SECOND, 0);
        assertThat(arming.consume(65 * SECOND, 0)).isTrue();
    }

    @Test
    void takesThePermissionBackWhenArmingBeginsAnew() {
        arming.typed(arming.begin(0, 0), 0, 0);
        arming.begin(0, 0);
        assertThat(arming.consume(0, 0)).isFalse();
    }

    @Test
    void isVoidedByAStop() {
        String code = arming.begin(0, 0);
        assertThatThrownBy(() -> arming.typed(code, 0, 1)).hasMessageContaining("a stop came");
        arming.typed(arming.begin(0, 1), 0, 1);
        assertThat(arming.consume(0, 2)).isFalse();
    }
}
