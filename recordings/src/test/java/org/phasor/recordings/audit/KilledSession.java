package org.phasor.recordings.audit;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.phasor.acquisition.RigClock;
import org.phasor.stimulator.DoseAllowance;
import org.phasor.stimulator.FreshAllowance;

/** A program of its own, to be killed: gives pulses as fast as they are allowed and says of each that it was given. */
final class KilledSession {

    private KilledSession() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        AuditLog log = AuditLog.open(folder.resolve("killed.audit.jsonl"), AuditFixture.header(""), RigClock.SYSTEM);
        DoseTerms terms = new DoseTerms("killed", 1_000_000, 1_000_000, 1);
        DoseLedger ledger = DoseLedger.open(folder, "S01", terms, Instant::now, RigClock.SYSTEM);
        DoseAllowance dose = FreshAllowance.make();
        AtomicLong booked = new AtomicLong();
        ledger.start(dose, booked::get, e -> System.exit(1));
        for (long id = 1; id < 1_000_000; id++) {
            while (dose.granted() < id) {
                Thread.onSpinWait();
            }
            booked.set(id);
            log.delivery(AuditFixture.delivered(id, 0));
            System.out.println(id);
        }
    }
}
