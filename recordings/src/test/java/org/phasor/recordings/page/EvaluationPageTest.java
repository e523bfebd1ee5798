package org.phasor.recordings.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.dsp.evaluation.EstimatorRun;
import org.phasor.dsp.evaluation.EvaluationBench;
import org.phasor.dsp.evaluation.EvaluationSettings;
import org.phasor.dsp.evaluation.EvaluationSignal;
import org.phasor.dsp.evaluation.RecordingEvaluation;
import org.phasor.dsp.evaluation.TruthKind;
import org.w3c.dom.Document;

@Timeout(30)
class EvaluationPageTest {

    private static final double RATE = 200;

    /** One real estimator, and some that are worse than it by made-up noise. */
    static EvaluatedFile evaluated(int estimators, List<Double> delaysMs) {
        Random random = new Random(6);
        double[] x = new double[(int) (70 * RATE)];
        for (int i = 0; i < x.length; i++) {
            x[i] = 10 * StrictMath.cos(2 * Math.PI * 10.2 * i / RATE) + 8 * random.nextGaussian();
        }
        EvaluationBench bench = EvaluationBench.prepare(
                EvaluationSignal.of(x, new boolean[x.length], RATE), EvaluationSettings.of(8, 13, TruthKind.MULTI));
        List<EstimatorRun> runs = new ArrayList<>();
        for (double delayMs : delaysMs) {
            EstimatorRun real = bench.run(bench.settingsFor("echt"), delayMs);
            runs.add(real);
            for (int e = 1; e < estimators; e++) {
                double[] phase = real.phaseRad().clone();
                for (int i = 0; i < phase.length; i++) {
                    phase[i] += 0.02 * e + (0.1 * e + delayMs / 100) * random.nextGaussian();
                }
                runs.add(new EstimatorRun("made-up-" + e, delayMs, phase, real.amplitudeMicrovolts()));
            }
        }
        return new EvaluatedFile(
                Path.of("folder", "a<b>&\"c\".xdf"),
                "amp & co",
                "C3",
                List.of("2 gaps"),
                RecordingEvaluation.of(bench, runs, delaysMs, "echt"),
                Map.of("shy", "needs <more>"));
    }

    private static Document parsed(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void isWellFormedAndHasAPlotOfEverything() throws Exception {
        String page = EvaluationPage.page(List.of(evaluated(5, List.of(0.0, 5.0, 20.0))));
        Document document = parsed(page);
        // Two legends of three marks, two dot charts, the sweep, and a histogram for each estimator.
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(6 + 2 + 1 + 5);
        assertThat(document.getElementsByTagName("tr").getLength()).isEqualTo(1 + 5 * 3 * 3);
        assertThat(page).contains("a&lt;b&gt;&amp;&quot;c&quot;.xdf").contains("needs &lt;more&gt;");
        assertThat(page).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void nothingComesFromElsewhere() {
        String page = EvaluationPage.page(List.of(evaluated(2, List.of(0.0, 5.0))));
        assertThat(page.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                .doesNotContain("http")
                .doesNotContain("src=")
                .doesNotContain("href")
                .doesNotContain("<script")
                .doesNotContain("url(");
    }

    @Test
    void theSameEvaluationMakesTheSamePage() {
        assertThat(EvaluationPage.page(List.of(evaluated(3, List.of(5.0)))))
                .isEqualTo(EvaluationPage.page(List.of(evaluated(3, List.of(5.0)))));
    }

    @Test
    void oneDelayHasNoSweep() throws Exception {
        Document document = parsed(EvaluationPage.page(List.of(evaluated(1, List.of(0.0)))));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(6 + 2 + 1);
    }

    @Test
    void theBestComesFirst() {
        assertThat(evaluated(4, List.of(0.0)).evaluation().estimators())
                .containsExactly("echt", "made-up-1", "made-up-2", "made-up-3");
    }

    @Test
    void scalesHaveRoundTicksAndCoverTheValues() {
        AxisScale scale = AxisScale.covering(-12.3, 51.7, 100, 900);
        assertThat(scale.ticks()).contains(0.0, 20.0, 60.0);
        assertThat(scale.pixel(-12.3)).isBetween(100.0, scale.pixel(0));
        assertThat(scale.pixel(51.7)).isBetween(scale.pixel(0), 900.0);
        assertThat(scale.pixel(1e9)).isEqualTo(900);
    }
}
