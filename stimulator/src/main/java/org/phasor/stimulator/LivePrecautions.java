package org.phasor.stimulator;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.phasor.acquisition.RigClock;

/**
 * What a live device needs beside the rules of the gate: the watchdog process, pulses granted by the ledger, a person
 * who arms in two steps and goes on showing that they are there. Any thread, save where it says otherwise.
 */
final class LivePrecautions implements AutoCloseable {

    private final Stimulator device;
    private final StimulatorSettings settings;
    private final RigClock clock;
    private final StateMachine machine;
    private final LoopWatch loop;
    private final LongSupplier booked;
    private final DoseAllowance dose;
    private final OperatorPresence presence;
    private final Alarm alarm;
    private final LiveArming arming = new LiveArming();
    private volatile Watchdog watchdog;

    /**
     * @param booked pulses so far
     */
    LivePrecautions(
            Stimulator device,
            StimulatorSettings settings,
            RigClock clock,
            StateMachine machine,
            LoopWatch loop,
            LongSupplier booked,
            DoseAllowance dose,
            OperatorPresence presence,
            Alarm alarm) {
        this.device = device;
        this.settings = settings;
        this.clock = clock;
        this.machine = machine;
        this.loop = loop;
        this.booked = booked;
        this.dose = dose;
        this.presence = presence;
        this.alarm = alarm;
    }

    /** Starts the watchdog that the device asks for, unless there is one that has not acted. The supervising thread. */
    void startWatchdog(Watchdog.Starter starter) throws IOException {
        Optional<String> task = device.watchdogTask();
        Watchdog guard = watchdog;
        if (task.isEmpty() || guard != null && guard.alive()) {
            return;
        }
        if (guard != null) {
            guard.close();
        }
        Watchdog started = starter.start(task.get(), this::watchdogActed, this::allIsWell);
        loop.guardedBy(started);
        watchdog = started;
    }

    /** After the end of a session nobody beats any more: that it then takes the lines low is no fault. */
    private void watchdogActed(StopReason reason, String detail) {
        if (machine.status().state() != InterlockState.DONE) {
            alarm.raise(reason, detail);
        }
    }

    /** Whether the watchdog may hear that it need not act; says why not, where that is news. */
    private boolean allIsWell() {
        InterlockState state = machine.status().state();
        if (state == InterlockState.STOPPED || state == InterlockState.DONE) {
            return false;
        }
        long nowNanos = clock.nanoTime();
        if (!loop.turnedWithin(nowNanos, Watchdog.DEADLINE_NANOS)) {
            unwell(state, StopReason.LOOP_STALLED, "the loop has not turned for 300 ms");
            return false;
        }
        if (!device.alive(nowNanos)) {
            unwell(state, StopReason.DEVICE_FAULT, device.name() + ": its own thread does not turn");
            return false;
        }
        return true;
    }

    private void unwell(InterlockState state, StopReason reason, String detail) {
        if (state.armed()) {
            alarm.raise(reason, detail);
        }
    }

    /** The first step: gives the code for the second. */
    String begin(ArmingChecklist checklist) {
        Objects.requireNonNull(checklist, "checklist");
        StateMachine.Status now = machine.status();
        LiveRules.requireConfirmed(settings.declared(), checklist, LocalDate.now());
        requireReadiness(now);
        return arming.begin(clock.nanoTime(), now.ends());
    }

    /** The second step. */
    void typed(String code) {
        StateMachine.Status now = machine.status();
        long nowNanos = clock.nanoTime();
        requireReadiness(now);
        arming.typed(code, nowNanos, now.ends());
        presence.confirm(nowNanos);
        watchdog.enforce();
        requireReadiness(machine.status()); // it may not have heard
    }

    /** The code, and the permission that it gave, are void. */
    void forgetCode() {
        arming.forget();
    }

    /** The loop thread: takes the permission that the two steps gave, once. */
    void consume() {
        StateMachine.Status now = machine.status();
        if (!arming.consume(clock.nanoTime(), now.ends())) {
            throw new IllegalStateException(
                    "arm: '" + device.name() + "' is a live device: only a person may arm it, in two steps");
        }
        requireReadiness(now);
    }

    private void requireReadiness(StateMachine.Status now) {
        if (now.state() != InterlockState.CHECKED) {
            String why = now.stop() == null
                    ? ""
                    : " (" + now.stop().reason() + ": " + now.stop().detail() + ")";
            throw new IllegalStateException("arm: the interlock is " + now.state() + why + ": must be CHECKED");
        }
        Watchdog guard = watchdog;
        if (guard == null || !guard.alive()) {
            throw new IllegalStateException("arm: there is no watchdog process: a live device needs one");
        }
        long left = dose.granted() - booked.getAsLong();
        if (left < settings.pattern().pulses()) {
            throw new IllegalStateException("arm: the dose ledger has granted " + left
                    + " more pulses: must be at least " + settings.pattern().pulses());
        }
    }

    /** Lets the watchdog go: it takes the lines low. */
    @Override
    public void close() {
        Watchdog guard = watchdog;
        if (guard != null) {
            guard.close();
        }
    }
}
