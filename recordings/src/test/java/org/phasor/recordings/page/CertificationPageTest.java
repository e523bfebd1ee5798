package org.phasor.recordings.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.phasor.recordings.page.Certification.Column;
import org.phasor.recordings.page.Certification.HorizonPrice;
import org.phasor.recordings.page.Certification.LimitLine;
import org.phasor.recordings.page.Certification.Stall;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

@Timeout(30)
class CertificationPageTest {

    private static final String NASTY = "a<b> & \"c\" \u0007";

    private static LatencyStage stage(String key, long rare) {
        long[] bins = new long[LatencyStage.BINS];
        bins[LatencyStage.binOf(90)] = 5000;
        bins[LatencyStage.binOf(9000)] = rare;
        return new LatencyStage(
                key,
                NASTY,
                5000 + rare,
                OptionalDouble.of(90),
                OptionalDouble.of(95),
                OptionalDouble.of(120),
                OptionalDouble.of(9000),
                bins);
    }

    private static Certification certification(boolean met, int seconds, Optional<HorizonPrice> price) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < seconds; i++) {
            columns.add(new Column(i, i + 1, 0.5 + i % 7, i % 3 == 0 ? 0.04 : 0, i % 5 == 0 ? 1.5 : 0));
        }
        return new Certification(
                "phasor certify --rig " + NASTY,
                "1",
                "today",
                NASTY,
                met,
                10,
                10.5,
                List.of(
                        new LimitLine("stampToDecisionP999", "age", OptionalDouble.of(3.2), 10, "ms", true, "n = 9"),
                        new LimitLine("plannedToActualP99", NASTY, OptionalDouble.empty(), 500, "us", false, NASTY)),
                List.of(stage("stampToDecision", 1), stage("plannedToActual", 0)),
                columns,
                List.of(new Stall(3, 8.5, NASTY)),
                "Pauses: none",
                price,
                Map.of("rig", NASTY),
                Map.of("processor", NASTY),
                List.of(NASTY));
    }

    private static HorizonPrice price() {
        return new HorizonPrice(
                EvaluationPageTest.evaluated(1, List.of(4.0, 12.0, 42.0)).evaluation(), 2, 10, OptionalDouble.of(40));
    }

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isWellFormedAndHasAPlotOfEverything() throws Exception {
        String page = CertificationPage.page(certification(false, 20, Optional.of(price())));
        Document document = parsed(page);
        // Two stages, a legend of four marks, the time line, and the horizon.
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(2 + 4 + 1 + 1);
        assertThat(document.getElementsByTagName("h2").getLength()).isEqualTo(7);
        assertThat(page).contains("a&lt;b&gt; &amp; &quot;c&quot; ?").doesNotContain("a<b>");
        assertThat(page).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void everyPlotSaysInWordsWhatItShows() throws Exception {
        NodeList plots = parsed(CertificationPage.page(certification(true, 20, Optional.of(price()))))
                .getElementsByTagName("svg");
        for (int i = 0; i < plots.getLength(); i++) {
            Element plot = (Element) plots.item(i);
            boolean decoration = plot.getAttribute("aria-hidden").equals("true");
            assertThat(decoration || plot.getAttribute("aria-label").length() > 10)
                    .isTrue();
        }
        assertThat(CertificationPage.page(certification(true, 20, Optional.empty())))
                .contains("Histogram of stampToDecision")
                .contains("p99.9 120.0 microseconds")
                .contains("oldest sample 6.50 ms");
    }

    @Test
    void nothingComesFromElsewhere() {
        String page = CertificationPage.page(certification(true, 20, Optional.of(price())));
        assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http")
                .doesNotContain("src=")
                .doesNotContain("href")
                .doesNotContain("<script")
                .doesNotContain("url(");
    }

    @Test
    void saysWhichLimitIsNotMet() {
        assertThat(CertificationPage.page(certification(false, 1, Optional.empty())))
                .contains("class=\"verdict unmet\"")
                .contains("<td>3.20</td><td>10</td><td class=\"name\">ms</td><td class=\"name met\">yes</td>")
                .contains("<td>-</td><td>500</td><td class=\"name\">\u00b5s</td><td class=\"name unmet\">NO</td>");
        assertThat(CertificationPage.page(certification(true, 1, Optional.empty())))
                .contains("class=\"verdict met\"");
    }

    @Test
    void aRunThatMeasuredNothingIsAPageToo() throws Exception {
        Certification whole = certification(false, 0, Optional.empty());
        Certification empty = new Certification(
                whole.command(),
                whole.version(),
                whole.madeAt(),
                whole.verdict(),
                false,
                10,
                10,
                whole.limits(),
                List.of(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of());
        assertThat(parsed(CertificationPage.page(empty))
                        .getElementsByTagName("svg")
                        .getLength())
                .isZero();
    }

    @Test
    void saysWhatTheTimingOfPulsesCostsInDegrees() {
        // 95 us of a cycle of 1 / 10.5 s.
        assertThat(CertificationWords.degrees(certification(true, 1, Optional.empty())))
                .hasValueSatisfying(words -> assertThat(words).contains("plannedToActual 0.34 (p50) and 0.36 (p99)"));
    }

    @Test
    void neverWritesOverAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("certify.html");
        CertificationPage.write(file, certification(true, 1, Optional.empty()));
        String before = Files.readString(file);
        assertThatThrownBy(() -> CertificationPage.write(file, certification(false, 1, Optional.empty())))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.005, 0", "0.0100001, 0", "0.0126, 1", "1.01, 20", "1e8, 99", "1e99, 99"})
    void binsAreTenToADecade(double micros, int bin) {
        assertThat(LatencyStage.binOf(micros)).isEqualTo(bin);
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0.01 \u00b5s",
        "1, 1 \u00b5s",
        "100, 100 \u00b5s",
        "1000, 1 ms",
        "1e5, 100 ms",
        "1e6, 1 s",
        "1e8, 100 s"
    })
    void ticksAreTimes(double micros, String label) {
        assertThat(LogScale.timeLabel(micros)).isEqualTo(label);
    }

    @Test
    void logarithmicScalesCoverWholeDecades() {
        LogScale scale = LogScale.covering(0.3, 42, 0, 300);
        assertThat(scale.ticks()).hasSize(4);
        assertThat(scale.pixel(1)).isEqualTo(100);
        assertThat(scale.pixel(-5)).isZero();
        assertThat(scale.pixel(1e9)).isEqualTo(300);
        assertThat(LogScale.covering(10, 10, 0, 100).ticks()).hasSize(2);
    }
}
