package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.phasor.stimulator.DoseAllowance;
import org.phasor.stimulator.FreshAllowance;

/**
 * Random sessions, crashes, disks that fill up, lines that are cut and clocks that are set: whatever comes, the ledger
 * counts at least the pulses that were given, and never allows more than its limits.
 */
@Timeout(60)
class DoseLedgerPropertyTest {

    private static final int RUNS = 25;
    private static final long PER_DAY = 150;
    private static final long PER_WEEK = 400;

    @TempDir
    Path folder;

    private VirtualTime time;
    private Random random;
    private String place;
    private boolean clockWasSet;

    /** By the computer's clock when each pulse was given. */
    private final List<Instant> given = new ArrayList<>();

    @Test
    void neverCountsLessThanWasGiven() throws IOException {
        // A seed that is printed is tried again with this property.
        long first = Long.getLong("phasor.ledger.seed", System.nanoTime());
        for (long seed = first; seed < first + RUNS; seed++) {
            random = new Random(seed);
            time = new VirtualTime();
            given.clear();
            for (int session = 0; session < 12; session++) {
                place = "seed " + seed + ", session " + session;
                session("S" + (seed - first));
                time.pass(Duration.ofMinutes(random.nextInt(3) == 0 ? random.nextInt(5000) : random.nextInt(90)));
            }
        }
    }

    private void session(String subject) throws IOException {
        FailingDisk disk = new FailingDisk(random.nextInt(4) == 0 ? 300 + random.nextInt(3000) : Long.MAX_VALUE);
        DoseTerms terms = new DoseTerms("s", PER_DAY, PER_WEEK, 1 + random.nextInt(30));
        DoseAllowance dose = FreshAllowance.make();
        AtomicLong booked = new AtomicLong();
        DoseLedger ledger;
        try {
            ledger = DoseLedger.open(folder, subject, terms, time, time, disk);
        } catch (IOException e) {
            assertThat(e).as(place).hasMessageContaining("No space left");
            return;
        }
        assertCounted(ledger, 0);
        try {
            ledger.begin(dose, booked::get, e -> {});
        } catch (IOException e) {
            ledger.abandon();
            return;
        }
        clockWasSet = false;
        give(ledger, terms, dose, booked);
        assertCounted(ledger, booked.get());
        if (random.nextInt(3) == 0) {
            ledger.abandon();
            // That line may be the only one that knew of the new time: then nothing can.
            if (!clockWasSet) {
                cutTheLastLine(subject);
            }
            return;
        }
        try {
            ledger.close(booked.get(), booked.get(), 0, random.nextBoolean() ? "" : "OPERATOR");
        } catch (IOException e) {
            assertThat(e).as(place).hasMessageContaining("be written");
        }
    }

    private void give(DoseLedger ledger, DoseTerms terms, DoseAllowance dose, AtomicLong booked) {
        int steps = random.nextInt(150);
        for (int step = 0; step < steps; step++) {
            time.pass(Duration.ofMillis(random.nextInt(20_000)));
            if (random.nextInt(60) == 0) {
                time.set(Duration.ofHours(random.nextInt(400) - 200));
                clockWasSet = true;
            }
            if (!ledger.look()) {
                return; // the session was stopped by what it was told
            }
            int pulses = 1 + random.nextInt(terms.pulsesPerPattern());
            for (int pulse = 0; pulse < pulses && booked.get() < dose.granted(); pulse++) {
                booked.incrementAndGet();
                given.add(time.get());
            }
            ledger.look();
        }
    }

    /** Within the last line, however it came about: even pulses that it allowed are counted. */
    private void cutTheLastLine(String subject) throws IOException {
        Path file = folder.resolve(subject + ".ledger.jsonl");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() - random.nextInt(60));
        }
    }

    /** A pulse dated ahead of the computer's clock counts as given now. */
    private void assertCounted(DoseLedger ledger, long ofThisSession) {
        long day = given.stream()
                .filter(t -> t.isAfter(time.get().minus(LedgerBook.DAY)))
                .count();
        long week = given.stream()
                .filter(t -> t.isAfter(time.get().minus(LedgerBook.WEEK)))
                .count();
        assertThat(PER_DAY - ledger.leftToday()).as(place + ": day").isGreaterThanOrEqualTo(day);
        assertThat(PER_WEEK - ledger.leftThisWeek()).as(place + ": week").isGreaterThanOrEqualTo(week);
        assertThat(ledger.reserved()).as(place + ": this session").isGreaterThanOrEqualTo(ofThisSession);
    }
}
