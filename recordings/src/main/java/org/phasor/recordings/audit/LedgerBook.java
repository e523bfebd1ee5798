package org.phasor.recordings.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the records of a dose ledger come to. All pulses of a session count from the last moment at which they can have
 * been given: {@link #GRACE} after its last record, which in a session that broke off is no older than half of that. For
 * one thread at a time.
 */
final class LedgerBook {

    static final int FORMAT = 1;
    static final String FORMAT_FIELD = "phasor-ledger";
    static final String SUBJECT_FIELD = "subject";

    static final String BEGUN = "ledger-begun";
    static final String OPENED = "session-opened";
    static final String RESERVED = "reserved";
    static final String ALIVE = "alive";
    static final String CLOSED = "session-closed";
    static final String REPAIRED = "repaired";
    static final String EXHAUSTED = "exhausted";
    static final String NOTE = "note";

    static final Duration DAY = Duration.ofHours(24);
    static final Duration WEEK = Duration.ofDays(7);

    /** An open session writes at least twice as often. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final long MOST_PULSES = 1_000_000_000L;
    private static final Pattern UTC = Pattern.compile("\"utc\":\"([^\"]+)\"");
    private static final Pattern KIND = Pattern.compile("\"kind\":\"([a-z-]*)\"");
    private static final Pattern PULSES = Pattern.compile("\"pulses\":(\\d{1,9})[,}]");

    /** One session in the ledger. */
    static final class Session {
        final String id;
        final long block;
        Instant last;
        long reserved;
        long requested;
        long confirmed;
        long unexpected;
        boolean closed;
        String stop = "";

        Session(String id, long block, Instant opened) {
            this.id = id;
            this.block = block;
            last = opened;
        }

        /** Pulses that the subject had, or may have had. */
        long counted() {
            return closed ? Math.max(requested, confirmed) + unexpected : reserved;
        }

        void reachesTo(Instant time) {
            last = time.isAfter(last) ? time : last;
        }

        /** Whether its pulses may lie after {@code from}. */
        boolean reaches(Instant from) {
            return last.plus(GRACE).isAfter(from);
        }
    }

    private final List<Session> sessions = new ArrayList<>();
    private Instant latest = Instant.EPOCH;
    private String subject = "";

    void take(ChainRecord record) throws BrokenChainException {
        if (record.n() == 0) {
            if (!record.kind().equals(BEGUN)) {
                throw new BrokenChainException(0, "does not begin a dose ledger");
            }
            record.number(FORMAT_FIELD, FORMAT, FORMAT);
            subject = record.text(SUBJECT_FIELD);
        }
        latest = record.utc().isAfter(latest) ? record.utc() : latest;
        Session session = open();
        switch (record.kind()) {
            case BEGUN -> {
                if (record.n() != 0) {
                    throw new BrokenChainException(record.n(), "begins a dose ledger for a second time");
                }
            }
            case OPENED ->
                sessions.add(new Session(record.text("session"), record.number("block", 1, MOST_PULSES), latest));
            case RESERVED -> required(record, session).reserved += record.number("pulses", 1, MOST_PULSES);
            case CLOSED -> close(record, required(record, session));
            case REPAIRED -> {
                long counted = record.number("counted", 0, MOST_PULSES);
                if (counted > 0) {
                    required(record, session).reserved += counted;
                }
                if (session != null) {
                    session.reachesTo(timeOf(record.text("text"), latest));
                }
            }
            case ALIVE, EXHAUSTED, NOTE -> {}
            default ->
                throw new BrokenChainException(
                        record.n(), "kind = " + record.kind() + ": this version does not know it");
        }
        // A repair comes with the next session, long after this one broke off.
        if (session != null && !record.kind().equals(REPAIRED) && !record.kind().equals(OPENED)) {
            session.last = latest;
        }
    }

    /** When a line was written of which only the beginning is left: until then its session went on. */
    private static Instant timeOf(String cut, Instant atTheLatest) {
        Matcher utc = UTC.matcher(cut);
        try {
            return utc.find() ? Instant.parse(utc.group(1)) : atTheLatest;
        } catch (DateTimeParseException e) {
            return atTheLatest;
        }
    }

    private static Session required(ChainRecord record, Session session) throws BrokenChainException {
        if (session == null) {
            throw new BrokenChainException(record.n(), record.kind() + ": no session is open");
        }
        return session;
    }

    private static void close(ChainRecord record, Session session) throws BrokenChainException {
        session.requested = record.number("requested", 0, MOST_PULSES);
        session.confirmed = record.number("confirmed", 0, MOST_PULSES);
        session.unexpected = record.number("unexpected", 0, MOST_PULSES);
        session.stop = record.text("stop");
        session.closed = true;
    }

    /** The session that no closing record has ended; null when there is none. */
    private Session open() {
        Session last = sessions.isEmpty() ? null : sessions.get(sessions.size() - 1);
        return last == null || last.closed ? null : last;
    }

    String subject() {
        return subject;
    }

    /** The latest time in the book. */
    Instant latest() {
        return latest;
    }

    /** Pulses since {@code now} less {@code window}; what lies in the future counts as now. */
    long counted(Instant now, Duration window) {
        return pulses(now, window).counted();
    }

    /** The same, by what is known of them. */
    DoseSummary.Pulses pulses(Instant now, Duration window) {
        Instant from = now.minus(window);
        DoseSummary.Pulses sum = DoseSummary.Pulses.NONE;
        for (Session session : sessions) {
            sum = session.reaches(from) ? sum.plus(session) : sum;
        }
        return sum;
    }

    /** What the last session is called; empty when there was none. */
    String lastSession() {
        return sessions.isEmpty() ? "" : sessions.get(sessions.size() - 1).id;
    }

    DoseSummary.Pulses ofLastSession() {
        DoseSummary.Pulses none = DoseSummary.Pulses.NONE;
        return sessions.isEmpty() ? none : none.plus(sessions.get(sessions.size() - 1));
    }

    /** How the last session ended, if not in order. */
    Optional<String> lastStop() {
        if (sessions.isEmpty()) {
            return Optional.empty();
        }
        Session last = sessions.get(sessions.size() - 1);
        if (!last.closed) {
            return Optional.of("session " + last.id + " broke off without an end: " + last.reserved
                    + " pulses that were reserved count as given");
        }
        return last.stop.isEmpty()
                ? Optional.empty()
                : Optional.of("session " + last.id + " was stopped: " + last.stop);
    }

    /**
     * How many pulses a cut last line may stand for. A reservation is on the disk before any pulse of it, so one that was
     * cut while being written allowed none; but nobody can tell that from one whose end the disk has lost.
     */
    long standsFor(byte[] cut) {
        Session session = open();
        if (session == null) {
            return 0;
        }
        String text = new String(cut, StandardCharsets.ISO_8859_1);
        Matcher kind = KIND.matcher(text);
        if (kind.find() && List.of(OPENED, ALIVE, CLOSED, EXHAUSTED, NOTE).contains(kind.group(1))) {
            return 0;
        }
        Matcher pulses = PULSES.matcher(text);
        return pulses.find() ? Math.max(session.block, Long.parseLong(pulses.group(1))) : session.block;
    }
}
