package org.phasor.recordings.audit;

/** The kinds of records of an audit log. They stand in files: add, never rename. */
public final class AuditKind {

    public static final String OPENED = "opened";
    public static final String DECISION = "decision";
    public static final String DELIVERY = "delivery";
    public static final String STATE = "state";
    public static final String COMMAND = "command";
    public static final String CHECKLIST = "checklist";
    public static final String CONFIRMATION = "confirmation";
    public static final String ADVERSE_EVENT = "adverse-event";
    public static final String MARKER = "marker";
    public static final String WATCHDOG = "watchdog";
    public static final String LEDGER = "ledger";
    public static final String NOTE = "note";
    public static final String CLOSED = "closed";

    private AuditKind() {}

    /** Whether it comes with every pulse, or so often that the disk is not waited for each time. */
    static boolean frequent(String kind) {
        return switch (kind) {
            case DECISION, DELIVERY, MARKER, CONFIRMATION -> true;
            default -> false;
        };
    }
}
