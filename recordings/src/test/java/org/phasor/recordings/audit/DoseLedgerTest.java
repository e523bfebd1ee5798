package org.phasor.recordings.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.phasor.stimulator.FreshAllowance;
import org.phasor.stimulator.Outcome;

@Timeout(30)
class DoseLedgerTest extends LedgerBench {

    @Test
    void isOnTheDiskBeforeAnythingIsGranted() throws IOException {
        DoseLedger ledger = begun();
        assertThat(dose.granted()).isEqualTo(50);
        assertThat(Files.readString(file())).contains("\"kind\":\"reserved\",\"pulses\":50,\"total\":50");
        booked.set(25);
        ledger.look();
        assertThat(dose.granted()).isEqualTo(50);
        booked.set(26);
        ledger.look();
        assertThat(dose.granted()).isEqualTo(100);
        assertThat(ledger.leftToday()).isEqualTo(100);
        assertThat(ledger.leftThisWeek()).isEqualTo(400);
        ledger.close(26, 26, 0, "");
    }

    /** Otherwise what was given after the clock was set would look older than it is once the session has broken off. */
    @Test
    void countsWhatWasGivenAfterTheClockWasSetAheadAlthoughTheSessionBrokeOff() throws IOException {
        DoseLedger ledger = begun();
        time.pass(Duration.ofSeconds(1));
        time.set(Duration.ofDays(8));
        ledger.look();
        booked.set(1);
        ledger.abandon();
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftThisWeek()).isEqualTo(450);
            assertThat(next.ledger().leftToday()).isEqualTo(150);
        }
    }

    @Test
    void saysWhenItsThreadFails() throws Exception {
        AtomicBoolean breaks = new AtomicBoolean();
        CountDownLatch told = new CountDownLatch(1);
        DoseLedger ledger = DoseLedger.open(
                folder,
                "S01",
                TERMS,
                () -> {
                    if (breaks.get()) {
                        throw new IllegalStateException("no clock");
                    }
                    return time.get();
                },
                time,
                new FailingDisk(Long.MAX_VALUE));
        ledger.start(dose, booked::get, e -> {
            failures.add(e);
            told.countDown();
        });
        breaks.set(true);
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).singleElement().asString().contains("no clock");
        breaks.set(false);
        ledger.close(0, 0, 0, "");
    }

    @Test
    void givesBackWhatWasNotUsed() throws IOException {
        try (Closing first = new Closing(open())) {
            assertThat(first.ledger().isFirstSession()).isTrue();
        }
        session(30);
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().isFirstSession()).isFalse();
            assertThat(next.ledger().leftToday()).isEqualTo(170);
            assertThat(next.ledger().leftThisWeek()).isEqualTo(470);
            assertThat(next.ledger().lastStop()).isEmpty();
        }
    }

    @Test
    void refusesACodeThatDiffersFromAnotherOnlyInItsLetters() throws IOException {
        session(120);
        assertThatThrownBy(() -> DoseLedger.open(folder, "s01", TERMS, time, time, new FailingDisk(Long.MAX_VALUE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"s01\"")
                .hasMessageContaining("\"S01\"")
                .hasMessageNotContaining("\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("s01"));
        }
        open().close(0, 0, 0, "");
    }

    @Test
    void countsUnexpectedPulses() throws IOException {
        DoseLedger ledger = begun();
        booked.set(10);
        ledger.close(10, 8, 3, "UNEXPECTED_PULSE: the device saw a pulse");
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(187);
            assertThat(next.ledger().lastStop())
                    .contains("session phasor-1 was stopped: UNEXPECTED_PULSE: the device saw a pulse");
        }
    }

    @Test
    void forgetsPulsesAfterADayAndAfterAWeek() throws IOException {
        session(120);
        time.pass(Duration.ofHours(24));
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(80);
            time.pass(Duration.ofSeconds(61));
            assertThat(next.ledger().leftToday()).isEqualTo(200);
            assertThat(next.ledger().leftThisWeek()).isEqualTo(380);
        }
        time.pass(Duration.ofDays(6));
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftThisWeek()).isEqualTo(500);
        }
    }

    @Test
    void endsTheDayWhenItIsFull() throws IOException {
        session(120);
        DoseLedger ledger = begun();
        for (long pulse = 1; pulse <= 80; pulse++) {
            assertThat(dose.granted()).isGreaterThanOrEqualTo(pulse);
            booked.set(pulse);
            ledger.look();
        }
        assertThat(dose.granted()).isEqualTo(80);
        assertThat(FreshAllowance.beyond(dose)).isEqualTo(Outcome.VETOED_DAY_LIMIT);
        assertThat(ledger.leftToday()).isZero();
        ledger.close(80, 80, 0, "DOSE_LIMIT");
    }

    @Test
    void endsTheWeekWhenItIsFull() throws IOException {
        for (int day = 0; day < 3; day++) {
            session(165);
            time.pass(Duration.ofHours(25));
        }
        DoseLedger ledger = begun();
        assertThat(dose.granted()).isEqualTo(5);
        assertThat(FreshAllowance.beyond(dose)).isEqualTo(Outcome.VETOED_WEEK_LIMIT);
        ledger.close(0, 0, 0, "");
    }

    @Test
    void hasRoomForAWholePatternBeforeItIsNeeded() throws IOException {
        DoseLedger ledger = open(new DoseTerms("phasor-1", 3000, 15_000, 40));
        ledger.begin(dose, booked::get, failures::add);
        for (int pattern = 0; pattern < 20; pattern++) {
            assertThat(dose.granted() - booked.get()).isGreaterThanOrEqualTo(40);
            booked.addAndGet(40);
            ledger.look();
        }
        ledger.close(800, 800, 0, "");
    }

    @Test
    void countsARecordFromTheFutureAsNow() throws IOException {
        session(60);
        time.set(Duration.ofDays(-300));
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(140);
        }
    }

    @Test
    void freesNothingWhenTheClockIsSetInASession() throws IOException {
        session(60);
        DoseLedger ledger = begun();
        time.set(Duration.ofDays(30));
        ledger.look();
        assertThat(ledger.leftToday()).isEqualTo(90);
        time.set(Duration.ofDays(-60));
        ledger.look();
        assertThat(ledger.leftToday()).isEqualTo(90);
        ledger.close(40, 40, 0, "");
        time.set(Duration.ofDays(30));
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(100);
        }
    }

    /** A crash in the middle of a session long after its reservation must not date its pulses back to that. */
    @Test
    void keepsASecondSessionOut() throws IOException {
        DoseLedger ledger = begun();
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage(file() + ": another session of this subject has it open");
        DoseSummary summary = DoseLedger.summary(folder, "S01", time.get());
        assertThat(summary.session()).isEqualTo(new DoseSummary.Pulses(0, 0, 0, 50, 50));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        ledger.close(0, 0, 0, "");
        open().close(0, 0, 0, "");
    }

    @Test
    void refusesALedgerThatWasChangedEmptiedOrRenamed() throws IOException {
        session(60);
        byte[] good = Files.readAllBytes(file());
        Files.writeString(file(), new String(good).replace("\"requested\":60", "\"requested\":10"));
        assertThatThrownBy(this::open)
                .hasMessageStartingWith(file() + ": record ")
                .hasMessageEndingWith("; a dose ledger that cannot be trusted allows no pulse")
                .message()
                .hasLineCount(1);
        Files.write(file(), new byte[0]);
        assertThatThrownBy(this::open).hasMessageContaining("the file was cut or emptied");
        Files.write(folder.resolve("S02.ledger.jsonl"), good);
        assertThatThrownBy(() -> DoseLedger.open(folder, "S02", TERMS, time, time))
                .hasMessageContaining("is the ledger of subject \"S01\", not of \"S02\"");
    }

    @Test
    void beginsNoNewLedgerWhereOneWasTakenAway() throws IOException {
        session(60);
        Path moved = Files.move(file(), folder.resolve("moved"));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(this::open)
                    .hasMessage(file() + ": is gone: put it back; only if there never was one, delete "
                            + folder.resolve("S01.ledger.lock"));
        }
        Files.move(moved, file());
        try (Closing next = new Closing(open())) {
            assertThat(next.ledger().leftToday()).isEqualTo(140);
        }
    }

    @Test
    void refusesWhatIsNoPseudonymousCode() {
        for (String code : List.of("", "../S01", "-S", "a b", "Jürgen", "S".repeat(33), "S01\n")) {
            assertThatThrownBy(() -> DoseLedger.open(folder, code, TERMS, time, time))
                    .as(code)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The repair writes over the cut line: wherever a second crash ends that, the pulses still count. */
    @Test
    void reservesOnAThreadOfItsOwn() throws Exception {
        DoseLedger ledger = DoseLedger.open(folder, "S01", TERMS, time, time);
        CountDownLatch failed = new CountDownLatch(1);
        ledger.start(dose, booked::get, e -> failed.countDown());
        booked.set(45);
        while (dose.granted() < 100) {
            Thread.onSpinWait();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains("phasor-ledger");
        ledger.close(45, 45, 0, "");
        ledger.close(45, 45, 0, "");
        assertThat(failed.await(30, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void tellsAPersonWhatASubjectHad() throws IOException {
        session(60);
        time.pass(Duration.ofDays(2));
        DoseLedger ledger = begun();
        booked.set(10);
        ledger.note("reset: the coil was moved");
        ledger.close(10, 9, 1, "OPERATOR");
        DoseSummary summary = DoseLedger.summary(folder, "S01", time.get());
        assertThat(summary.lastSession()).isEqualTo("phasor-1");
        assertThat(summary.session()).isEqualTo(new DoseSummary.Pulses(10, 9, 1, 0, 11));
        assertThat(summary.day()).isEqualTo(summary.session());
        assertThat(summary.week()).isEqualTo(new DoseSummary.Pulses(70, 69, 1, 0, 71));
        assertThat(summary.lastStop()).isEqualTo("session phasor-1 was stopped: OPERATOR");
        assertThat(DoseLedger.summary(folder, "S99", time.get()).week()).isEqualTo(DoseSummary.Pulses.NONE);
    }
}
