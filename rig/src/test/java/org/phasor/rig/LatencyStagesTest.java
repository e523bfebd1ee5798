package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.phasor.rig.LatencyStages.Stage;

class LatencyStagesTest {

    private final LatencyStages latency = new LatencyStages();

    @Test
    void readingsAddUpUntilTheyAreForgotten() {
        for (int reading = 1; reading <= 5; reading++) {
            latency.record(Stage.STAMP_TO_ARRIVAL, reading * 1_000L);
            assertThat(latency.total(Stage.STAMP_TO_ARRIVAL).getTotalCount()).isEqualTo(reading);
        }
        latency.record(Stage.STAMP_TO_ARRIVAL, 1);
        latency.forget();
        assertThat(latency.total(Stage.STAMP_TO_ARRIVAL).getTotalCount()).isZero();
        latency.record(Stage.STAMP_TO_ARRIVAL, 7);
        assertThat(latency.total(Stage.STAMP_TO_ARRIVAL).getMaxValue()).isEqualTo(7);
    }

    @Test
    void aReadingAllocatesTheCopyThatItGivesAndNoMore() {
        latency.total(Stage.STAMP_TO_ARRIVAL);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        int copyBytes = latency.total(Stage.STAMP_TO_ARRIVAL).getEstimatedFootprintInBytes();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(copyBytes * 3L / 2);
    }
}
