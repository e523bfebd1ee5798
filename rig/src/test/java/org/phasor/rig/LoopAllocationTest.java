package org.phasor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopAllocationTest {

    private static final int BYTES = 1_000_000;

    private final LoopAllocation allocation = new LoopAllocation();
    private byte[] taken;

    @Test
    void knowsNothingBeforeItBegins() {
        allocation.end();
        assertThat(allocation.bytes()).isEmpty();
    }

    @Test
    void countsUntilTheEnd() {
        allocation.begin();
        taken = new byte[BYTES];
        allocation.end();
        long counted = allocation.bytes().orElseThrow();
        assertThat(counted).isBetween((long) taken.length, 2L * BYTES);
        taken = new byte[BYTES];
        allocation.end();
        assertThat(allocation.bytes()).hasValue(counted);
    }

    @Test
    void anotherThreadReadsTheSame() {
        allocation.begin();
        taken = new byte[BYTES];
        long read = CompletableFuture.supplyAsync(() -> allocation.bytes().orElseThrow())
                .join();
        assertThat(read).isBetween((long) taken.length, 2L * BYTES);
    }

    @Test
    void countsAnewWhenItBeginsAgain() {
        allocation.begin();
        taken = new byte[BYTES];
        allocation.end();
        allocation.begin();
        allocation.end();
        assertThat(allocation.bytes().orElseThrow()).isLessThan(taken.length);
    }
}
