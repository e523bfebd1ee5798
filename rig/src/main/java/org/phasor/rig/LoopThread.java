package org.phasor.rig;

import com.lmax.disruptor.EventPoller;
import com.lmax.disruptor.RingBuffer;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.phasor.acquisition.RigClock;
import org.phasor.acquisition.Sample;
import org.phasor.rig.LatencyStages.Stage;
import org.phasor.stimulator.Delivery;
import org.phasor.stimulator.Interlock;
import org.phasor.stimulator.StopReason;

/**
 * The one thread that decides and fires. Takes frames from the ring one by one, and between them lets the interlock
 * fire what is due: a pulse must not wait for the next frame. Everything it calls per frame allocates nothing, locks
 * nothing and does no I/O but the device call.
 */
final class LoopThread implements Runnable {

    /** An operator's command and the first frame it applied to. */
    record Applied(OperatorCommand command, long frameIndex) {}

    /** So long before a planned time nothing is done but what fires. */
    private static final long LAST_STRETCH_NANOS = 5_000;

    private static final int POLLS_IN_LAST_STRETCH = 64;

    private final EventPoller<Frame> frames;
    private final RingBuffer<Frame> ring;
    private final FrameStep step;
    private final PolicyInputs policyInputs;
    private final TrialsEnd trialsEnd;
    private final Interlock interlock;
    private final RigClock clock;
    private final LoopWaiting waiting;
    private final LatencyStages latency;
    private final StreamTime streamTime;
    private final LoopAllocation allocation = new LoopAllocation();
    private final Queue<OperatorCommand> commands = new ConcurrentLinkedQueue<>();
    private final Queue<Applied> applied = new ConcurrentLinkedQueue<>();
    private final EventPoller.Handler<Frame> handler = this::onFrame;
    private final BooleanSupplier somethingToDo = this::somethingToDo;
    private Runnable onStart = () -> {};

    /** Set by the source's thread through the pipeline; read here. */
    private volatile boolean inputEnded;

    /** Written by this thread only, read by others. */
    private volatile long frameCount;

    private volatile long refusedCommands;
    private volatile long newestArrivalNanos;
    private volatile long newestTimeNanos;
    private volatile Throwable failure;
    private volatile boolean finished;

    LoopThread(
            RingBuffer<Frame> ring,
            EventPoller<Frame> frames,
            FrameStep step,
            PolicyInputs policyInputs,
            TrialsEnd trialsEnd,
            Interlock interlock,
            RigClock clock,
            LoopWaiting waiting,
            LatencyStages latency,
            StreamTime streamTime) {
        this.ring = ring;
        this.frames = frames;
        this.step = step;
        this.policyInputs = policyInputs;
        this.trialsEnd = trialsEnd;
        this.interlock = interlock;
        this.clock = clock;
        this.waiting = waiting;
        this.latency = latency;
        this.streamTime = streamTime;
    }

    /** What the thread does before its first turn. Before the start. */
    void onStart(Runnable action) {
        onStart = action;
    }

    /** One without a session: nobody is told what it told the policy, and no gap ends it. */
    static LoopThread alone(
            Pipeline pipeline,
            FrameStep step,
            Interlock interlock,
            RigClock clock,
            LoopWaiting waiting,
            LatencyStages latency) {
        return new LoopThread(
                pipeline.frames(),
                pipeline.loopFrames(),
                step,
                new PolicyInputs(step, interlock, new PolicyInputLog()),
                new TrialsEnd(1),
                interlock,
                clock,
                waiting,
                latency,
                new StreamTime(step.clock(), OptionalLong.empty()));
    }

    @Override
    public void run() {
        try {
            onStart.run();
            while (turn()) {
                // One turn after the other until the input has ended.
            }
            settle();
        } catch (Throwable e) {
            // The interlock first: whatever else goes wrong now, nothing fires any more.
            try {
                interlock.trip(StopReason.LOOP_EXCEPTION, String.valueOf(e));
            } finally {
                failure = e;
            }
            settle();
        } finally {
            finished = true;
        }
    }

    /** One turn of the loop: at most one frame, then what is due. False when there is nothing left to do. */
    boolean turn() throws Exception {
        if (!commands.isEmpty()) {
            apply();
        }
        long nanosLeft = nanosLeft();
        boolean tookFrame =
                nanosLeft > LoopWaiting.SPIN_NANOS && frames.poll(handler) == EventPoller.PollState.PROCESSING;
        interlock.poll();
        if (nanosLeft <= LAST_STRETCH_NANOS) {
            pollThroughLastStretch();
        } else if (!tookFrame) {
            if (inputEnded && drained()) {
                return false;
            }
            waiting.await(nanosLeft(), somethingToDo);
        }
        return true;
    }

    /** A whole turn reads the clock three times, and a pulse would be late by up to that. Bounded: commands wait. */
    private void pollThroughLastStretch() {
        long deadline = interlock.nextDeadlineNanos();
        for (int i = 0; i < POLLS_IN_LAST_STRETCH && interlock.nextDeadlineNanos() == deadline; i++) {
            interlock.poll();
        }
    }

    private boolean onFrame(Frame frame, long sequence, boolean endOfBatch) {
        Sample sample = frame.sample;
        policyInputs.before(sample.index);
        step.evaluate(frame);
        if (streamTime.take(sample)) {
            interlock.trip(StopReason.SAMPLES_LOST, streamTime.tooManyLost());
        }
        long decided = clock.nanoTime();
        interlock.schedule(frame.decision, sample.timeNanos);
        trialsEnd.take(sample.index, frame.decision.reason, interlock);
        latency.record(Stage.STAMP_TO_ARRIVAL, sample.arrivalNanos - sample.timeNanos);
        latency.record(Stage.ARRIVAL_TO_DECISION, decided - sample.arrivalNanos);
        latency.record(Stage.STAMP_TO_DECISION, decided - sample.timeNanos);
        newestArrivalNanos = sample.arrivalNanos;
        newestTimeNanos = sample.timeNanos;
        frameCount = sample.index + 1;
        // One frame per poll: a backlog must not keep a due pulse waiting.
        return false;
    }

    /** Takes the latency of a delivery, and what there is to tell the policy; called by the interlock's sink, on this thread. */
    void onDelivery(Delivery delivery) {
        policyInputs.delivered(delivery);
        if (delivery.outcome.counts()) {
            latency.record(Stage.GATE_TO_DEVICE_RETURN, delivery.returnedNanos - delivery.gateNanos);
            if (delivery.plannedNanos == delivery.decidedOnNanos) {
                latency.record(Stage.ARRIVAL_TO_DEVICE, delivery.returnedNanos - newestArrivalNanos);
            } else {
                latency.record(Stage.PLANNED_TO_ACTUAL, delivery.gateNanos - delivery.plannedNanos);
            }
        }
    }

    private void apply() {
        for (OperatorCommand command = commands.poll(); command != null; command = commands.poll()) {
            try {
                if (command == OperatorCommand.FINISH) {
                    allocation.end();
                }
                apply(command);
                applied.add(new Applied(command, frameCount));
                if (command == OperatorCommand.ARM) {
                    allocation.begin();
                }
            } catch (IllegalStateException e) {
                // A command that does not fit the state changes nothing: hold before arming, resume after a stop.
                refusedCommands++;
            }
        }
    }

    private void apply(OperatorCommand command) {
        switch (command) {
            case ARM -> {
                interlock.arm();
                interlock.start();
            }
            case HOLD -> interlock.hold();
            case RESUME -> interlock.resume();
            case FINISH -> interlock.finish();
        }
    }

    /** Reports what was still planned as cancelled: nothing fires after the last frame. */
    private void settle() {
        allocation.end();
        interlock.finish();
        interlock.poll();
        streamTime.end();
    }

    private long nanosLeft() {
        long deadline = interlock.nextDeadlineNanos();
        return deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - clock.nanoTime();
    }

    private boolean drained() {
        return frames.getSequence().get() >= ring.getCursor();
    }

    private boolean somethingToDo() {
        return inputEnded || !commands.isEmpty() || !drained();
    }

    /** Asks the loop to apply a command before its next frame. Any thread. */
    void tell(OperatorCommand command) {
        commands.add(command);
        waiting.signalAllWhenBlocking();
    }

    /** The next command that was applied and not yet taken, or null. For the recorder's thread. */
    Applied takeApplied() {
        return applied.poll();
    }

    /** No more frames will be published. Any thread, after the last publication. */
    void endInput() {
        inputEnded = true;
        waiting.signalAllWhenBlocking();
    }

    /** Whether every trial was given and the rest of the last one is recorded. Any thread. */
    boolean trialsOver() {
        return trialsEnd.over();
    }

    /** Commands that did not fit the interlock's state. */
    long refusedCommands() {
        return refusedCommands;
    }

    /** Bytes that this thread has allocated since it was armed, until the end was ordered. Any thread. */
    OptionalLong allocatedBytes() {
        return allocation.bytes();
    }

    long frameCount() {
        return frameCount;
    }

    long newestArrivalNanos() {
        return newestArrivalNanos;
    }

    long newestTimeNanos() {
        return newestTimeNanos;
    }

    boolean finished() {
        return finished;
    }

    /** What ended the loop before its input did, or null. */
    Throwable failure() {
        return failure;
    }
}
