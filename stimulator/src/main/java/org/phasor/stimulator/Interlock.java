package org.phasor.stimulator;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.phasor.acquisition.RigClock;
import org.phasor.lsl.Lsl;
import org.phasor.trigger.Decision;

/**
 * The one gate between a decision and a device. Makes the devices itself and never hands them out.
 *
 * <p>Judges at the moment of firing, in this order: state, hold, age, lateness, device, interval, minute, session.
 * Books the pulse before it calls the device, reads the state once more as the last thing before the call, counts a
 * failed call as given, and never retries or catches up. What became of each decision to fire leaves as one
 * {@link Delivery}; without room for it there is no pulse.
 *
 * <p>{@link #schedule}, {@link #poll} and {@link #nextDeadlineNanos} belong to the loop thread: they take no lock and
 * allocate nothing, save when the interlock stops. {@link #mark} belongs to the thread that drains the deliveries.
 * Everything else is for any thread.
 *
 * <p>The gate reads its own clock: a caller's reading could be old, and intervals would be kept on the caller's word.
 * The reading that was judged is {@link Delivery#gateNanos}; the one after the device call is
 * {@link Delivery#returnedNanos}, from which the next interval counts. A replay hands in a clock that gives the
 * recorded readings.
 */
public final class Interlock implements AutoCloseable {

    private final Stimulator device;
    private final List<MarkerOutput> markers;
    private final StimulatorSettings settings;
    private final boolean virtual;
    private final StateMachine machine = new StateMachine();
    private final Gate gate;

    Interlock(
            Stimulator device,
            List<MarkerOutput> markers,
            StimulatorSettings settings,
            SafetyLimits limits,
            RigClock clock,
            DeliverySink sink,
            boolean virtual) {
        this.device = device;
        this.markers = markers;
        this.settings = settings;
        this.virtual = virtual;
        gate = new Gate(device, limits, clock, sink, machine, virtual);
    }

    /**
     * Makes and opens the devices that the settings name. SAFE.
     *
     * @param lsl for markers over LSL; null when there is none
     * @throws IOException naming the device that could not be opened; those opened before are closed
     */
    public static Interlock open(
            StimulatorSettings settings, SafetyLimits limits, RigClock clock, DeliverySink sink, Lsl lsl)
            throws IOException {
        Stimulator device = Stimulators.firing(settings, clock);
        return opened(device, settings, limits, clock, sink, lsl, false);
    }

    /**
     * The same without a device: a pulse that passes every check is {@link Outcome#VIRTUAL}, needs no arming, and is
     * booked as if given. Markers are served.
     */
    public static Interlock virtual(
            StimulatorSettings settings, SafetyLimits limits, RigClock clock, DeliverySink sink, Lsl lsl)
            throws IOException {
        return opened(new SimulatedStimulator(clock), settings, limits, clock, sink, lsl, true);
    }

    /** For replay: no device can be named. SAFE. */
    public static Interlock simulated(SafetyLimits limits, RigClock clock, DeliverySink sink) {
        SimulatedStimulator device = new SimulatedStimulator(clock);
        device.open();
        return new Interlock(device, List.of(), StimulatorSettings.simulated(List.of()), limits, clock, sink, false);
    }

    private static Interlock opened(
            Stimulator device,
            StimulatorSettings settings,
            SafetyLimits limits,
            RigClock clock,
            DeliverySink sink,
            Lsl lsl,
            boolean virtual)
            throws IOException {
        List<MarkerOutput> markers = Stimulators.marking(settings, lsl);
        Interlock interlock = new Interlock(device, markers, settings, limits, clock, sink, virtual);
        try {
            device.open();
            for (MarkerOutput marker : markers) {
                marker.open();
            }
        } catch (IOException | RuntimeException e) {
            interlock.close();
            throw e;
        }
        return interlock;
    }

    /**
     * SAFE → CHECKED.
     *
     * @throws IllegalStateException from another state, or when the device is not ready
     */
    public void check() {
        if (!device.ready()) {
            throw new IllegalStateException("check: the device '" + device.name() + "' is not ready");
        }
        machine.step("check", InterlockState.SAFE, InterlockState.CHECKED);
    }

    /**
     * CHECKED → ARMED, for bench devices.
     *
     * @throws IllegalStateException from another state, or for a live device, which only a person may arm
     */
    public void arm() {
        if (device.live()) {
            throw new IllegalStateException("arm: '" + device.name() + "' is a live device: only a person may arm it");
        }
        machine.step("arm", InterlockState.CHECKED, InterlockState.ARMED);
    }

    /** ARMED → RUNNING. */
    public void start() {
        machine.step("start", InterlockState.ARMED, InterlockState.RUNNING);
    }

    /** RUNNING → HOLD: what is pending or comes due is vetoed, and not fired after a resume. */
    public void hold() {
        machine.step("hold", InterlockState.RUNNING, InterlockState.HOLD);
    }

    /** HOLD → RUNNING. */
    public void resume() {
        machine.step("resume", InterlockState.HOLD, InterlockState.RUNNING);
    }

    /** → DONE, unless stopped; what is pending is cancelled in the next poll. */
    public void finish() {
        machine.finish();
    }

    /**
     * → STOPPED, latched; what is pending is cancelled in the next poll. The first cause stays. When this returns, a
     * pulse that had already passed the latch may be under way, and no other can follow.
     *
     * @param detail one line for a person
     */
    public void trip(StopReason reason, String detail) {
        machine.trip(new Stop(reason, detail));
    }

    /**
     * STOPPED → SAFE. What was counted stays counted.
     *
     * @param reasonByPerson what a person gave as the reason; not blank
     */
    public void reset(String reasonByPerson) {
        if (reasonByPerson == null || reasonByPerson.isBlank()) {
            throw new IllegalArgumentException("reset: reason = \"\": a person has to give one");
        }
        machine.reset();
    }

    /**
     * Takes in a decision; the loop thread, for every frame. HOLD only tells that samples still come; FIRE is kept until it is due, or
     * vetoed when another is still pending, its number came before, or its sample is ahead of the clock; CANCEL
     * withdraws the pending pulse of that number and is ignored when it is no longer pending.
     *
     * @param decidedOnNanos time of the frame's sample
     */
    public void schedule(Decision decision, long decidedOnNanos) {
        gate.schedule(decision, decidedOnNanos);
    }

    /** Fires or vetoes what is due by the clock as read here, and vetoes what the state forbids; the loop thread, often. */
    public void poll() {
        gate.poll();
    }

    /**
     * When {@link #poll} has something to do: the planned time of the pending pulse, now when it is to be fired at
     * once, {@link Long#MAX_VALUE} when there is none. The loop thread.
     */
    public long nextDeadlineNanos() {
        return gate.nextDeadlineNanos();
    }

    /** Tells the marker devices of a delivery; the thread that drains the deliveries. One that fails stops the rig. */
    public void mark(Delivery delivery) {
        String condition = settings.conditionName(delivery.condition);
        for (MarkerOutput marker : markers) {
            try {
                marker.mark(delivery, condition);
            } catch (RuntimeException e) {
                trip(StopReason.DEVICE_FAULT, marker.name() + ": " + e.getMessage());
            }
        }
    }

    public InterlockState state() {
        return machine.status().state();
    }

    /** Why it is STOPPED; empty in every other state. */
    public Optional<Stop> stop() {
        return Optional.ofNullable(machine.status().stop());
    }

    /** Pulses booked so far: those that may have reached the subject; in a virtual run those that would have. */
    public long pulses() {
        return gate.pulses();
    }

    /** Deliveries of that outcome so far. */
    public long outcomeCount(Outcome outcome) {
        return gate.outcomeCount(outcome);
    }

    /** The name of the device that gives the pulse. */
    public String deviceName() {
        return virtual ? "virtual" : device.name();
    }

    /**
     * Stops what might still fire and lets go of the devices. After the loop has ended: a pulse still pending is not
     * reported; {@link #finish} and a last {@link #poll} by the loop do that.
     */
    @Override
    public void close() {
        if (state() != InterlockState.DONE) {
            trip(StopReason.CLOSED, "the interlock was closed");
        }
        try {
            device.close();
        } finally {
            closeAll(markers);
        }
    }

    private static void closeAll(List<MarkerOutput> markers) {
        RuntimeException failed = null;
        for (MarkerOutput marker : markers) {
            try {
                marker.close();
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
