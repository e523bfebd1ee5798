package org.phasor.rig.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PauseLogTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final PauseLog log = new PauseLog();

    private static Pause pause(Pause.Kind kind, long beginNanos, long nanos) {
        return new Pause(kind, beginNanos, NOON.plusNanos(beginNanos), nanos, "");
    }

    @Test
    void countsEachKindByItself() {
        log.add(pause(Pause.Kind.COLLECTOR, 10, 3_000_000));
        log.add(pause(Pause.Kind.COLLECTOR, 20, 1_000_000));
        log.add(pause(Pause.Kind.SAFEPOINT, 10, 4_000_000));
        Pauses collector = log.of(Pause.Kind.COLLECTOR);
        assertThat(collector.count()).isEqualTo(2);
        assertThat(collector.totalNanos()).isEqualTo(4_000_000);
        assertThat(collector.maxNanos()).isEqualTo(3_000_000);
        assertThat(collector.newest()).hasValue(pause(Pause.Kind.COLLECTOR, 20, 1_000_000));
        assertThat(collector.countOver(2_000_000)).isEqualTo(1);
        assertThat(log.of(Pause.Kind.SCHEDULER).count()).isZero();
    }

    @Test
    void forgetsWhatBeganBefore() {
        log.add(pause(Pause.Kind.SAFEPOINT, 10, 5));
        log.forget(100);
        log.add(pause(Pause.Kind.SAFEPOINT, 99, 5));
        assertThat(log.of(Pause.Kind.SAFEPOINT).count()).isZero();
        log.add(pause(Pause.Kind.SAFEPOINT, 100, 5));
        assertThat(log.of(Pause.Kind.SAFEPOINT).count()).isEqualTo(1);
        assertThat(log.during(104, 200)).hasSize(1);
        assertThat(log.during(105, 200)).isEmpty();
    }

    @Test
    void keepsTheLongestOfMany() {
        for (int i = 0; i < 1000; i++) {
            log.add(pause(Pause.Kind.SCHEDULER, i, 1_000_000 + (i * 37) % 1000));
        }
        assertThat(log.longest(Pause.Kind.SCHEDULER)).hasSize(32);
        assertThat(log.longest(Pause.Kind.SCHEDULER).get(31).nanos()).isEqualTo(1_000_968);
        assertThat(log.of(Pause.Kind.SCHEDULER).maxNanos()).isEqualTo(1_000_999);
    }

    @Test
    void aWatcherThatWokeInTimeCountsNothing() {
        SchedulerWatch watch = new SchedulerWatch(log, () -> {});
        watch.look(0, 1_900_000);
        assertThat(log.of(Pause.Kind.SCHEDULER).count()).isZero();
        watch.look(0, 6_000_000);
        Pause late = log.of(Pause.Kind.SCHEDULER).newest().orElseThrow();
        assertThat(late.beginNanos()).isEqualTo(1_000_000);
        assertThat(late.nanos()).isEqualTo(5_000_000);
    }

    @Test
    void aSafepointIsPutTogetherFromItsParts() {
        SafepointPairs pairs = new SafepointPairs();
        pairs.end(7, NOON.plusNanos(900));
        assertThat(pairs.take()).isEmpty();
        pairs.begin(7, NOON);
        pairs.operation(7, "G1CollectForAllocation");
        assertThat(pairs.take()).hasValue(new SafepointPairs.Safepoint(NOON, 900, "G1CollectForAllocation"));
        pairs.begin(8, NOON);
        pairs.end(8, NOON.plusNanos(5));
        assertThat(pairs.take()).hasValue(new SafepointPairs.Safepoint(NOON, 5, ""));
        for (long id = 100; id < 10_000; id++) {
            pairs.begin(id, NOON);
        }
        assertThat(pairs.take()).isEmpty();
    }
}
