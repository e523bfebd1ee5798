package org.phasor.trigger;

/**
 * The newest decision to fire and what is known of it. For the loop thread.
 *
 * <p>PLANNED until the frames reach its command time, then DUE until both its outcome and the auxiliary channels have spoken. WITHDRAWN
 * from its cancellation until its outcome is known: the withdrawal may have come too late.
 */
final class PulseAttempt {

    /** Where it stands. */
    enum State {
        NONE,
        PLANNED,
        DUE,
        WITHDRAWN
    }

    State state = State.NONE;
    long id;
    long commandNanos;
    long trial;
    int condition;
    int attempt;
    int stage;
    Decision.Intent intent = Decision.Intent.PULSE;
    /** It was made while pulses were given: its failure is an attempt at the trial. */
    boolean counted;

    boolean told;
    boolean given;
    /** Frames until an answer that does not come is given up. */
    int framesLeft;

    boolean is(State expected) {
        return state == expected;
    }

    /** Takes in what became of a decision; the first answer counts, and only one about this decision while it is open. */
    void tell(long decisionId, boolean wasGiven) {
        if (state != State.NONE && decisionId == id && !told) {
            told = true;
            given = wasGiven;
        }
    }

    /** Known to have been given. */
    boolean wasGiven() {
        return told && given;
    }

    /** Known not to have been given. */
    boolean wasRefused() {
        return told && !given;
    }
}
