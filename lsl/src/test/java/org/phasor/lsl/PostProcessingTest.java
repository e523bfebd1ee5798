package org.phasor.lsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.lsl.PostProcessing.Step;

/** I7: stamps come out as native liblsl's post-processing gives them. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PostProcessingTest {

    private static final Offset<Double> EXACTLY = Offset.offset(0.0);

    private static double[][] captured() throws IOException {
        List<String> lines = Vectors.text("postproc-dejitter-monotonize-100Hz.csv")
                .lines()
                .skip(1)
                .toList();
        double[][] rows = new double[lines.size()][];
        for (int i = 0; i < rows.length; i++) {
            String[] cells = lines.get(i).split(",");
            rows[i] = new double[cells.length];
            for (int c = 0; c < cells.length; c++) {
                rows[i][c] = Double.parseDouble(cells[c]);
            }
        }
        return rows;
    }

    private static void givesColumn(int column, PostProcessing processing) throws IOException {
        double[][] rows = captured();
        assertThat(rows).hasNumberOfRows(400);
        for (double[] row : rows) {
            assertThat(processing.next(row[1])).as("sample %s", row[0]).isCloseTo(row[column], EXACTLY);
        }
    }

    @Test
    void dejittersToTheLastDigitOfNative() throws IOException {
        givesColumn(2, PostProcessing.withoutClock(true, false, 100));
    }

    @Test
    void monotonizesAsNative() throws IOException {
        givesColumn(3, PostProcessing.withoutClock(false, true, 100));
    }

    @Test
    void dejittersFirstAndMonotonizesThen() throws IOException {
        givesColumn(4, PostProcessing.withoutClock(true, true, 100));
    }

    @Test
    void leavesIrregularStreamsAlone() {
        PostProcessing processing = PostProcessing.withoutClock(true, false, 0);
        for (double stamp : new double[] {5.5, 9.25, 2}) {
            assertThat(processing.next(stamp)).isEqualTo(stamp);
        }
    }

    /** Two runs of a line with one sample left out: told of it, the fit goes on; untold, it bends. */
    @Test
    void skippedSamplesAdvanceTheLineAndLostOnesDoNot() {
        PostProcessing told = PostProcessing.withoutClock(true, false, 100);
        PostProcessing untold = PostProcessing.withoutClock(true, false, 100);
        for (int i = 0; i < 1000; i++) {
            told.next(100 + i / 100.0);
            untold.next(100 + i / 100.0);
        }
        told.skip(100);
        assertThat(told.next(111)).isCloseTo(111, Offset.offset(1e-9));
        assertThat(untold.next(111)).as("pulled back by the line").isLessThan(110.1);
    }

    @Test
    void skipsBeforeTheFirstStampMeanNothing() {
        PostProcessing processing = PostProcessing.withoutClock(true, false, 100);
        processing.skip(1000);
        assertThat(processing.next(50)).isCloseTo(50, Offset.offset(1e-6));
        assertThat(processing.next(50.01)).isCloseTo(50.01, Offset.offset(1e-6));
    }

    /**
     * Native takes an origin of 0 s for "not begun": jitter stays in a stream that begins before 1 s, until a stamp is
     * later. Expected values: native liblsl 1.17.7.
     */
    @Test
    void beginsAnewWithEachSampleOfAStreamThatStartsBeforeOneSecond() {
        PostProcessing processing = PostProcessing.withoutClock(true, false, 100);
        double[] stamps = {0.10, 0.112, 0.119, 0.131, 0.97, 1.004, 1.013, 1.025};
        processing.apply(stamps, stamps.length);
        assertThat(stamps)
                .containsExactly(
                        0.10000007194978107,
                        0.1120000805837548,
                        0.11900008562023946,
                        0.1310000942542132,
                        0.9700006979128764,
                        1.0040000028779912,
                        1.0129999999997554,
                        1.024500038087493);
    }

    /** Expected values: native liblsl 1.17.7, whose inlet was flushed of three samples. */
    @Test
    void goesOnAfterAFlushAsNative() {
        PostProcessing processing = PostProcessing.withoutClock(true, false, 250);
        double[] before = {5000.4, 5000.4047, 5000.4071, 5000.4122};
        processing.apply(before, before.length);
        assertThat(before).containsExactly(5000.400000115399, 5000.4047, 5000.407483302273, 5000.41184998061);
        processing.skip(3);
        double[] after = {5000.4281, 5000.4321, 5000.4355};
        processing.apply(after, after.length);
        assertThat(after).containsExactly(5000.428010943515, 5000.43205855712, 5000.435825702901);
    }

    @Test
    void forgetsFasterWithAShorterHalftime() {
        PostProcessing slow = halftime(90);
        PostProcessing fast = halftime(0.5);
        for (int i = 0; i < 2000; i++) {
            slow.next(100 + i / 100.0);
            fast.next(100 + i / 100.0);
        }
        double jumped = 0;
        double behindSlow = 0;
        double behindFast = 0;
        for (int i = 2000; i < 2200; i++) {
            jumped = 101 + i / 100.0;
            behindSlow = jumped - slow.next(jumped);
            behindFast = jumped - fast.next(jumped);
        }
        assertThat(behindSlow).isGreaterThan(0.3);
        assertThat(Math.abs(behindFast)).isLessThan(0.3);
    }

    private static PostProcessing halftime(double seconds) {
        return new PostProcessing(EnumSet.of(Step.DEJITTER), 100, seconds, () -> null, () -> 0);
    }

    @Test
    void addsTheOffsetBeforeTheFitAndRenewsItTwiceASecondAtMost() {
        AtomicReference<TimeCorrection> newest = new AtomicReference<>();
        double[] now = {0};
        PostProcessing processing = new PostProcessing(EnumSet.of(Step.CLOCK_SYNC), 100, 90, newest::get, () -> now[0]);
        assertThat(processing.next(7)).as("offset not known").isNaN();
        newest.set(new TimeCorrection(-5, 0, 0));
        assertThat(processing.next(7)).isEqualTo(2);
        newest.set(new TimeCorrection(-6, 0, 0));
        now[0] = 0.4;
        for (int i = 0; i < 100; i++) {
            assertThat(processing.next(7)).as("held for half a second").isEqualTo(2);
        }
        now[0] = 0.6;
        assertThat(processing.next(7)).isEqualTo(1);
        newest.set(new TimeCorrection(-7, 0, 0));
        now[0] = 2;
        for (int i = 0; i < 50; i++) {
            assertThat(processing.next(7)).as("held for fifty samples").isEqualTo(1);
        }
        assertThat(processing.next(7)).isEqualTo(0);
    }

    /** The sender has come back with a clock that is younger. */
    @Test
    void beginsAnewWhenTheCorrectionWasGone() {
        AtomicReference<TimeCorrection> newest = new AtomicReference<>(new TimeCorrection(0, 0, 0));
        PostProcessing processing = new PostProcessing(EnumSet.allOf(Step.class), 100, 90, newest::get, () -> 0);
        for (int i = 0; i < 500; i++) {
            processing.next(5000 + i / 100.0);
        }
        newest.set(null);
        assertThat(processing.next(10)).isNaN();
        newest.set(new TimeCorrection(1000, 0, 0));
        assertThat(processing.next(10.01)).isCloseTo(1010.01, Offset.offset(1e-6));
    }

    @Test
    void samplesWithoutStampPassAndCountForTheLine() {
        PostProcessing processing = PostProcessing.withoutClock(true, true, 100);
        for (int i = 0; i < 100; i++) {
            processing.next(100 + i / 100.0);
        }
        assertThat(processing.next(Double.NaN)).isNaN();
        double[] stamps = {101.01, 101.02, -1};
        processing.apply(stamps, 2);
        assertThat(stamps[1]).isCloseTo(101.02, Offset.offset(1e-9));
        assertThat(stamps[2]).isEqualTo(-1);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> PostProcessing.withoutClock(true, false, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nominalRateHz = -1.0");
        assertThatThrownBy(() -> halftime(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("halftimeSeconds = 0.0");
    }
}
