package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** O6, O12: what outlet and client agree on. Byte orders are told from this machine's. */
class FeedTermsTest {

    private static final int FOREIGN = FeedTerms.codeOf(FeedTerms.foreign(ByteOrder.nativeOrder()));

    private static FeedTerms agree(ChannelFormat format, String... headers) {
        return FeedTerms.agree(format, 110, FeedHeaders.parse(List.of(headers)));
    }

    @Test
    void defaultsAreThoseOfNativeServers() {
        FeedTerms terms = agree(ChannelFormat.FLOAT32);
        assertThat(terms).isEqualTo(new FeedTerms(ByteOrder.LITTLE_ENDIAN, 110, false, 0, 0));
    }

    @Test
    void swapsForASlowClient() {
        String order = "Native-Byte-Order: " + FOREIGN;
        assertThat(agree(ChannelFormat.INT32, order).order()).isNotEqualTo(ByteOrder.nativeOrder());
        assertThat(agree(ChannelFormat.INT32, order, "Endian-Performance: 1.43304e+07")
                        .order())
                .isNotEqualTo(ByteOrder.nativeOrder());
        assertThat(agree(ChannelFormat.INT32, order, "Endian-Performance: 1e+15")
                        .order())
                .isEqualTo(ByteOrder.nativeOrder());
        assertThat(agree(ChannelFormat.INT8, order, "Value-Size: 1").order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(agree(ChannelFormat.STRING, order).order()).isNotEqualTo(ByteOrder.nativeOrder());
        assertThat(agree(ChannelFormat.INT32, "Native-Byte-Order: 2134").order())
                .isEqualTo(ByteOrder.nativeOrder());
    }

    @Test
    void readsHeadersAsNativeDoes() {
        FeedTerms terms = agree(
                ChannelFormat.INT16,
                "  MAX-buffer-LENGTH :  300 ; as long as that",
                "VALUE-SIZE:2;comment",
                "no colon here",
                "Unknown: 1");
        assertThat(terms.maxBufferSamples()).isEqualTo(300);
        assertThat(terms.dataProtocol()).isEqualTo(110);
    }

    @Test
    void fallsBackToProtocol100() {
        assertThat(agree(ChannelFormat.FLOAT32, "Value-Size: 8").dataProtocol()).isEqualTo(100);
        assertThat(agree(ChannelFormat.STRING, "Value-Size: 8").dataProtocol()).isEqualTo(110);
        assertThat(agree(ChannelFormat.FLOAT32, "Has-IEEE754-Floats: 0").dataProtocol())
                .isEqualTo(100);
        assertThat(agree(ChannelFormat.FLOAT32, "Protocol-Version: 100").dataProtocol())
                .isEqualTo(100);
        assertThat(agree(ChannelFormat.FLOAT32, "Data-Protocol-Version: 100").dataProtocol())
                .as("ignored by native servers")
                .isEqualTo(110);
    }

    @Test
    void asksForZeroedSubnormalsOfFloatsOnly() {
        assertThat(agree(ChannelFormat.FLOAT32, "Supports-Subnormals: 0").suppressSubnormals())
                .isTrue();
        assertThat(agree(ChannelFormat.INT32, "Supports-Subnormals: 0").suppressSubnormals())
                .isFalse();
    }

    @Test
    void holdsAbsurdBufferLengthsToARange() {
        assertThat(agree(ChannelFormat.INT8, "Max-Buffer-Length: -7").maxBufferSamples())
                .isZero();
        assertThat(agree(ChannelFormat.INT8, "Max-Buffer-Length: 99999999999999999999")
                        .maxBufferSamples())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
