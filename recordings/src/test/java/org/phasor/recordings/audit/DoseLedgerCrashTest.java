package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What counts after a crash, a loss of power or a full disk. */
@Timeout(30)
class DoseLedgerCrashTest extends LedgerBench {

    @Test
    void countsAllThatACrashedSessionHadReserved() throws IOException {
        DoseLedger ledger = begun();
        booked.set(3);
        ledger.abandon();
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(150);
            assertThat(next.ledger().lastStop())
                    .contains("session phasor-1 broke off without an end: 50 pulses that were reserved count as given");
        }
    }

    @Test
    void datesPulsesByTheLastSignOfLife() throws IOException {
        DoseLedger ledger = begun();
        for (int minute = 0; minute < 120; minute++) {
            time.pass(Duration.ofMinutes(1));
            ledger.look();
        }
        booked.set(20);
        ledger.abandon();
        time.pass(Duration.ofHours(23));
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(150);
        }
    }

    @Test
    void countsACutLastLineAsTheBlockThatItMayStandFor() throws IOException {
        DoseLedger ledger = begun();
        int first = (int) Files.size(file());
        booked.set(30);
        ledger.look();
        byte[] all = Files.readAllBytes(file());
        ledger.abandon();
        for (int length = first + 1; length <= all.length; length++) {
            Files.write(file(), Arrays.copyOf(all, length));
            DoseLedger next = open();
            assertThat(next.leftToday()).as("cut to %d bytes", length).isEqualTo(100);
            assertThat(next.repaired().isPresent()).isEqualTo(length < all.length);
            next.close(0, 0, 0, "");
            try (Closing again = new Closing(open())) {
                assertThat(again.ledger().leftToday())
                        .as("repaired, cut to %d bytes", length)
                        .isEqualTo(100);
                assertThat(again.ledger().repaired()).isEmpty();
            }
        }
    }

    @Test
    void countsACutLastLineWhoseRepairWasCutToo() throws IOException {
        DoseLedger ledger = begun();
        int first = (int) Files.size(file());
        booked.set(30);
        ledger.look();
        ledger.abandon();
        byte[] all = Files.readAllBytes(file());
        for (int cut : new int[] {first + 120, all.length - 1}) {
            Files.write(file(), Arrays.copyOf(all, cut));
            open().close(0, 0, 0, "");
            byte[] repaired = Files.readAllBytes(file());
            for (int written = first; written < cut; written += 3) {
                byte[] mixed = Arrays.copyOf(all, cut);
                System.arraycopy(repaired, first, mixed, first, written - first);
                Files.write(file(), mixed);
                try (Closing next = new Closing(open())) {
                    assertThat(next.ledger().leftToday())
                            .as("cut to %d bytes, repaired to %d", cut, written)
                            .isEqualTo(100);
                }
            }
        }
    }

    @Test
    void cutLinesThatAllowNoPulseCountNone() throws IOException {
        session(10);
        byte[] all = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(all, all.length + 300));
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(190);
            assertThat(next.ledger().repaired().orElseThrow()).contains("300 bytes", "counts as 0 pulses");
        }
        DoseLedger.summary(folder, "S01", time.get());
    }

    @Test
    void grantsNothingMoreOnceTheDiskIsFull() throws IOException {
        FailingDisk disk = new FailingDisk(Long.MAX_VALUE);
        DoseLedger ledger = DoseLedger.open(folder, "S01", TERMS, time, time, disk);
        ledger.begin(dose, booked::get, failures::add);
        disk.fillUp();
        booked.set(40);
        assertThat(ledger.look()).isFalse();
        assertThat(ledger.look()).isFalse();
        assertThat(dose.granted()).isEqualTo(50);
        assertThat(failures)
                .singleElement()
                .satisfies(e ->
                        assertThat(e.getMessage()).isEqualTo(file() + ": cannot be written: No space left on device"));
        assertThatThrownBy(() -> ledger.close(40, 40, 0, "LEDGER_FAILED")).isInstanceOf(IOException.class);
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(150);
        }
    }

    @Test
    void grantsNothingThatTheDiskDidNotConfirm() throws IOException {
        FailingDisk disk = new FailingDisk(Long.MAX_VALUE);
        DoseLedger ledger = DoseLedger.open(folder, "S01", TERMS, time, time, disk);
        disk.failToForce();
        assertThatThrownBy(() -> ledger.begin(dose, booked::get, failures::add))
                .hasMessage(file() + ": cannot be written: Input/output error");
        assertThat(dose.granted()).isZero();
        ledger.abandon();
    }
}
