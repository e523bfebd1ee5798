package org.phasor.rig;

import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.trigger.PolicyInput;

/**
 * Tells the policy, before each frame, what has changed outside since the frame before, and writes it down for the recorder:
 * whether a pulse would be given, whether the device is ready, and what became of its decisions. Used by the loop thread; allocates
 * nothing.
 *
 * <p>Before the first frame both states are told, whatever they are.
 */
final class PolicyInputs {

    /** A frame decides once and withdraws once; far more than can come between two. */
    private static final int OUTCOMES = 64;

    private final FrameStep step;
    private final Interlock interlock;
    private final PolicyInputLog log;

    private final long[] decisions = new long[OUTCOMES];
    private final boolean[] given = new boolean[OUTCOMES];
    private int outcomes;
    private boolean begun;
    private boolean running;
    private boolean deviceReady;

    PolicyInputs(FrameStep step, Interlock interlock, PolicyInputLog log) {
        this.step = step;
        this.interlock = interlock;
        this.log = log;
    }

    /** Keeps what became of a decision for the next frame. The further pulses of a pattern tell nothing new. */
    void delivered(Delivery delivery) {
        if (delivery.pulse > 0) {
            return;
        }
        if (outcomes == OUTCOMES) {
            log.drop();
            return;
        }
        decisions[outcomes] = delivery.decisionId;
        given[outcomes] = delivery.outcome.given();
        outcomes++;
    }

    /** Tells what is new; before the frame of that index is evaluated. */
    void before(long frame) {
        for (int i = 0; i < outcomes; i++) {
            tell(frame, PolicyInput.OUTCOME, decisions[i], given[i]);
        }
        outcomes = 0;
        boolean runningNow = interlock.delivering();
        if (runningNow != running || !begun) {
            running = runningNow;
            tell(frame, PolicyInput.RUNNING, 0, runningNow);
        }
        boolean readyNow = interlock.deviceReady();
        if (readyNow != deviceReady || !begun) {
            deviceReady = readyNow;
            tell(frame, PolicyInput.DEVICE_READY, 0, readyNow);
        }
        begun = true;
    }

    private void tell(long frame, PolicyInput input, long id, boolean holds) {
        step.tell(input, id, holds);
        log.add(frame, input, id, holds);
    }
}
