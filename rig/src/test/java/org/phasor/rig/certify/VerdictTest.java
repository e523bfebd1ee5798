package org.phasor.rig.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.recordings.page.Certification.LimitLine;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.rig.machine.Pause;
import org.phasor.rig.machine.PauseWatch;
import org.phasor.rig.machine.Pauses;
import org.phasor.stimulator.Outcome;

@Timeout(10)
class VerdictTest {

    private static final CertifyLimits DEFAULTS = new CertifyLimits(Map.of(), 10);
    private static final long MS = 1_000_000;

    /** So many values, the last few of them larger. */
    private static Histogram values(int n, long nanos, int few, long fewNanos) {
        Histogram histogram = new Histogram(60_000_000_000L, 3);
        histogram.recordValueWithCount(nanos, n - few);
        IntStream.range(0, few).forEach(i -> histogram.recordValue(fewNanos));
        return histogram;
    }

    private static Measurement measured(Map<Stage, Histogram> latency, long delivered, long late) {
        Measurement measured = new Measurement();
        measured.add(60, latency, Map.of(Outcome.DELIVERED, delivered, Outcome.VETOED_LATE, late));
        return measured;
    }

    private static Map<Stage, Histogram> good() {
        Map<Stage, Histogram> latency = new EnumMap<>(Stage.class);
        latency.put(Stage.STAMP_TO_DECISION, values(60_000, 200_000, 30, 30 * MS));
        latency.put(Stage.ARRIVAL_TO_DEVICE, values(400, 60_000, 2, 5 * MS));
        latency.put(Stage.PLANNED_TO_ACTUAL, values(600, 1000, 5, 5 * MS));
        return latency;
    }

    private static LimitLine line(Verdict verdict, CertifyLimit limit) {
        return verdict.limits().get(limit.ordinal());
    }

    private static Pauses pause(Pause.Kind kind, long nanos) {
        Pause pause = new Pause(kind, 0, Instant.EPOCH, nanos, "");
        return new Pauses(values(1, nanos, 0, 0), nanos, Optional.of(pause), Optional.of(pause));
    }

    @Test
    void isMetWhenEveryLimitIs() {
        Verdict verdict = Verdict.of(measured(good(), 1000, 5), DEFAULTS);
        assertThat(verdict.met()).isTrue();
        assertThat(verdict.line()).startsWith("meets its limits: ").contains("stampToDecisionP999 0.200 <= 10 ms");
        assertThat(verdict.limits()).hasSize(CertifyLimit.values().length).allMatch(LimitLine::met);
    }

    @Test
    void namesEachLimitThatIsNot() {
        Map<Stage, Histogram> latency = good();
        latency.put(Stage.STAMP_TO_DECISION, values(60_000, 200_000, 300, 30 * MS));
        latency.put(Stage.PLANNED_TO_ACTUAL, values(600, 1000, 50, 5 * MS));
        Verdict verdict = Verdict.of(measured(latency, 1000, 50), DEFAULTS);
        assertThat(verdict.met()).isFalse();
        assertThat(verdict.line())
                .startsWith("does NOT meet its limits: ")
                .contains("plannedToActualP99 5001 us, at most 500 us")
                .contains("stampToDecisionP999 30.02 ms, at most 10 ms")
                .contains("refusedPercent 4.76 %, at most 0.500 %")
                .doesNotContain("arrivalToDevice");
    }

    @Test
    void theBoundItselfIsMet() {
        Verdict verdict =
                Verdict.of(measured(good(), 995, 5), new CertifyLimits(Map.of(CertifyLimit.REFUSED, 0.5), 10));
        assertThat(line(verdict, CertifyLimit.REFUSED).met()).isTrue();
    }

    @Test
    void whatWasNotMeasuredIsNotMet() {
        Map<Stage, Histogram> latency = good();
        latency.put(Stage.ARRIVAL_TO_DEVICE, values(19, 10, 0, 0));
        latency.remove(Stage.PLANNED_TO_ACTUAL);
        Verdict verdict = Verdict.of(measured(latency, 19, 0), DEFAULTS);
        assertThat(verdict.met()).isFalse();
        for (CertifyLimit limit :
                new CertifyLimit[] {CertifyLimit.ARRIVAL_TO_DEVICE, CertifyLimit.PLANNED_TO_ACTUAL, CertifyLimit.REFUSED
                }) {
            assertThat(line(verdict, limit).met()).isFalse();
            assertThat(line(verdict, limit).value()).isEmpty();
            assertThat(line(verdict, limit).note()).startsWith("not measured: ");
        }
        assertThat(verdict.line()).contains("arrivalToDeviceP99 not measured: 19 values");
    }

    @Test
    void ofFewValuesTheLargestIsJudged() {
        Map<Stage, Histogram> latency = good();
        latency.put(Stage.ARRIVAL_TO_DEVICE, values(99, 60_000, 1, 2 * MS));
        LimitLine few = line(Verdict.of(measured(latency, 1000, 0), DEFAULTS), CertifyLimit.ARRIVAL_TO_DEVICE);
        assertThat(few.met()).isFalse();
        assertThat(few.note()).contains("largest of only 99");
        latency.put(Stage.ARRIVAL_TO_DEVICE, values(100, 60_000, 1, 2 * MS));
        assertThat(line(Verdict.of(measured(latency, 1000, 0), DEFAULTS), CertifyLimit.ARRIVAL_TO_DEVICE)
                        .met())
                .isTrue();
    }

    @Test
    void aPauseOfAllThreadsCountsTheSchedulersDoesNot() {
        Measurement measured = measured(good(), 1000, 0);
        measured.pauses.add(Pause.Kind.SCHEDULER, pause(Pause.Kind.SCHEDULER, 50 * MS));
        assertThat(Verdict.of(measured, DEFAULTS).met()).isTrue();
        measured.pauses.add(Pause.Kind.COLLECTOR, pause(Pause.Kind.COLLECTOR, 3 * MS));
        LimitLine pause = line(Verdict.of(measured, DEFAULTS), CertifyLimit.PAUSE);
        assertThat(pause.met()).isFalse();
        assertThat(pause.value()).hasValue(3);
    }

    @Test
    void pausesThatWereNotWatchedAreNotMet() {
        Measurement measured = measured(good(), 1000, 0);
        measured.pauses.add(PauseWatch.off());
        LimitLine pause = line(Verdict.of(measured, DEFAULTS), CertifyLimit.PAUSE);
        assertThat(pause.met()).isFalse();
        assertThat(pause.note()).startsWith("not measured: ");
    }

    @Test
    void aRunThatDidNotGetThroughIsNotMet() {
        Measurement measured = measured(good(), 1000, 0);
        measured.broken("the stream stalled");
        Verdict verdict = Verdict.of(measured, DEFAULTS);
        assertThat(verdict.met()).isFalse();
        assertThat(verdict.line()).isEqualTo("does NOT meet its limits: the run ended early: the stream stalled");
    }

    @Test
    void aRigThatIsNotArmedAtItsHorizonIsNotMet() {
        Measurement measured = measured(good(), 1000, 0);
        measured.tooOld("not armed: samples are up to 18.0 ms old", 20);
        LimitLine age = line(Verdict.of(measured, DEFAULTS), CertifyLimit.AGE);
        assertThat(age.met()).isFalse();
        assertThat(measured.notes()).singleElement().asString().contains("20 ms instead");
    }

    @Test
    void theAgesLimitIsTheHorizonUnlessSaid() {
        assertThat(new CertifyLimits(Map.of(), 40).bound(CertifyLimit.AGE)).isEqualTo(40);
        assertThat(new CertifyLimits(Map.of(CertifyLimit.AGE, 7.0), 40).bound(CertifyLimit.AGE))
                .isEqualTo(7);
    }

    @Test
    void limitsThatCannotBeAreNamedAllAtOnce() {
        Map<CertifyLimit, Double> wrong =
                Map.of(CertifyLimit.PAUSE, -1.0, CertifyLimit.REFUSED, 101.0, CertifyLimit.AGE, Double.NaN);
        assertThatThrownBy(() -> new CertifyLimits(wrong, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--max-pause-ms -1.0: must be 0.001 to 100000 ms")
                .hasMessageContaining("--max-refused-percent 101.0: must be 0 to 100 %")
                .hasMessageContaining("--max-age-ms NaN: must be 0.001 to 100000 ms");
    }
}
