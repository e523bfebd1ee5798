package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R2: quotes in values. */
class PredicatesTest {

    @Test
    void quotesAsNativeDoesWhereItCan() {
        assertThat(Predicates.equalTo("name", "FakeEEG")).isEqualTo("name='FakeEEG'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "it's", "say \"hi\"", "both ' and \"", "'", "\"", "'\"'\"", "''", "", "ü & <µ>"})
    void findsTheStreamOfThatName(String value) {
        StreamInfo info =
                StreamInfo.builder("x", "EEG").sourceId(value).uid("u").build();
        ServedStream served = new ServedStream(info);
        assertThat(served.matches(Predicates.equalTo("source_id", value))).isTrue();
        assertThat(served.matches(Predicates.equalTo("source_id", value + "!"))).isFalse();
    }

    @Test
    void refusesLineBreaks() {
        assertThatThrownBy(() -> Predicates.equalTo("name", "a\nb")).hasMessageContaining("one line");
    }
}
