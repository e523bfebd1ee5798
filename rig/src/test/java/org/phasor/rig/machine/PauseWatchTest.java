package org.phasor.rig.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PauseWatchTest {

    @Test
    void seesACollectionAndTheSafepointAroundIt() {
        try (PauseWatch watch = PauseWatch.start()) {
            while (watch.pauses(Pause.Kind.COLLECTOR).count() == 0
                    || watch.pauses(Pause.Kind.SAFEPOINT).count() == 0) {
                System.gc();
                LockSupport.parkNanos(100_000_000);
            }
            Pause collection = watch.pauses(Pause.Kind.COLLECTOR).longest().orElseThrow();
            assertThat(collection.nanos()).isPositive();
            assertThat(watch.during(collection.beginNanos(), collection.beginNanos() + collection.nanos()))
                    .contains(collection);
            assertThat(watch.longest(Pause.Kind.SAFEPOINT))
                    .anySatisfy(pause -> assertThat(pause.cause()).isNotEmpty());
            assertThat(watch.whyNot()).isEmpty();
        }
    }

    @Test
    void saysThatItIsOff() {
        try (PauseWatch watch = PauseWatch.off()) {
            assertThat(watch.whyNot()).hasValueSatisfying(why -> assertThat(why).contains("rig.pauses"));
            assertThat(watch.all()).hasSize(3).allSatisfy((kind, pauses) -> {
                assertThat(pauses.count()).isZero();
                assertThat(pauses.maxNanos()).isZero();
            });
        }
    }

    @Test
    void isClosedBeforeItsRecorderIsUp() {
        PauseWatch.start().close();
    }
}
