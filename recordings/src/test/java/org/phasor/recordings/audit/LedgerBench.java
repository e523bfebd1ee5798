package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.stimulator.DoseAllowance;
import org.phasor.stimulator.FreshAllowance;

/** A subject's ledger in a test's folder, on virtual time. */
abstract class LedgerBench {

    static final DoseTerms TERMS = new DoseTerms("phasor-1", 200, 500, 1);

    @TempDir
    Path folder;

    final VirtualTime time = new VirtualTime();
    final AtomicLong booked = new AtomicLong();
    final List<IOException> failures = new ArrayList<>();
    final DoseAllowance dose = FreshAllowance.make();

    Path file() {
        return folder.resolve("S01.ledger.jsonl");
    }

    DoseLedger open() throws IOException {
        return open(TERMS);
    }

    DoseLedger open(DoseTerms terms) throws IOException {
        return DoseLedger.open(folder, "S01", terms, time, time, new FailingDisk(Long.MAX_VALUE));
    }

    DoseLedger begun() throws IOException {
        DoseLedger ledger = open();
        ledger.begin(dose, booked::get, failures::add);
        return ledger;
    }

    /** A session that gave so many and ended in order. */
    void session(long pulses) throws IOException {
        DoseLedger ledger = open();
        AtomicLong given = new AtomicLong();
        ledger.begin(FreshAllowance.make(), given::get, failures::add);
        while (given.get() < pulses) {
            given.incrementAndGet();
            assertThat(ledger.look()).isTrue();
        }
        ledger.close(pulses, pulses, 0, "");
    }

    /** A session without a pulse around an assertion. */
    record Closing(DoseLedger ledger) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            ledger.close(0, 0, 0, "");
        }
    }
}
