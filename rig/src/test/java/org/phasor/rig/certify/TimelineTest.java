package org.phasor.rig.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.recordings.page.Certification.Column;

@Timeout(10)
class TimelineTest {

    @Test
    void aShortRunHasAColumnForEverySecond() {
        Timeline timeline = new Timeline();
        for (int i = 0; i < 60; i++) {
            timeline.add(new Column(i, i + 1, i, 0, 0));
        }
        assertThat(timeline.columns()).hasSize(60);
        assertThat(timeline.columns().get(7)).isEqualTo(new Column(7, 8, 7, 0, 0));
    }

    @Test
    void aDayIsBoundedAndForgetsNoWorst() {
        Timeline timeline = new Timeline();
        int seconds = 24 * 3600;
        for (int i = 0; i < seconds; i++) {
            timeline.add(new Column(i, i + 1, i == 50_000 ? 99 : 1, i == 3 ? 7 : 0, i == seconds - 1 ? 2 : 0));
        }
        List<Column> columns = timeline.columns();
        assertThat(columns).hasSizeBetween(Timeline.MOST / 4, Timeline.MOST);
        assertThat(columns.get(0).fromSeconds()).isZero();
        assertThat(columns.get(columns.size() - 1).toSeconds()).isEqualTo(seconds);
        for (int i = 1; i < columns.size(); i++) {
            assertThat(columns.get(i).fromSeconds())
                    .isEqualTo(columns.get(i - 1).toSeconds());
        }
        assertThat(columns.stream().mapToDouble(Column::worstAgeMs).max()).hasValue(99);
        assertThat(columns.stream().mapToDouble(Column::worstPulseMs).max()).hasValue(7);
        assertThat(columns.stream().mapToDouble(Column::longestPauseMs).max()).hasValue(2);
    }

    @Test
    void partsTakeTurnsAndNoneIsLongerThanHalfAnHour() {
        assertThat(PartPlan.of(60)).containsExactly(new PartPlan(Part.SCHEDULED, 40), new PartPlan(Part.AT_ONCE, 20));
        List<PartPlan> day = PartPlan.of(24 * 3600);
        assertThat(day).hasSize(96);
        assertThat(PartPlan.longestSeconds(day)).isLessThanOrEqualTo(1800);
        assertThat(day.stream().mapToDouble(PartPlan::seconds).sum()).isCloseTo(24 * 3600, within(1e-6));
        assertThat(day.stream().map(PartPlan::part).limit(3))
                .containsExactly(Part.SCHEDULED, Part.AT_ONCE, Part.SCHEDULED);
    }
}
