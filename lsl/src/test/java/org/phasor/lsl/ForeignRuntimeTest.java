package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The module in virtual machines that are not like ours: other languages, no IPv6, hardly any memory. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ForeignRuntimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tr | TR | 1250,5, t\u0131tle",
                "de | DE | 1250,5, title",
                "ar | EG | \u0661\u0662\u0665\u0660\u066B\u0665, title"
            })
    void servesFindsAndReceivesUnderAnyLocale(String language, String country, String printed) throws Exception {
        String output = ForkedJvm.run(
                TwoStreams.class,
                List.of(
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        // Spares a language's data in the digits of its own.
                        "-Duser.extensions=u-nu-" + (language.equals("ar") ? "arab" : "latn"),
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8"));
        // The locale was there, and foreign.
        assertThat(output).contains(language + "_" + country, printed);
    }

    @Test
    void servesFindsAndReceivesWithoutIPv6() throws Exception {
        assertThat(ForkedJvm.run(TwoStreams.class, List.of("-Djava.net.preferIPv4Stack=true")))
                .contains("two streams served, found and received");
    }

    @Test
    void servesFindsAndReceivesPreferringIPv6() throws Exception {
        assertThat(ForkedJvm.run(TwoStreams.class, List.of("-Djava.net.preferIPv6Addresses=true")))
                .contains("two streams served, found and received");
    }

    @Test
    void manyReceiversThatNeverReadFitASmallHeap() throws Exception {
        assertThat(ForkedJvm.run(StalledReceivers.class, List.of("-Xmx40m"))).contains("samples dropped");
    }
}
