package org.phasor.stimulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.phasor.trigger.Decision;
import org.phasor.trigger.Reason;

/** An interlock on a virtual clock, with a device and a sink that do as a test says. One thread. */
final class Bench {

    static final long MILLI = 1_000_000L;
    static final long SECOND = 1000 * MILLI;

    /** A device that notes what the world was like when it was fired. */
    final class Device implements Stimulator {
        final List<Long> firedNanos = new ArrayList<>();
        final List<InterlockState> firedIn = new ArrayList<>();
        int calls;
        boolean ready = true;
        boolean live;
        boolean closed;
        int madeSafe;
        long takesNanos;
        Throwable failure;
        Runnable onReady = () -> {};
        Runnable onFire = () -> {};
        boolean alive = true;
        int armed;

        @Override
        public void armed() {
            armed++;
        }

        Throwable safeFailure;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public void open(Alarm alarm) {}

        @Override
        public void makeSafe() {
            madeSafe++;
            if (safeFailure instanceof Error e) {
                throw e;
            } else if (safeFailure != null) {
                throw (RuntimeException) safeFailure;
            }
        }

        @Override
        public boolean alive(long nowNanos) {
            return alive;
        }

        @Override
        public Optional<String> watchdogTask() {
            return live ? Optional.of("hold the fake low") : Optional.empty();
        }

        @Override
        public boolean ready() {
            onReady.run();
            return ready;
        }

        @Override
        public void fire(long decisionId, int condition) {
            if (decision.id == decisionId && decision.intent != Decision.Intent.PULSE) {
                throw new AssertionError("the device was called for a decision of intent " + decision.intent);
            }
            calls++;
            firedNanos.add(nowNanos);
            firedIn.add(interlock.state());
            onFire.run();
            nowNanos += takesNanos;
            if (failure instanceof Error e) {
                throw e;
            } else if (failure != null) {
                throw (RuntimeException) failure;
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Keeps what is published; has no room when told so. */
    static final class Sink implements DeliverySink {
        final List<Delivery> taken = new ArrayList<>();
        Delivery claimed;
        boolean full;

        @Override
        public Delivery claim() {
            if (full) {
                return null;
            }
            if (claimed != null) {
                throw new AssertionError("claimed twice without publishing");
            }
            claimed = new Delivery();
            claimed.decisionId = 666;
            claimed.returnedNanos = 666;
            claimed.gateNanos = 666;
            return claimed;
        }

        @Override
        public void publish() {
            taken.add(claimed);
            claimed = null;
        }

        Delivery last() {
            return taken.get(taken.size() - 1);
        }

        List<Outcome> outcomes() {
            return taken.stream().map(d -> d.outcome).toList();
        }
    }

    /** A watchdog that does as a test says. */
    static final class Guard implements Watchdog {
        final Alarm alarm;
        final BooleanSupplier mayBeat;
        boolean alive = true;
        int enforced;
        int closed;

        Guard(Alarm alarm, BooleanSupplier mayBeat) {
            this.alarm = alarm;
            this.mayBeat = mayBeat;
        }

        @Override
        public boolean alive() {
            return alive;
        }

        @Override
        public void enforce() {
            enforced++;
        }

        @Override
        public void close() {
            closed++;
        }

        /** As if it had acted, or gone. */
        void act() {
            alive = false;
            alarm.raise(StopReason.WATCHDOG, "the watchdog took the lines low");
        }
    }

    static final ArmingChecklist CHECKLIST =
            new ArmingChecklist("AB", "CD", Set.of(ArmingChecklist.Item.values()), Set.of(), "");

    long nowNanos = -7 * SECOND;
    final Device device = new Device();
    final Sink sink = new Sink();
    final Interlock interlock;
    final Decision decision = new Decision();
    final List<String> changes = new ArrayList<>();
    Guard guard;
    private long lastId;

    Bench(SafetyLimits limits) {
        this(limits, false);
    }

    Bench(SafetyLimits limits, boolean virtual) {
        this(limits, PulsePattern.SINGLE, virtual, false);
    }

    Bench(SafetyLimits limits, PulsePattern pattern) {
        this(limits, pattern, false, false);
    }

    Bench(SafetyLimits limits, PulsePattern pattern, boolean virtual, boolean live) {
        device.live = live;
        interlock = new Interlock(
                device,
                List.of(),
                StimulatorSettings.simulated(List.of("peak", "trough")).withPattern(pattern),
                limits,
                () -> nowNanos,
                sink,
                virtual);
        interlock.listener((from, to, why) -> changes.add(from + " " + to + " " + why));
    }

    /** With a device that could reach a subject. */
    static Bench live(SafetyLimits limits, PulsePattern pattern) {
        return new Bench(limits, pattern, false, true);
    }

    /** A watchdog is there, and so many pulses are granted. */
    Bench guarded(long granted) {
        try {
            interlock.startWatchdog((task, alarm, mayBeat) -> guard = new Guard(alarm, mayBeat));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        interlock.dose().grant(granted);
        return this;
    }

    /** As a person arms a live device, rightly. */
    Bench runLive() {
        interlock.check();
        interlock.typeCode(interlock.beginArming(CHECKLIST));
        interlock.arm();
        interlock.start();
        return this;
    }

    Bench run() {
        interlock.check();
        interlock.arm();
        interlock.start();
        return this;
    }

    /** Decides now, for {@code aheadNanos} from now; returns the number. */
    long fire(long aheadNanos) {
        return fire(nowNanos + aheadNanos, nowNanos, false);
    }

    long fireAtOnce() {
        return fire(nowNanos, nowNanos, true);
    }

    long fire(long commandNanos, long decidedOnNanos, boolean atOnce) {
        return fire(commandNanos, decidedOnNanos, atOnce, Decision.Intent.PULSE);
    }

    long fire(long commandNanos, long decidedOnNanos, boolean atOnce, Decision.Intent intent) {
        decision.hold(Reason.TARGET_REACHED, 1, -1);
        decision.action = Decision.Action.FIRE;
        decision.id = ++lastId;
        decision.commandNanos = commandNanos;
        decision.atOnce = atOnce;
        decision.intent = intent;
        interlock.schedule(decision, decidedOnNanos);
        return lastId;
    }

    void cancel(long id) {
        decision.hold(Reason.SIGNAL_BROKE, 1, 0);
        decision.action = Decision.Action.CANCEL;
        decision.id = id;
        interlock.schedule(decision, nowNanos);
    }

    /** Decides ten milliseconds ahead, lets them pass, polls, and says what became of it. */
    Outcome pulse() {
        fire(10 * MILLI);
        nowNanos += 10 * MILLI;
        interlock.poll();
        return sink.last().outcome;
    }

    void pass(long nanos) {
        nowNanos += nanos;
    }
}
