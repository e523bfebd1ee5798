package org.phasor.recordings.audit;

/**
 * What a subject had, for a person to read. Immutable.
 *
 * @param lastSession its identifier; empty when there was none
 * @param session of the last session
 * @param day of sessions that reach into the last 24 h
 * @param week of sessions that reach into the last seven days
 * @param lastStop how the last session ended, when not in order; empty otherwise
 */
public record DoseSummary(String lastSession, Pulses session, Pulses day, Pulses week, String lastStop) {

    /**
     * Pulses of sessions. Those still open, or broken off, have only {@code reservedOpen}.
     *
     * @param requested commanded
     * @param confirmed seen by the device
     * @param unexpected that nobody had asked for
     * @param reservedOpen that may have been given
     * @param counted what the limits are compared with
     */
    public record Pulses(long requested, long confirmed, long unexpected, long reservedOpen, long counted) {

        static final Pulses NONE = new Pulses(0, 0, 0, 0, 0);

        Pulses plus(LedgerBook.Session session) {
            return new Pulses(
                    requested + session.requested,
                    confirmed + session.confirmed,
                    unexpected + session.unexpected,
                    reservedOpen + (session.closed ? 0 : session.reserved),
                    counted + session.counted());
        }
    }
}
