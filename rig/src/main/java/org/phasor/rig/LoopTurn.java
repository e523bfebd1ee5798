package org.phasor.rig;

import org.phasor.acquisition.RigClock;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.DeliverySink;
import org.phasor.stimulator.Interlock;

/**
 * What the loop does with a frame, without its thread, ring and device: step and a simulated interlock. For warm-up
 * and benchmarks. Used by one thread.
 */
public final class LoopTurn {

    private final FrameStep step;
    private final Interlock interlock;

    private LoopTurn(FrameStep step, Interlock interlock) {
        this.step = step;
        this.interlock = interlock;
    }

    /** A turn of its own, its simulated interlock running. */
    public static LoopTurn simulated(RigBinding rig, RigClock clock) {
        Interlock interlock = Interlock.simulated(
                rig.settings().limits(), rig.settings().stimulator().pattern(), clock, new DiscardingSink());
        interlock.check();
        interlock.arm();
        interlock.start();
        return new LoopTurn(rig.newStep(), interlock);
    }

    /** Decides about the frame, and fires what is due. Allocates nothing. */
    public void take(Frame frame) {
        step.evaluate(frame);
        interlock.schedule(frame.decision, frame.sample.timeNanos);
        interlock.poll();
    }

    private static final class DiscardingSink implements DeliverySink {
        private final Delivery slot = new Delivery();

        @Override
        public Delivery claim() {
            return slot;
        }

        @Override
        public void publish() {
            // Nobody wants to know.
        }
    }
}
