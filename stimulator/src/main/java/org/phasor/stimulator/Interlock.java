package org.phasor.stimulator;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.phasor.acquisition.RigClock;
import org.phasor.lsl.Lsl;
import org.phasor.trigger.Decision;

/**
 * The one gate between a decision and a device. Makes the devices itself and never hands them out.
 *
 * <p>Judges at the moment of firing, by {@link GateRules}. Books the pulse before it calls the device, reads the state
 * once more as the last thing before the call, counts a failed call as given, and never retries or catches up. What
 * became of each pulse leaves as one {@link Delivery}; without room for it there is no pulse.
 *
 * <p>A decision whose intent is sham or virtual is judged by the same rules at its time and then not given: no device is
 * called, nothing is booked, and it holds no interval for what follows.
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
    private final MarkerOutputs markers;
    private final StimulatorSettings settings;
    private final SafetyLimits limits;
    private final boolean virtual;
    private final RigClock clock;
    private final StateMachine machine = new StateMachine();
    private final OperatorPresence presence = new OperatorPresence();
    private final DoseAllowance dose;
    private final Gate gate;
    private final LivePrecautions precautions;
    private volatile int restAfterStop;
    private final AtomicLong unexpectedPulses = new AtomicLong();

    Interlock(
            Stimulator device,
            List<MarkerOutput> markers,
            StimulatorSettings settings,
            SafetyLimits limits,
            RigClock clock,
            DeliverySink sink,
            boolean virtual) {
        this.device = device;
        this.markers = new MarkerOutputs(markers);
        this.settings = settings;
        this.limits = limits;
        this.clock = clock;
        this.virtual = virtual;
        dose = device.live() && !virtual ? new DoseAllowance() : DoseAllowance.unlimited();
        gate = new Gate(device, settings.pattern(), limits, clock, sink, machine, dose, presence, this::trip, virtual);
        precautions = new LivePrecautions(
                device, settings, clock, machine, gate.watch(), gate::pulses, dose, presence, this::trip);
    }

    /**
     * Makes and opens the devices that the settings name. SAFE.
     *
     * @param lsl for markers over LSL; null when there is none
     * @throws IOException naming the device that could not be opened; those opened before are closed
     * @throws IllegalArgumentException in one line, when {@link LiveRules} refuse a live device with these limits
     */
    public static Interlock open(
            StimulatorSettings settings, SafetyLimits limits, RigClock clock, DeliverySink sink, Lsl lsl)
            throws IOException {
        Stimulator device = Stimulators.firing(settings, clock);
        if (device.live()) {
            LiveRules.require(settings, limits);
        }
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
    public static Interlock simulated(SafetyLimits limits, PulsePattern pattern, RigClock clock, DeliverySink sink) {
        SimulatedStimulator device = new SimulatedStimulator(clock);
        device.open((reason, detail) -> {});
        StimulatorSettings settings = StimulatorSettings.simulated(List.of()).withPattern(pattern);
        return new Interlock(device, List.of(), settings, limits, clock, sink, false);
    }

    /**
     * For warm-up: in front of a device that does nothing, and with limits that let thousands of pulses through. SAFE.
     *
     * @param kind 0 to 2: which of three such devices; warm-up uses all
     */
    public static Interlock rehearsal(int kind, RigClock clock, DeliverySink sink) {
        StimulatorSettings settings = StimulatorSettings.simulated(List.of());
        return new Interlock(Rehearsal.nothing(kind), List.of(), settings, Rehearsal.LIMITS, clock, sink, false);
    }

    /** For warm-up: the code of the device that the settings name, at a far end of our own; takes up to half a second. */
    public static void rehearseDevice(StimulatorSettings settings, RigClock clock) {
        Rehearsal.drive(settings, clock);
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
            device.open(interlock::trip);
            interlock.markers.open();
        } catch (IOException | RuntimeException e) {
            interlock.close();
            throw e;
        }
        return interlock;
    }

    /** Who hears of every change of state from now on. Before anything runs. */
    public void listener(InterlockListener listener) {
        machine.listener(listener);
    }

    /** Whether what is at the end could reach a subject. */
    public boolean live() {
        return device.live() && !virtual;
    }

    /** Where the dose ledger says how many pulses it has on disk. */
    public DoseAllowance dose() {
        return dose;
    }

    /**
     * Starts the process that makes a live device safe without us, unless it is there; does nothing for a bench
     * device. Before {@link #beginArming}, and anew when it has acted; the supervising thread.
     *
     * @throws IOException in one line, when it does not come up
     */
    public void startWatchdog() throws IOException {
        startWatchdog(WatchdogProcess::start);
    }

    void startWatchdog(Watchdog.Starter starter) throws IOException {
        if (!virtual) {
            precautions.startWatchdog(starter);
        }
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
     * The first step of arming a live device: a person's checklist.
     *
     * @return the code that this person has to type within a minute
     * @throws IllegalStateException in one line, when something is missing
     */
    public String beginArming(ArmingChecklist checklist) {
        if (!live()) {
            throw new IllegalStateException("arm: '" + deviceName() + "' is no live device");
        }
        return precautions.begin(checklist);
    }

    /**
     * The second step: from now on, and for five seconds, {@link #arm} is allowed once; the watchdog is on guard.
     *
     * @param code as the person typed it
     * @throws IllegalStateException in one line, when it is not the one shown; then the first step comes again
     */
    public void typeCode(String code) {
        if (!live()) {
            throw new IllegalStateException("arm: '" + deviceName() + "' is no live device");
        }
        precautions.typed(code);
    }

    /** The code that was given out is good for nothing any more, nor is what it gave. Any thread. */
    public void forgetCode() {
        precautions.forgetCode();
    }

    /**
     * CHECKED → ARMED. A live device only after {@link #typeCode}; then the loop thread, so that it cannot be on its way
     * into a device call that a stop has forbidden.
     *
     * @throws IllegalStateException from another state, or for a live device that no person has armed
     */
    public void arm() {
        if (live()) {
            precautions.consume();
        }
        // Before the step: a stop that comes in between finds the device allowed, and forbids it again.
        device.armed();
        machine.step("arm", InterlockState.CHECKED, InterlockState.ARMED);
    }

    /** A person has shown to be there; a live device stops without it. Any thread. */
    public void confirm() {
        presence.confirm(clock.nanoTime());
    }

    /** How long ago a person last confirmed to be there; {@link Long#MAX_VALUE} when nobody did. Any thread. */
    public long sinceConfirmedNanos() {
        return presence.sinceConfirmedNanos(clock.nanoTime());
    }

    /** The window has drawn; once it has said so, a live device stops when it does not for two seconds. Any thread. */
    public void screenAlive() {
        presence.screenAlive(clock.nanoTime());
    }

    /** The window is gone on purpose. Any thread. */
    public void screenGone() {
        presence.screenGone();
    }

    /**
     * The session is looked after: its end, its stream and its readers. Once this was said, a live device stops when it
     * is not said for two seconds. Any thread.
     */
    public void lookedAfter() {
        gate.watch().lookedAfter(clock.nanoTime());
    }

    /** A pulse was seen that nobody had asked for: counts, and stops. Any thread. */
    public void unexpectedPulse(String detail) {
        unexpectedPulses.incrementAndGet();
        trip(StopReason.UNEXPECTED_PULSE, detail);
    }

    /** Pulses seen that nobody had asked for. */
    public long unexpectedPulses() {
        return unexpectedPulses.get();
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
        int rest = gate.restOfDevice(clock.nanoTime());
        machine.finish();
        // After a stop there is no more left of a pattern than there was then.
        restAfterStop = Math.max(restAfterStop, rest);
    }

    /**
     * → STOPPED, latched; what is pending is cancelled in the next poll. The first cause stays. When this returns, a
     * pulse that had already passed the latch may be under way, and no other can follow.
     *
     * @param detail one line for a person
     */
    public void trip(StopReason reason, String detail) {
        try {
            machine.trip(new Stop(reason, detail), () -> restAfterStop = gate.restOfDevice(clock.nanoTime()));
        } finally {
            makeSafe();
        }
    }

    /** A device that cannot be made safe from here must not keep the loop from saying what it did: the watchdog acts. */
    private void makeSafe() {
        try {
            device.makeSafe();
        } catch (RuntimeException | Error e) {
            // The interlock is STOPPED already: no beat goes to the watchdog any more.
        }
    }

    /** Pulses that a pattern timed by the device could still give after the stop, or the end. */
    public int restAfterStop() {
        return restAfterStop;
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
        machine.reset(reasonByPerson);
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

    /** Whether nothing is pending and no device still gives some of a pattern by itself. The loop thread. */
    public boolean idle() {
        return gate.idle();
    }

    /** Whether the state lets a pulse through: RUNNING; in a virtual run any but HOLD, DONE and STOPPED. Any thread. */
    public boolean delivering() {
        return state().delivers(virtual);
    }

    /** Whether the device could take a command now. Any thread; does not block. */
    public boolean deviceReady() {
        return device.ready();
    }

    /** Tells the marker devices of a delivery; the thread that drains the deliveries. One that fails stops the rig. */
    public void mark(Delivery delivery) {
        markers.mark(delivery, settings.conditionName(delivery.condition), this::trip);
    }

    /** Whether it is armed and the loop has not turned for longer than it may. Any thread. */
    public boolean stalled() {
        return state().armed() && !gate.watch().turnedWithin(clock.nanoTime(), limits.maxStallNanos());
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

    /** Patterns begun so far, single pulses among them. */
    public long onsets() {
        return gate.onsets();
    }

    /** Pulses given with that outcome, or refusals of it, so far. */
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
            precautions.close();
            markers.close();
        }
    }
}
