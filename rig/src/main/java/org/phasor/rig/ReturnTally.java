package org.phasor.rig;

import java.util.ArrayDeque;
import java.util.Queue;
import org.phasor.recordings.SessionInput;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.StopReason;

/**
 * What becomes of the findings of a {@link ReturnWatch}: an input for the recording, a count, a stop. Used by one thread; {@link #now}
 * by any.
 */
final class ReturnTally implements ReturnWatch.Findings {

    private static final double NANOS_PER_MS = 1e6;

    private final Interlock interlock;
    private final Queue<SessionInput> inputs = new ArrayDeque<>();
    private long n;
    private double meanMs;

    /** Sum of squared distances from the mean (Welford 1962). */
    private double squares;

    private double maxMs = Double.NEGATIVE_INFINITY;
    private long missing;
    private long unexpected;
    private boolean changed;
    private volatile Returned now = Returned.NONE;

    ReturnTally(Interlock interlock) {
        this.interlock = interlock;
    }

    @Override
    public void returned(long decision, int pulse, long frame, long nanos, long delayNanos) {
        inputs.add(SessionInput.returned(frame, nanos, decision, pulse, delayNanos));
        n++;
        changed = true;
        double ms = delayNanos / NANOS_PER_MS;
        double before = ms - meanMs;
        meanMs += before / n;
        squares += before * (ms - meanMs);
        maxMs = Math.max(maxMs, ms);
    }

    @Override
    public void unexpected(long frame, long nanos) {
        inputs.add(SessionInput.returnedUnasked(frame, nanos));
        unexpected++;
        changed = true;
        interlock.unexpectedPulse("a pulse came on the trigger channel that nobody had asked for, at frame " + frame);
    }

    @Override
    public void missing(long decision, int pulse, long frame) {
        inputs.add(SessionInput.notReturned(frame, decision, pulse));
        missing++;
        changed = true;
    }

    @Override
    public void stop(StopReason reason, String detail) {
        interlock.trip(reason, detail);
    }

    /** Makes the counts known. */
    void publish(RollingDelay recent) {
        if (!changed) {
            return;
        }
        changed = false;
        now = new Returned(
                n,
                n > 0 ? meanMs : Double.NaN,
                n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN,
                n > 0 ? maxMs : Double.NaN,
                recent.meanNanos() / NANOS_PER_MS,
                recent.sdNanos() / NANOS_PER_MS,
                missing,
                unexpected);
    }

    /** The next for the recording, or null. */
    SessionInput take() {
        return inputs.poll();
    }

    /** Any thread. */
    Returned now() {
        return now;
    }
}
