package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** O7: the samples that open a feed. */
class TestPatternTest {

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 000080400000a0c00000c040",
        "DOUBLE64, 000000500000704100000060000070c10000007000007041",
        "INT32, 05000100fafffeff07000100",
        "INT16, 0501fafe0701",
        "INT8, 05fa07",
        "INT64, 0500008000000000faffff7fffffffff0700008000000000"
    })
    void isThatOfNativeOutlets(ChannelFormat format, String hex) {
        EncodedSamples encoded = new EncodedSamples(format, ByteOrder.LITTLE_ENDIAN);
        encoded.add(TestPattern.values(format, 3, 4), 0, 3, false, TestPattern.STAMP_SECONDS);
        assertThat(HexFormat.of().formatHex(encoded.copy(0, encoded.end(0)))).isEqualTo("02c976be9f0c24fe40" + hex);
    }

    @Test
    void textsIgnoreTheOffset() {
        assertThat(TestPattern.texts(4)).containsExactly("10", "-11", "12", "-13");
    }

    @Test
    void int8WrapsAround() {
        double[] values = TestPattern.values(ChannelFormat.INT8, 200, 4);
        assertThat(values[121]).isEqualTo(-126);
        assertThat(values[122]).isZero();
        assertThat(values[123]).isEqualTo(-1);
        assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow()).isLessThan(127);
    }

    @ParameterizedTest
    @EnumSource(ChannelFormat.class)
    void opensCapturedFeeds(ChannelFormat format) throws IOException {
        byte[] body = Vectors.body(Vectors.bytes(Vectors.feedName("le", format)));
        EncodedSamples encoded = new EncodedSamples(format, ByteOrder.LITTLE_ENDIAN);
        for (int offset : TestPattern.OFFSETS) {
            if (format.isText()) {
                encoded.add(TestPattern.texts(3), false, TestPattern.STAMP_SECONDS);
            } else {
                encoded.add(TestPattern.values(format, 3, offset), 0, 3, false, TestPattern.STAMP_SECONDS);
            }
        }
        assertThat(body).startsWith(encoded.copy(0, encoded.end(1)));
    }
}
