package org.phasor.stimulator;

/**
 * Looks, at each turn of the loop and before anything is fired, whether an armed interlock still may: that the loop did
 * not stand still, that a person and their screen are there, and that the watchdog process has heard of us. The loop
 * thread, save where it says otherwise; takes no lock and allocates nothing unless it stops the interlock.
 */
final class LoopWatch {

    /** An operator whose screen stands still for so long cannot see what they would have to stop. */
    static final long LONGEST_FROZEN_SCREEN_NANOS = 2_000_000_000L;

    /** Judging included, what is fired is fired before the watchdog process can have acted. */
    static final long LONGEST_UNHEARD_NANOS = Watchdog.DEADLINE_NANOS - 2 * Gate.LONGEST_JUDGING_NANOS;

    private final SafetyLimits limits;
    private final boolean live;
    private final StateMachine machine;
    private final OperatorPresence presence;
    private final Alarm alarm;

    private volatile Watchdog watchdog;

    /** The clock at the last turn of the loop; read by the watchdog's thread. */
    private volatile long turnNanos;

    private volatile boolean turned;
    private volatile long lookedAfterNanos;
    private volatile boolean lookedAfter;

    LoopWatch(SafetyLimits limits, boolean live, StateMachine machine, OperatorPresence presence, Alarm alarm) {
        this.limits = limits;
        this.live = live;
        this.machine = machine;
        this.presence = presence;
        this.alarm = alarm;
    }

    /** Who has to have heard of us lately for anything to be fired. Before arming; any thread. */
    void guardedBy(Watchdog guard) {
        watchdog = guard;
    }

    /** Somebody looks after the session, and from now on has to. Any thread. */
    void lookedAfter(long nowNanos) {
        lookedAfterNanos = nowNanos;
        lookedAfter = true;
    }

    /** The loop turns. */
    void turn(long nowNanos) {
        if (machine.status().state().armed()) {
            look(nowNanos);
        }
        turnNanos = nowNanos;
        if (!turned) {
            turned = true;
        }
    }

    private void look(long nowNanos) {
        long stallNanos = nowNanos - turnNanos;
        Watchdog guard = watchdog;
        if (turned && stallNanos > limits.maxStallNanos()) {
            alarm.raise(StopReason.LOOP_STALLED, "the loop stood still for " + stallNanos / 1_000_000 + " ms");
        } else if (live && !presence.confirmedWithin(nowNanos, limits.confirmEveryNanos())) {
            alarm.raise(
                    StopReason.DEAD_MAN,
                    "nobody confirmed within " + limits.confirmEveryNanos() / 1_000_000_000 + " s");
        } else if (live && presence.screenFrozenFor(nowNanos, LONGEST_FROZEN_SCREEN_NANOS)) {
            alarm.raise(StopReason.SCREEN_FROZEN, "the window has not drawn for 2 s");
        } else if (live && lookedAfter && nowNanos - lookedAfterNanos > LONGEST_FROZEN_SCREEN_NANOS) {
            alarm.raise(
                    StopReason.SCREEN_FROZEN,
                    "nothing has looked after the session for 2 s: is the terminal's output held up?");
        } else if (guard != null && !guard.heardWithin(nowNanos, LONGEST_UNHEARD_NANOS)) {
            alarm.raise(
                    StopReason.WATCHDOG,
                    "watchdog: it has heard no beat for " + LONGEST_UNHEARD_NANOS / 1_000_000 + " ms");
        }
    }

    /** Whether the loop turned within so long. Any thread. */
    boolean turnedWithin(long nowNanos, long nanos) {
        return turned && nowNanos - turnNanos <= nanos;
    }
}
