package org.phasor.rig.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.FlightRecorder;
import jdk.jfr.RecordingState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flight recorder on a full disk ends the virtual machine: "An irrecoverable error in Jfr. Shutting down VM...". */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FlightRecorderRoomTest {

    private static long running() {
        return FlightRecorder.getFlightRecorder().getRecordings().stream()
                .filter(recording -> recording.getState() == RecordingState.RUNNING)
                .count();
    }

    @Test
    void doesNotStartOnADiskThatIsNearlyFull() {
        long before = running();
        AtomicReference<String> why = new AtomicReference<>("");
        try (VirtualMachinePauses pauses =
                new VirtualMachinePauses(new PauseLog(), () -> VirtualMachinePauses.LEAST_ROOM_BYTES - 1, why::set)) {
            pauses.start();
            assertThat(running()).isEqualTo(before);
            assertThat(why.get()).contains("256 MB");
        }
    }

    @Test
    void isLetGoBeforeTheDiskIsFull() throws InterruptedException {
        long before = running();
        AtomicLong room = new AtomicLong(Long.MAX_VALUE);
        CountDownLatch told = new CountDownLatch(1);
        try (VirtualMachinePauses pauses =
                new VirtualMachinePauses(new PauseLog(), room::get, line -> told.countDown())) {
            pauses.start();
            assertThat(running()).isEqualTo(before + 1);
            room.set(VirtualMachinePauses.LEAST_ROOM_BYTES - 1);
            told.await();
            while (running() > before) {
                LockSupport.parkNanos(10_000_000);
            }
        }
        assertThat(running()).isEqualTo(before);
    }
}
